import { expect, test } from 'vitest';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { recomputeRequest } from '../../../../../electron/main/desk/store/requests.queries.ts';
import { updateTurn } from '../../../../../electron/main/desk/store/turns.queries.ts';
import type { CalendarDate, Instant, RequestId } from '../../../../../shared/domain/ids.ts';
import { type Queue, queueNames } from '../../../../../shared/domain/queues.ts';
import { anyRequest, type DueBucket } from '../../../../../shared/domain/request-list.ts';
import { circulationOf, goTo, hilltop, main } from '../../../../support/circulation.ts';
import {
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  turnOfPartner,
  west,
} from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { editRequest } from '../../../../support/edit-request.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';

// The questions on Today, and since when they have been open.

const desk = forEachTest(openDecisionDesk);

const receiving = receivingAt(() => desk);
const rowsOf = (card: Queue) => valueOf(todayService(desk.context).list({ card, offset: 0, limit: 50 })).rows;
const sinceIn = (card: Queue, externalId: string): string | null | undefined =>
  rowsOf(card).find((row) => row.externalId === externalId)?.since;
/** The queues in which a request is. Contact by hand is left out, because these partners have no address. */
const queuesOf = (externalId: string): readonly Queue[] =>
  queueNames.filter((queue) => queue !== 'to-be-told-by-hand' && sinceIn(queue, externalId) !== undefined);
const write = (requestId: RequestId, text: string): void => {
  valueOf(take(desk.context, 'add-note', { opId: newOpId(), requestId, text, active: false }));
};

test('an item due to go back is in its queue from then until it is returned, even after its request ended', () => {
  const id = desk.add({ externalId: 'BACK', status: 'SHIPPED_PHYSICALLY' });
  valueOf(receiving.receive({ requestId: id, barcode: 'B-1' }));
  expect(queuesOf('BACK')).toEqual(['on-hold-shelf']);
  desk.setNow('2026-11-27T09:00:00Z');
  valueOf(desk.cancel(id));
  desk.setNow('2026-11-29T09:00:00Z');
  write(id, 'Looked for it');
  expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
  expect(queuesOf('BACK')).toEqual(['to-go-back']);
  expect(sinceIn('to-go-back', 'BACK')).toBe('2026-11-27T09:00:00.000Z');
  const [itemId] = itemsOf(desk, id);
  if (itemId) valueOf(circulationOf(desk).giveBack(itemId));
  expect(queuesOf('BACK')).toEqual(['returned-not-checked-in']);
  expect(sinceIn('returned-not-checked-in', 'BACK')).toBe('2026-11-29T09:00:00.000Z');
  valueOf(desk.answer(id, { kind: 'checked-in', note: '' }));
  expect(queuesOf('BACK')).toEqual([]);
});

