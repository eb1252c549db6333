import { expect, test } from 'vitest';
import type { Row } from '../../../electron/main/sync/wire.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';

const shared = sharedLibrary();

/** Pushes a step that changes the first request so, as a workstation would. */
const offer = (n: number, kind: string | null, b: Row, a: Row, input = '{}'): Promise<unknown> =>
  pushOne(shared, pushedStep(n, { kind, input, changes: [{ t: 'request', id: 1, b, a }] }));

test('the hub refuses a step that leads a request where no step can', () =>
  shared.hub.playOn(async () => {
    const open = { ended_as: null };
    const cancelled = { ended_as: 'CANCELLED' };
    expect(await offer(1, 'cancel', open, cancelled)).toBe('accepted');
    expect(await offer(2, 'complete-by-hand', cancelled, open)).toEqual([
      'forbidden',
      'HB007 no way for complete-by-hand: ended_as from CANCELLED to ',
    ]);
    expect(
      await offer(2, 'cancel', { supply: 'READY_TO_SEND' }, { supply: 'A_WORD_THAT_NOBODY_KNOWS' }),
    ).toEqual([
      'forbidden',
      'HB007 no way for cancel: supply from READY_TO_SEND to A_WORD_THAT_NOBODY_KNOWS',
    ]);
    // What is undone may be anything.
    const undoing = '{"undoes":"step-1"}';
    expect(await offer(2, 'undo', cancelled, open, undoing)).toBe('accepted');
    expect(await offer(3, 'undo', { supply: 'READY_TO_SEND' }, { supply: 'WORD_OF_A_FILE' }, undoing)).toBe(
      'accepted',
    );
    expect(await offer(4, 'receive', { supply: 'WORD_OF_A_FILE' }, { supply: 'SHIPPED_PHYSICALLY' })).toBe(
      'accepted',
    );
  }));
