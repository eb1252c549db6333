import { anyRequest, type ReadyView } from '../../../../shared/domain/request-list.ts';
import { expect, test } from 'vitest';
import { listService } from '../../../../electron/main/desk/queries/list/list.service.ts';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { RequestFields } from '../../../../shared/ipc/input-shapes.ts';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { circulationOf } from '../../../support/circulation.ts';
import { day, done, north, openDecisionDesk } from '../../../support/decision-desk.ts';
import { editRequest } from '../../../support/edit-request.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../support/results.ts';

// The effects of one step on the lists, shelves and letters of other jobs.

const desk = forEachTest(openDecisionDesk);

const receive = (requestId: RequestId, barcode: string) =>
  receivingAt(() => desk).receive({ requestId, barcode });
const edit = (requestId: RequestId, changed: Partial<RequestFields>) => editRequest(desk, requestId, changed);
const queue = (card: TodayCardId): string[] =>
  valueOf(todayService(desk.context).list({ card, offset: 0, limit: 50 })).rows.map(
    ({ externalId }) => externalId,
  );
const view = (ready: ReadyView): string[] =>
  valueOf(
    listService(desk.context).list({
      query: { ...anyRequest, ready },
      sort: { column: 'externalId', direction: 'ascending' },
      offset: 0,
      limit: 50,
    }),
  ).rows.map(({ externalId }) => externalId);
const item = (column: string): unknown => desk.raw.prepare(`SELECT ${column} FROM item`).pluck().get();

test('lists use both dates: what is overdue to the patron, and what is overdue to the partner', () => {
  const id = desk.add({ externalId: 'BOTH', status: 'LOANED', items: ['on-loan'] });
  const [row] = valueOf(
    listService(desk.context).list({
      query: anyRequest,
      sort: { column: 'patronDueOn', direction: 'ascending' },
      offset: 0,
      limit: 1,
    }),
  ).rows;
  expect(row).toMatchObject({ id, patronDueOn: '2026-12-11', dueOn: '2027-01-15' });
  desk.setNow('2026-12-20T09:00:00Z');
  expect([view('patron-overdue'), view('overdue')]).toEqual([['BOTH'], []]);
  desk.setNow('2027-01-20T09:00:00Z');
  expect([view('patron-overdue'), view('overdue')]).toEqual([['BOTH'], ['BOTH']]);
});

test('a recall has its date, its queue and its view', () => {
  const id = desk.add({ externalId: 'RECALL', status: 'LOANED', items: ['on-loan'] });
  const outcome = done(desk.answer(id, { kind: 'recalled', backBy: day('2026-12-01'), note: '' }));
  expect(outcome.headline).toContain('by 1 Dec 2026');
  expect(item('back_by')).toBe('2026-12-01');
  expect([queue('recalled'), view('recalled')]).toEqual([['RECALL'], ['RECALL']]);
});

test('after a change of the pickup location, an item on the wrong shelf must be sent on, and one in transit goes there', () => {
  const id = desk.add({ externalId: 'P1' });
  valueOf(receive(id, 'N-1'));
  expect(queue('to-send-on')).toEqual([]);
  expect(valueOf(edit(id, { pickupDeskId: 2 as never })).remarks[0]).toContain('N-1');
  expect([queue('to-send-on'), queue('on-hold-shelf')]).toEqual([['P1'], []]);
  expect(valueOf(circulationOf(desk).scanIn('N-1')).whereTo).toEqual({
    kind: 'in-transit',
    name: 'Hilltop Branch',
  });
  expect(queue('to-send-on')).toEqual([]);
  expect(desk.raw.prepare('SELECT status, destination_desk_id, hold_until FROM item').raw().get()).toEqual([
    'in-transit',
    2,
    null,
  ]);
  valueOf(edit(id, { pickupDeskId: 4 as never }));
  expect(item('destination_desk_id')).toBe(4);
});

test('the hold expiry follows the due date: it is recomputed when the partner renews', () => {
  const id = desk.add({ externalId: 'H1' });
  done(desk.answer(id, { kind: 'shipped', dueOn: day('2026-12-02'), reason: '', note: '' }));
  valueOf(receive(id, 'N-1'));
  // Four days before the partner's date, for the parcel.
  expect(item('hold_until')).toBe('2026-11-28');
  done(desk.renew(id, '2027-01-31'));
  expect(item('hold_until')).toBe('2026-12-05');
});

test('a condition asks nothing once its partner supplies anyway; it applies to that partner’s book', () => {
  const id = desk.add({
    externalId: 'COND',
    status: 'CONDITIONAL',
    condition: { reason: 'LibraryUseOnly', note: 'x', replyBy: null, partner: north },
  });
  expect(queue('conditional')).toEqual(['COND']);
  done(desk.answer(id, { kind: 'will-supply', note: '' }));
  expect(queue('conditional')).toEqual([]);
  expect(codeOf(desk.reply(id, true))).toBe('status-forbids');
  valueOf(receive(id, 'N-1'));
  expect(codeOf(circulationOf(desk).lend('N-1'))).toBe('library-use-only');
});