test('a damaged item is in its queue until settled, and an item checked in by its partner is no longer expected', () => {
  const id = desk.add({ externalId: 'WET', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
  valueOf(desk.damaged(id));
  const [itemId] = itemsOf(desk, id);
  if (itemId) valueOf(circulationOf(desk).giveBack(itemId));
  expect(queuesOf('WET')).toEqual(['lost-and-damaged', 'returned-not-checked-in']);
  valueOf(desk.answer(id, { kind: 'checked-in', note: '' }));
  expect(queuesOf('WET')).toEqual(['lost-and-damaged']);
});

test('a lost volume of a set is in its queue since it was reported, whatever else is returned', () => {
  const id = desk.add({
    externalId: 'SET',
    status: 'LOANED',
    volumes: 2,
    items: ['on-loan', 'on-hold-shelf'],
  });
  const [lent, here] = itemsOf(desk, id);
  valueOf(desk.lost(id, lent ?? null));
  desk.setNow('2026-11-28T09:00:00Z');
  if (here) valueOf(circulationOf(desk).giveBack(here));
  expect(queuesOf('SET')).toEqual(['lost-and-damaged', 'returned-not-checked-in']);
  expect(sinceIn('lost-and-damaged', 'SET')).toBe('2026-11-25T09:30:00.000Z');
});

test('a request past its needed-by date asks until staff continue, change the date, or something arrives', () => {
  const id = desk.add({ externalId: 'LATE', status: 'REQUEST_SENT' });
  valueOf(editRequest(desk, id, { neededBy: '2026-11-25' }));
  expect(queuesOf('LATE')).toEqual(['sent-no-answer']);
  desk.setNow('2026-11-26T09:00:00Z');
  expect(queuesOf('LATE')).toEqual(['needed-by-passed', 'sent-no-answer']);
  expect(sinceIn('needed-by-passed', 'LATE')).toBe('2026-11-25T00:00:00.000Z');
  valueOf(take(desk.context, 'go-on', { opId: newOpId(), requestId: id, asOf: null, note: '' }));
  expect(queuesOf('LATE')).toEqual(['sent-no-answer']);
  valueOf(editRequest(desk, id, { neededBy: '2026-11-24' }));
  expect(queuesOf('LATE')).toEqual(['needed-by-passed', 'sent-no-answer']);
  valueOf(receiving.receive({ requestId: id, barcode: 'B-1' }));
  expect(queuesOf('LATE')).toEqual(['on-hold-shelf']);
});

/** Records the cost that a partner names, as a file or a letter would. */
const nameCost = (id: RequestId, partner: typeof north, cost: string, at: string): void =>
  inTransaction(desk.context.db, (db) => {
    updateTurn(db, turnOfPartner(desk, id, partner), { cost });
    recomputeRequest(db, id, at as Instant);
  });

test('a partner above the cost limit asks until staff continue, it names another cost, or another partner is asked', () => {
  const id = desk.add({ externalId: 'DEAR', status: 'REQUEST_SENT', rota: [north, lake] });
  valueOf(editRequest(desk, id, { maximumCost: '20 EUR' }));
  nameCost(id, north, '€ 19,50', '2026-11-25T10:00:00.000Z');
  expect(queuesOf('DEAR')).toEqual(['sent-no-answer']);
  nameCost(id, north, '€ 25,00', '2026-11-26T10:00:00.000Z');
  desk.setNow('2026-11-28T09:00:00Z');
  write(id, 'Asked the patron');
  expect(queuesOf('DEAR')).toEqual(['over-cost-limit', 'sent-no-answer']);
  expect(sinceIn('over-cost-limit', 'DEAR')).toBe('2026-11-26T10:00:00.000Z');
  valueOf(take(desk.context, 'go-on', { opId: newOpId(), requestId: id, asOf: null, note: '' }));
  expect(queuesOf('DEAR')).toEqual(['sent-no-answer']);
  nameCost(id, north, '€ 30', '2026-11-29T10:00:00.000Z');
  expect(queuesOf('DEAR')).toEqual(['over-cost-limit', 'sent-no-answer']);
  valueOf(take(desk.context, 'ask-next-partner', { opId: newOpId(), requestId: id, asOf: null, note: '' }));
  expect(queuesOf('DEAR')).toEqual(['sent-no-answer']);
});

test('an item whose pickup location changed must be sent on by the desk that has it, since the change', () => {
  const id = desk.add({ externalId: 'MOVED', status: 'SHIPPED_PHYSICALLY' });
  valueOf(receiving.receive({ requestId: id, barcode: 'B-1' }));
  desk.setNow('2026-11-27T09:00:00Z');
  valueOf(editRequest(desk, id, { pickupDeskId: hilltop }));
  desk.raw.exec("UPDATE item SET status = 'on-hold-shelf', desk_id = 1, destination_desk_id = NULL");
  expect(queuesOf('MOVED')).toEqual(['to-send-on']);
  expect(sinceIn('to-send-on', 'MOVED')).toBe('2026-11-27T09:00:00.000Z');
  goTo(desk, hilltop);
  expect(queuesOf('MOVED')).toEqual([]);
});

test('an item in transit is listed at both desks since it was sent, and exceeds its limit after some days', () => {
  const id = desk.add({ externalId: 'AWAY', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
  expect(queuesOf('AWAY')).toEqual(['on-hold-shelf']);
  valueOf(editRequest(desk, id, { pickupDeskId: hilltop }));
  valueOf(circulationOf(desk).scanIn(`B-${id}-1`));
  for (const [deskId, queue] of [
    [hilltop, 'in-transit'],
    // Only what comes to a desk is “to here”.
    [main, 'sent-from-here'],
  ] as const) {
    goTo(desk, deskId);
    desk.setNow('2026-11-25T09:30:00Z');
    expect(queuesOf('AWAY')).toEqual([queue]);
    expect(sinceIn(queue, 'AWAY')).toBe('2026-11-25T09:30:00.000Z');
    expect(rowsOf(queue)[0]?.past).toBe(false);
    desk.setNow('2026-12-01T09:00:00Z');
    expect(rowsOf(queue)[0]?.past).toBe(true);
  }
});

test('an imported volume without a barcode asks for one', () => {
  desk.add({ externalId: 'BARE', status: 'LOANED' });
  expect(queuesOf('BARE')).toEqual(['give-barcodes']);
});

test('a parcel is in one queue: to receive and, after its limit, shipped but not arrived', () => {
  desk.add({ externalId: 'PARCEL', status: 'SHIPPED_PHYSICALLY' });
  expect(queuesOf('PARCEL')).toEqual(['to-receive']);
  desk.setNow('2026-12-05T09:00:00Z');
  expect(queuesOf('PARCEL')).toEqual(['shipped-not-here']);
  expect(rowsOf('shipped-not-here')[0]?.past).toBe(true);
});

test('an item’s time on the shelf and after its patron’s return counts from then', () => {
  const id = desk.add({ externalId: 'LENT', status: 'SHIPPED_PHYSICALLY' });
  valueOf(receiving.receive({ requestId: id, barcode: 'B-1' }));
  expect(sinceIn('on-hold-shelf', 'LENT')).toBe('2026-11-25T09:30:00.000Z');
  valueOf(circulationOf(desk).lend('B-1'));
  goTo(desk, hilltop);
  desk.setNow('2026-12-01T09:00:00Z');
  const [itemId] = itemsOf(desk, id);
  if (itemId) valueOf(circulationOf(desk).giveBack(itemId));
  expect(queuesOf('LENT')).toEqual(['sent-from-here']);
  expect(sinceIn('sent-from-here', 'LENT')).toBe('2026-12-01T09:00:00.000Z');
});

test('a note on an ended request is not counted', () => {
  const id = desk.add({ externalId: 'OVER', status: 'REQUEST_COMPLETED' });
  valueOf(take(desk.context, 'add-note', { opId: newOpId(), requestId: id, text: 'Why?', active: true }));
  expect(queuesOf('OVER')).toEqual([]);
});

test('two partners check in one after the other, and each asks until then', () => {
  const id = desk.add({ externalId: 'TWO', status: 'SHIPPED_PHYSICALLY', rota: [[west, 'rejected'], north] });
  const turns = { west: turnOfPartner(desk, id, west), north: turnOfPartner(desk, id, north) };
  valueOf(receiving.receive({ requestId: id, barcode: 'N-1', details: { turnId: turns.north } }));
  valueOf(
    receiving.receive({ requestId: id, barcode: 'W-1', use: 'goes-back', details: { turnId: turns.west } }),
  );
  expect(queuesOf('TWO')).toEqual(['to-go-back', 'on-hold-shelf']);
  for (const itemId of itemsOf(desk, id)) valueOf(circulationOf(desk).giveBack(itemId));
  expect(queuesOf('TWO')).toEqual(['returned-not-checked-in']);
  const answer = { kind: 'checked-in', note: '' } as const;
  const asked = (turnId: typeof turns.west) => ({
    opId: newOpId(),
    requestId: id,
    asOf: null,
    answer,
    turnId,
  });
  valueOf(take(desk.context, 'partner-answer', asked(turns.west)));
  expect(queuesOf('TWO')).toEqual(['returned-not-checked-in']);
  valueOf(take(desk.context, 'partner-answer', asked(turns.north)));
  expect(queuesOf('TWO')).toEqual([]);
  expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
});

test('a recall is sorted by the day that it names, on Today and in the list, and the partner’s due date stays', () => {
  const add = (externalId: string): RequestId =>
    desk.add({ externalId, status: 'LOANED', items: ['on-loan'] });
  const [later, sooner, undated] = ['R-LATER', 'R-SOONER', 'R-NONE', 'R-OTHER'].map(add);
  const recall = (id: RequestId | undefined, backBy: string | null): void => {
    valueOf(desk.answer(id!, { kind: 'recalled', note: '', backBy: backBy as CalendarDate | null }));
  };
  recall(undated, null);
  recall(later, '2026-12-07');
  recall(sooner, '2026-12-01');
  expect(rowsOf('recalled').map((row) => [row.externalId, row.openSince.backBy])).toEqual([
    ['R-SOONER', '2026-12-01'],
    ['R-LATER', '2026-12-07'],
    ['R-NONE', null],
  ]);
  desk.setNow('2026-12-02T09:00:00Z');
  expect(rowsOf('recalled').map(({ past }) => past)).toEqual([true, false, false]);
  const list = (due: readonly DueBucket[]): readonly string[] =>
    valueOf(
      listService(desk.context).list({
        query: { ...anyRequest, due: [...due] },
        sort: { column: 'dueOn', direction: 'ascending' },
        offset: 0,
        limit: 50,
      }),
    ).rows.map(({ externalId }) => externalId);
  expect(list([])).toEqual(['R-SOONER', 'R-LATER', 'R-OTHER', 'R-NONE']);
  expect(list(['overdue'])).toEqual(['R-SOONER']);
  valueOf(desk.answer(sooner!, { kind: 'demand-withdrawn', note: '' }));
  expect(list(['overdue'])).toEqual([]);
  expect(desk.raw.prepare('SELECT DISTINCT due_on FROM request').pluck().all()).toEqual(['2027-01-15']);
});
