import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addItem, circulationOf } from '../../../../support/circulation.ts';
import { addRequest, dumpState, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addAddresses, loopbackAccount, outboxRows, startTestQueue } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let queue: SendQueue;
let requestId: RequestId;
let bodies: string[];
beforeEach(() => {
  addAddresses(desk);
  bodies = [];
  requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY', volumes: 3 }, true);
  [1, 2].forEach(travelling);
  queue = startTestQueue(desk, () => loopbackAccount(1), {
    send: ({ body }) => {
      bodies.push(body);
      return Promise.resolve({ kind: 'sent', words: '' });
    },
  });
});
afterEach(() => queue.stop());

const travelling = (volume: number): void => {
  addItem(desk, requestId, {
    barcode: `N-${volume}`,
    volume,
    status: 'in-transit',
    deskId: 2,
    destinationDeskId: 1,
  });
};
const scanIn = (barcode: string): OpId => valueOf(circulationOf(desk).scanIn(barcode)).opId;
const send = async (): Promise<void> => {
  queue.kick();
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};
const states = () => outboxRows(desk).map(({ state, next_at }) => [state, next_at]);
const inAnHour = '2026-11-25T10:30:00.000Z';

test('the patron is told about a set once, when its last volume is there', async () => {
  scanIn('N-1');
  scanIn('N-2');
  await send();
  expect(states()).toEqual([
    ['waiting', inAnHour],
    ['waiting', inAnHour],
  ]);
  travelling(3);
  desk.setNow('2026-11-25T09:50:00Z');
  scanIn('N-3');
  await send();
  expect(bodies).toHaveLength(1);
  desk.setNow('2026-11-25T11:00:00Z');
  await send();
  expect(bodies).toHaveLength(1);
  expect(states().map(([state]) => state)).toEqual(['outdated', 'outdated', 'sent']);
});

test('or after an hour, and again when the rest has arrived', async () => {
  scanIn('N-1');
  desk.setNow('2026-11-25T09:40:00Z');
  scanIn('N-2');
  desk.setNow('2026-11-25T10:31:00Z');
  await send();
  desk.setNow('2026-11-25T10:45:00Z');
  await send();
  expect(bodies).toHaveLength(1);
  travelling(3);
  desk.setNow('2026-11-26T09:00:00Z');
  scanIn('N-3');
  await send();
  expect(bodies).toHaveLength(2);
});

test('undoing one step, in any order, leaves the notices of the others unchanged', () => {
  const first = scanIn('N-1');
  const before = dumpState(desk);
  const second = scanIn('N-2');
  valueOf(circulationOf(desk).undo(second));
  expect(dumpState(desk)).toEqual(before);
  scanIn('N-2');
  valueOf(circulationOf(desk).undo(first));
  expect(states()).toEqual([['waiting', inAnHour]]);
});

test('volumes due to go back are not waited for', () => {
  desk.raw.exec(
    "UPDATE request SET volumes_expected = NULL; UPDATE item SET use = 'goes-back' WHERE volume = 2",
  );
  scanIn('N-1');
  expect(states()).toEqual([['waiting', null]]);
});

test('if the number is unknown, the last volume in transit counts', () => {
  desk.raw.exec('UPDATE request SET volumes_expected = NULL');
  scanIn('N-1');
  scanIn('N-2');
  expect(states()).toEqual([
    ['waiting', inAnHour],
    ['waiting', null],
  ]);
});
