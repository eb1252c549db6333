import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addItem, addShelved, circulationOf, goTo, hilltop, main } from '../../../../support/circulation.ts';
import { addRequest, dumpState, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const receive = (requestId: RequestId, barcode: string, several: boolean) =>
  valueOf(
    take(desk.context, 'receive', {
      opId: newOpId(),
      requestId,
      barcode,
      several,
      printSlip: false,
      notifyPatron: true,
      unexpected: true,
    }),
  );
const openSets = (): unknown => {
  const cards = valueOf(todayService(desk.context).cards());
  return cards.find(({ id }) => id === 'sets-unfinished')?.count;
};
const patronNotices = (): unknown[] =>
  desk.raw.prepare("SELECT kind FROM outbox WHERE recipient = 'patron' ORDER BY id").pluck().all();

test('a set that goes back before Done is not open any more, and is again with undo', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 2 });
  const items = ['V-1', 'V-2'].map((barcode) => receive(requestId, barcode, true).volume.itemId);
  expect(openSets()).toBe(1);
  const { giveBack, undo } = circulationOf(desk);
  valueOf(giveBack(items[0]!));
  expect(openSets()).toBe(1);
  const before = dumpState(desk);
  const last = valueOf(giveBack(items[1]!));
  expect(openSets()).toBe(0);
  valueOf(undo(last.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('nor is one whose loss is settled before Done', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 2 });
  receive(requestId, 'V-1', true);
  const about = { requestId, asOf: null };
  valueOf(take(desk.context, 'report-lost', { ...about, opId: newOpId(), itemId: null, note: '' }));
  expect(openSets()).toBe(1);
  const answer = { kind: 'settled', note: '' } as const;
  valueOf(take(desk.context, 'partner-answer', { ...about, opId: newOpId(), answer }));
  expect(openSets()).toBe(0);
});

test.each([
  ['CANCELLED_BY_STAFF', 'request-cancelled'],
  ['REQUEST_COMPLETED', 'item-goes-back'],
  ['RETURNED_TO_PARTNER', 'item-goes-back'],
] as const)('an item of a request that is over (%s) goes on no shelf: it goes back', (status, code) => {
  const onTheWay = { status: 'in-transit', deskId: hilltop, destinationDeskId: main };
  const { itemId } = addShelved(desk, 'R-1', 'N-1', onTheWay, status);
  addShelved(desk, 'R-2', 'N-2', {}, status);
  const before = dumpState(desk);
  const { scanIn, giveBack } = circulationOf(desk);
  for (const barcode of ['N-1', 'N-2']) {
    expect(codeOf(scanIn(barcode))).toBe(code);
    expect(sentenceOf(scanIn(barcode))).toMatch(/nobody waits for it\. It goes back to North/);
  }
  goTo(desk, hilltop);
  expect(codeOf(scanIn('N-1'))).toBe(code);
  expect(dumpState(desk)).toEqual(before);
  valueOf(giveBack(itemId));
});

test('a volume that is on its way back does not make the patron wait for one that is on the shelf', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'LOANED', volumes: 2 });
  const first = addItem(desk, requestId, { barcode: 'V-1', status: 'on-loan', lentTo: 1 });
  goTo(desk, hilltop);
  valueOf(circulationOf(desk).giveBack(first));
  goTo(desk, main);
  receive(requestId, 'V-2', false);
  expect(patronNotices()).toEqual(['item-ready']);
});
