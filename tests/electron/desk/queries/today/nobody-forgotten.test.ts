import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { listItems, volumeOf } from '../../../../../electron/main/desk/store/items.queries.ts';
import { findRequestRow, writeLife } from '../../../../../electron/main/desk/store/requests.queries.ts';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { isSupplyState, type Life } from '../../../../../shared/domain/life/life.ts';
import { openQuestionsOf, statusOf } from '../../../../../shared/domain/life/status.ts';
import { type Queue, queueNames } from '../../../../../shared/domain/queues.ts';
import { type DecisionDesk, lake, north, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { addItem } from '../../../../support/circulation.ts';
import { valueOf } from '../../../../support/results.ts';
import { everything, walk } from '../../../../shared/domain/life/walk.ts';

// Whatever happened to a request: while somebody waits for us, or we wait for somebody, it is on Today.

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const listed = (card: Queue): readonly string[] =>
  valueOf(todayService(desk.context).list({ card, offset: 0, limit: 500 })).rows.map(
    ({ externalId }) => externalId,
  );
const queuesOf = (externalId: string): readonly Queue[] =>
  // What has to be told by hand is another matter: these partners have no address.
  queueNames.filter((queue) => queue !== 'to-be-told-by-hand' && listed(queue).includes(externalId));

/** Stores a request with this life, its volumes at this desk or on their way to it. */
const store = (life: Life, externalId: string): void => {
  const id = Number(
    desk.raw
      .prepare(
        `INSERT INTO request (external_id, title, patron_id, pickup_desk_id, active_partner_id, status, updated_at)
         VALUES (?, '', 1, 1, 1, 'REQUEST_CREATED_BOR', '2026-11-20T08:00:00.000Z')`,
      )
      .run(externalId).lastInsertRowid,
  ) as RequestId;
  life.volumes.forEach(({ status, broughtBack, renewal, demand, report }, at) => {
    const destination = status === 'in-transit' ? 1 : null;
    desk.raw
      .prepare(
        `INSERT INTO item (request_id, barcode, volume, status, partner_id, desk_id, destination_desk_id, brought_back,
                           renewal, demand, report, received_at)
         VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, '2026-11-10T08:00:00.000Z')`,
      )
      .run(
        id,
        `${externalId}-${at}`,
        at + 1,
        status,
        destination === null ? 1 : 2,
        destination,
        Number(broughtBack),
        renewal,
        demand,
        report,
      );
  });
  inTransaction(desk.context.db, (db) => {
    const row = findRequestRow(db, id);
    if (row) writeLife(db, row, { ...life, volumes: listItems(db, id).map(volumeOf) }, {}, row.updatedAt);
  });
};

/** What its patron has, and of which nobody asks anything: the dates of the loan and of the partner bring it to Today. */
const isWithPatron = (life: Life): boolean =>
  life.volumes.some(({ status }) => status === 'on-loan') &&
  ['LOANED', 'RENEWED', 'RENEW_NOT_ACCEPTED'].includes(statusOf(life)) &&
  Object.values(openQuestionsOf(life)).every((state) => ['none', 'renewed', 'refused'].includes(state));

test('every request that can come to be and is not over is in a queue, unless its patron has it and nobody asks anything', () => {
  const lives = new Map<string, Life>();
  // Who sent it makes no difference to the queues.
  const { maxVolumes, types, begins } = everything;
  for (const { life } of walk({ maxVolumes, types, begins }).values())
    // What a word from outside means nobody knows: it is found by its facet.
    if (life.endedAs === null && isSupplyState(life.supply)) lives.set(`L-${lives.size}`, life);
  for (const [externalId, life] of lives) store(life, externalId);
  const inAny = new Set(queueNames.flatMap(listed));
  const forgotten = [...lives].filter(([externalId, life]) => !inAny.has(externalId) && !isWithPatron(life));
  expect(
    forgotten.map(([, life]) => `${statusOf(life)}: ${life.supply}, ${JSON.stringify(life.volumes)}`),
  ).toEqual([]);
  expect(lives.size).toBeGreaterThan(150);
});

test('a condition waits for our answer also where a cancellation was asked or refused meanwhile', () => {
  const id = desk.add({
    externalId: 'COND',
    status: 'REQUEST_SENT',
    rota: [west, lake],
    activePartner: west,
  });
  valueOf(
    desk.answer(id, {
      kind: 'conditional',
      reason: 'LibraryUseOnly',
      note: '',
      replyBy: '2026-11-28' as never,
    }),
  );
  valueOf(desk.cancel(id));
  expect(queuesOf('COND')).toEqual(['conditional', 'active-notes', 'cancellation-asked']);
  valueOf(desk.answer(id, { kind: 'cancel-refused', note: '' }));
  expect(desk.statusOf(id)).toBe('CANCEL_NOT_ACCEPTED');
  expect(queuesOf('COND')).toEqual(['conditional', 'active-notes']);
  desk.setNow('2026-12-05T09:00:00Z');
  expect(queuesOf('COND')).toEqual(['past-reply', 'conditional', 'active-notes']);
});

test('a partner that does not agree to a cancellation owes what it owed before', () => {
  const id = desk.add({ externalId: 'SENT', status: 'REQUEST_SENT', rota: [west], activePartner: west });
  valueOf(desk.cancel(id));
  // While it is asked to cancel, that is what it owes an answer to.
  expect(queuesOf('SENT')).toEqual(['cancellation-asked']);
  valueOf(desk.answer(id, { kind: 'cancel-refused', note: '' }));
  expect(queuesOf('SENT')).toEqual(['sent-no-answer']);
});

test('a parcel whose partner does not agree to a cancellation is to be received, as before', () => {
  const id = desk.add({ externalId: 'PARCEL', status: 'SHIPPED_PHYSICALLY' });
  valueOf(desk.cancel(id));
  expect(queuesOf('PARCEL')).toEqual(['cancellation-asked']);
  valueOf(desk.answer(id, { kind: 'cancel-refused', note: '' }));
  expect(queuesOf('PARCEL')).toEqual(['to-receive', 'shipped-not-here']);
});

test('what its partner says is overdue is on Today at once, whatever date stands here, and in the view of that name', () => {
  const id = desk.add({ externalId: 'EARLY', status: 'LOANED', items: ['on-loan'] });
  valueOf(desk.answer(id, { kind: 'overdue', note: '' }));
  expect(queuesOf('EARLY')).toEqual(['partner-overdue']);
  // Past its date it is there once, since that day.
  desk.setNow('2027-01-20T09:00:00Z');
  const [row, ...others] = valueOf(
    todayService(desk.context).list({ card: 'partner-overdue', offset: 0, limit: 9 }),
  ).rows;
  expect([row?.since, others]).toEqual(['2027-01-15T00:00:00.000Z', []]);
});

test('a partner that said that it will supply and has not shipped owes an answer', () => {
  const id = desk.add({ externalId: 'WILL', status: 'REQUEST_SENT' });
  valueOf(desk.answer(id, { kind: 'will-supply', note: '' }));
  expect(queuesOf('WILL')).toEqual(['sent-no-answer']);
});

test('a set of which volumes are missing is unfinished, also while others are lent or wanted back', () => {
  const id = desk.add({ externalId: 'SET', status: 'LOANED', volumes: 3, items: ['on-loan', 'on-loan'] });
  expect(queuesOf('SET')).toContain('sets-unfinished');
  valueOf(desk.answer(id, { kind: 'overdue', note: '' }));
  expect(queuesOf('SET')).toContain('sets-unfinished');
  // With the last volume it is whole, and what went back as a whole waits for its partner.
  addItem(desk, id, { barcode: 'SET-3', volume: 3, status: 'on-loan', lentTo: 1 });
  expect(queuesOf('SET')).not.toContain('sets-unfinished');
  desk.add({ externalId: 'GONE', status: 'RETURNED_TO_PARTNER', volumes: 3, items: ['returned-to-partner'] });
  expect(queuesOf('GONE')).toEqual(['returned-not-checked-in']);
});

test('what waits for others waits since it came to that: a note, and what was taken back, make it no younger', () => {
  const id = desk.add({ externalId: 'SENT', status: 'READY_TO_SEND', rota: [north] });
  valueOf(desk.send(id));
  desk.setNow('2026-11-30T09:00:00Z');
  const note = { opId: newOpId(), requestId: id, text: 'Wrote to them', active: false };
  valueOf(take(desk.context, 'add-note', note));
  const shipped = valueOf(desk.answer(id, { kind: 'shipped', dueOn: null, reason: '', note: '' }));
  valueOf(desk.undo(shipped.opId));
  desk.setNow('2026-12-05T09:00:00Z');
  const [row] = valueOf(
    todayService(desk.context).list({ card: 'sent-no-answer', offset: 0, limit: 9 }),
  ).rows;
  expect([row?.since, row?.past]).toEqual(['2026-11-25T09:30:00.000Z', true]);
});
