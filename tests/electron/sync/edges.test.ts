import { expect, test } from 'vitest';
import type { Row } from '../../../electron/main/sync/wire.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';

const shared = sharedLibrary();

type Table = 'request' | 'turn' | 'item';

/** Pushes a step that makes the given change to the first row of a table, as a workstation would. */
const offer = (
  n: number,
  kind: string,
  t: Table,
  [b, a]: readonly [Row, Row],
  input = '{}',
): Promise<unknown> => pushOne(shared, pushedStep(n, { kind, input, changes: [{ t, id: 1, b, a }] }));

const noWay = (kind: string, way: string): readonly string[] => [
  'forbidden',
  `HB007 no way for ${kind}: ${way}`,
];

test('the hub refuses a step that makes an impossible transition of a request, a turn or a volume', () =>
  shared.hub.playOn(async () => {
    const [open, ended] = [{ ended_as: null }, { ended_as: 'CANCELLED_BY_STAFF' }];
    expect(await offer(1, 'cancel', 'request', [open, ended])).toBe('accepted');
    expect(await offer(2, 'complete-by-hand', 'request', [ended, { ended_as: 'REQUEST_COMPLETED' }])).toEqual(
      noWay('complete-by-hand', 'request ended_as from CANCELLED_BY_STAFF to REQUEST_COMPLETED'),
    );
    expect(await offer(2, 'keep', 'request', [ended, open]), 'kept after all').toBe('accepted');
    expect(await offer(3, 'cancel', 'request', [open, { ended_as: 'EXPIRED' }])).toEqual(
      noWay('cancel', 'request ended_as from  to EXPIRED'),
    );
    const [waiting, asked, rejected] = [{ state: 'waiting' }, { state: 'asked' }, { state: 'rejected' }];
    expect(await offer(3, 'send-request', 'turn', [waiting, asked])).toBe('accepted');
    expect(await offer(4, 'partner-answer', 'turn', [asked, rejected])).toBe('accepted');
    expect(await offer(5, 'send-request', 'turn', [rejected, asked])).toEqual(
      noWay('send-request', 'turn state from rejected to asked'),
    );
    // An undo may make any transition.
    expect(await offer(5, 'undo', 'turn', [rejected, asked], '{"undoes":"step-4"}')).toBe('accepted');
    const [shelved, outside] = [{ status: 'on-hold-shelf' }, { status: 'WORD_OF_A_FILE' }];
    expect(await offer(6, 'scan-in', 'item', [shelved, outside])).toEqual(
      noWay('scan-in', 'item status from on-hold-shelf to WORD_OF_A_FILE'),
    );
    expect(await offer(6, 'undo', 'item', [shelved, outside], '{"undoes":"step-4"}')).toBe('accepted');
    expect(await offer(7, 'scan-in', 'item', [outside, shelved])).toBe('accepted');
    const back = { status: 'returned-to-partner', check_in: 'checked-in' };
    expect(await offer(8, 'return', 'item', [{ ...shelved, check_in: 'none' }, back])).toBe('accepted');
    expect(await offer(9, 'partner-answer', 'item', [back, { ...back, check_in: 'none' }])).toEqual(
      noWay('partner-answer', 'item check_in from checked-in to none'),
    );
  }));
