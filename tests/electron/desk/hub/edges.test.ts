import { expect, test } from 'vitest';
import { sharedLibrary } from '../../../support/hub/shared-library.ts';

const shared = sharedLibrary();

/** Offers a step that changes the first request so, as a workstation would. */
const offer = async (
  n: number,
  kind: string | null,
  b: Record<string, unknown>,
  a: Record<string, unknown>,
): Promise<unknown> => {
  const step = {
    n,
    workstation: 1,
    opId: `step-${n}-${kind}`,
    kind,
    operatorId: 1,
    deskId: 1,
    at: '2026-11-25T08:00:00.000Z',
    requestId: 1,
    outcome: 'accepted',
    reads: [],
    writes: ['request 1'],
    changes: [{ t: 'request', id: 1, b, a }],
  };
  const [found] = await shared.hub.queryAs(1)('SELECT hub.push($1, $2::jsonb) AS answer', [
    1_000_000,
    JSON.stringify([step]),
  ]);
  const [{ verdict, why } = {}] = (found as { answer: { verdict?: string; why?: string | null }[] }).answer;
  return why ? [verdict, why] : verdict;
};

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
    // What is taken back, and what a file says, may be anything.
    expect(await offer(2, 'undo', cancelled, open)).toBe('accepted');
    expect(await offer(3, null, { supply: 'READY_TO_SEND' }, { supply: 'WORD_OF_A_FILE' })).toBe('accepted');
    expect(await offer(4, 'receive', { supply: 'WORD_OF_A_FILE' }, { supply: 'SHIPPED_PHYSICALLY' })).toBe(
      'accepted',
    );
  }));
