import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addItem, addShelved, circulationOf, goTo, hilltop, main } from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const { receive } = receivingAt(() => desk);
const lent = { status: 'on-loan', lentTo: 1 } as const;
const statusOf = (requestId: RequestId): unknown =>
  desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId);
const itemStatuses = (): unknown[] => desk.raw.prepare('SELECT status FROM item ORDER BY id').pluck().all();
const returnedMessages = (): unknown[] =>
  (desk.raw.prepare("SELECT payload FROM outbox WHERE kind = 'returned'").pluck().all() as string[]).map(
    (payload) => JSON.parse(payload) as unknown,
  );

test('a loss stays when the others were returned; the lost volume turns up, is returned too, and the partner is told about it only', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'LOANED', volumes: 2 });
  const lost = addItem(desk, requestId, { barcode: 'V-1', ...lent });
  const found = addItem(desk, requestId, { barcode: 'V-2', volume: 2, ...lent });
  const report = { opId: newOpId(), requestId, asOf: null, itemId: lost, note: '' };
  valueOf(take(desk.context, 'report-lost', report));
  const { look, giveBack, undo } = circulationOf(desk);
  valueOf(giveBack(found));
  expect(statusOf(requestId)).toBe('REPORT_LOST');
  const before = dumpState(desk);
  expect(valueOf(look('V-1')).remarks[0]).toContain('it has turned up and goes back');
  const answer = valueOf(giveBack(lost));
  expect(itemStatuses()).toEqual(['returned-to-partner', 'returned-to-partner']);
  expect(statusOf(requestId)).toBe('RETURNED_TO_PARTNER');
  expect(answer.slip).not.toBeNull();
  expect(returnedMessages()).toEqual([{ itemIds: [found] }, { itemIds: [lost] }]);
  expect(codeOf(look('V-1'))).toBe('item-returned');
  valueOf(undo(answer.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('brought to another desk, it is returned via its owning desk', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', { status: 'lost' }, 'REQUEST_COMPLETED');
  const { giveBack, scanIn } = circulationOf(desk);
  goTo(desk, hilltop);
  valueOf(giveBack(itemId));
  expect(itemStatuses()).toEqual(['in-transit']);
  goTo(desk, main);
  valueOf(scanIn('N-1'));
  expect(itemStatuses()).toEqual(['returned-by-patron']);
  valueOf(giveBack(itemId));
  expect(itemStatuses()).toEqual(['returned-to-partner']);
  expect(statusOf(requestId)).toBe('REQUEST_COMPLETED');
});

test.each(['CANCELLED', 'CANCELLED_BY_STAFF', 'CANCELLED_BY_PATRON', 'EXPIRED', 'REQUEST_COMPLETED'])(
  'an item that a file left here, of a finished request (%s), is returned',
  (status) => {
    const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', lent, status);
    valueOf(circulationOf(desk).giveBack(itemId));
    expect(itemStatuses()).toEqual(['returned-to-partner']);
    expect(statusOf(requestId)).toBe(status);
    expect(desk.raw.prepare('SELECT ended_on FROM loan').pluck().get()).toBe('2026-11-25');
  },
);

test('a lost item whose barcode another item has since does not go in transit', () => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1', { status: 'lost' }, 'REPORT_LOST');
  addShelved(desk, 'R-2', 'N-1');
  const { giveBack } = circulationOf(desk);
  goTo(desk, hilltop);
  const before = dumpState(desk);
  const refused = giveBack(itemId);
  expect(codeOf(refused)).toBe('barcode-in-use');
  expect(sentenceOf(refused)).toContain('in use on R-2');
  expect(dumpState(desk)).toEqual(before);
  goTo(desk, main);
  valueOf(giveBack(itemId));
  expect(itemStatuses()).toEqual(['returned-to-partner', 'on-hold-shelf']);
});

test('a volume without a barcode is lent and returned by the external identifier; of two, staff choose one', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY' });
  const { lend, look, giveBack } = circulationOf(desk);
  const lentNow = valueOf(lend('r-1'));
  expect(lentNow).toMatchObject({ barcode: 'R-1', headline: 'Lent, due 15 Jan 2027' });
  expect(statusOf(requestId)).toBe('LOANED');
  const { itemId, code, barcode } = valueOf(look('R-1'));
  expect([code, barcode]).toEqual(['R-1', '']);
  valueOf(giveBack(itemId));
  expect(itemStatuses()).toEqual(['returned-to-partner']);
  expect(codeOf(look('R-1'))).toBe('identifier-not-barcode');

  const two = addRequest(desk, { externalId: 'R-2', status: 'RECEIVED_PHYSICALLY', volumes: 2 });
  const other = addItem(desk, two, { barcode: 'V-1' });
  addItem(desk, two, { barcode: 'V-2', volume: 2 });
  desk.raw.exec("UPDATE item SET barcode = '' WHERE barcode IN ('V-1', 'V-2')");
  expect(codeOf(look('R-2'))).toBe('volume-unclear');
  desk.raw.prepare("UPDATE item SET barcode = 'V-1' WHERE id = ?").run(other);
  expect(codeOf(look('R-2'))).toBe('ok');
});

test('a set returned before Done is no longer open, and is again after undo', () => {
  const openSets = (): unknown =>
    valueOf(todayService(desk.context).cards()).find(({ id }) => id === 'sets-unfinished')?.count;
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 2 });
  const [first, second] = ['V-1', 'V-2'].map(
    (barcode) => valueOf(receive({ requestId, barcode, several: true })).volume.itemId,
  );
  if (first === undefined || second === undefined) throw new Error('nothing came');
  const { giveBack, undo } = circulationOf(desk);
  valueOf(giveBack(first));
  expect(openSets()).toBe(1);
  const before = dumpState(desk);
  const last = valueOf(giveBack(second));
  expect(openSets()).toBe(0);
  valueOf(undo(last.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a volume on its way back does not make the patron wait for one on the shelf', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'LOANED', volumes: 2 });
  const first = addItem(desk, requestId, { barcode: 'V-1', ...lent });
  goTo(desk, hilltop);
  valueOf(circulationOf(desk).giveBack(first));
  goTo(desk, main);
  valueOf(receive({ requestId, barcode: 'V-2' }));
  expect(
    desk.raw.prepare("SELECT kind FROM outbox WHERE recipient = 'patron' ORDER BY id").pluck().all(),
  ).toEqual(['item-ready']);
});
