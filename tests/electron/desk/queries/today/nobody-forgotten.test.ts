import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { openQuestionsOf, statusOf } from '../../../../../shared/domain/life/status.ts';
import { type Queue, queueNames } from '../../../../../shared/domain/queues.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import { lake, north, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { addItem } from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { lifeRuns } from '../../../../support/life-runs.ts';
import { livedBy, storeLife } from '../../../../support/lived.ts';
import { valueOf } from '../../../../support/results.ts';

// Whatever happened to a request: while someone waits for us, or we wait for someone, it is on Today.

const desk = forEachTest(openDecisionDesk);

const listed = (card: Queue): readonly string[] =>
  valueOf(todayService(desk.context).list({ card, offset: 0, limit: 500 })).rows.map(
    ({ externalId }) => externalId,
  );
const queuesOf = (externalId: string): readonly Queue[] =>
  // Contact by hand is left out, because these partners have no address.
  queueNames.filter((queue) => queue !== 'to-be-told-by-hand' && listed(queue).includes(externalId));

/** Whether its patron has it and there is no open question: the due dates of loan and partner bring it to Today. */
const isWithPatron = (life: Life): boolean => {
  const { goesBack, checkIn, turn, ...asked } = openQuestionsOf(life);
  const isAsked = !Object.values(asked).every((state) => ['none', 'renewed', 'refused'].includes(state));
  return (
    life.volumes.some(({ place }) => place === 'on-loan') &&
    !isAsked &&
    !goesBack &&
    !checkIn &&
    turn === null
  );
};

/** Whether it is unfinished: the request is open or, after its end, something is still going back, not checked in or unsettled. */
const isUnfinished = (life: Life): boolean => {
  const { goesBack, checkIn, loss } = openQuestionsOf(life);
  return life.endedAs === null || goesBack || checkIn || loss === 'lost' || loss === 'damaged';
};

test('every possible unfinished request is in a queue, unless its patron has it and there is no open question', () => {
  const draws = fc.array(fc.nat(500), { minLength: 2, maxLength: 20 });
  checkProperty(
    fc.property(fc.array(draws, { minLength: 1, maxLength: 30 }), (all) => {
      desk.raw.exec('DELETE FROM item; DELETE FROM turn; DELETE FROM request');
      const lives = all.map(livedBy);
      lives.forEach((life, at) => storeLife(desk.raw, life, `L-${at}`));
      const inAny = new Set(queueNames.flatMap(listed));
      const forgotten = lives.filter(
        (life, at) => isUnfinished(life) && !isWithPatron(life) && !inAny.has(`L-${at}`),
      );
      expect(forgotten.map((life) => `${statusOf(life)}: ${JSON.stringify(life)}`)).toEqual([]);
      // Finished requests ask nothing.
      const over = lives.flatMap((life, at) => (isUnfinished(life) ? [] : [`L-${at}`]));
      expect(over.filter((externalId) => inAny.has(externalId))).toEqual([]);
    }),
    lifeRuns(25),
  );
});

test('a condition awaits our answer even if a cancellation was requested or refused in the meantime', () => {
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
  expect(queuesOf('COND')).toEqual(['past-reply', 'active-notes']);
});

test('a partner that refuses a cancellation owes what it owed before', () => {
  const id = desk.add({ externalId: 'SENT', status: 'REQUEST_SENT', rota: [west], activePartner: west });
  valueOf(desk.cancel(id));
  // While its cancellation is requested, that is what it must answer.
  expect(queuesOf('SENT')).toEqual(['cancellation-asked']);
  valueOf(desk.answer(id, { kind: 'cancel-refused', note: '' }));
  expect(queuesOf('SENT')).toEqual(['sent-no-answer']);
});

test('a parcel whose partner refuses a cancellation is still to be received', () => {
  const id = desk.add({ externalId: 'PARCEL', status: 'SHIPPED_PHYSICALLY' });
  valueOf(desk.cancel(id));
  expect(queuesOf('PARCEL')).toEqual(['cancellation-asked']);
  valueOf(desk.answer(id, { kind: 'cancel-refused', note: '' }));
  expect(queuesOf('PARCEL')).toEqual(['to-receive']);
});

test('a request with an unknown status of another system has a queue until its item arrives', () => {
  desk.add({ externalId: 'ODD', status: 'Awaiting Dean’s Blessing', rota: [west], activePartner: west });
  desk.add({ externalId: 'ODD-2', status: 'In a queue of our own' });
  desk.add({ externalId: 'HERE', status: 'In a queue of our own', items: ['on-loan'] });
  expect(queuesOf('ODD')).toEqual(['unknown-status']);
  expect(queuesOf('ODD-2')).toEqual(['unknown-status']);
  expect(queuesOf('HERE')).not.toContain('unknown-status');
});

test('an item its partner calls overdue is on Today immediately, whatever its date here, and in the view of that name', () => {
  const id = desk.add({ externalId: 'EARLY', status: 'LOANED', items: ['on-loan'] });
  valueOf(desk.answer(id, { kind: 'overdue', note: '' }));
  expect(queuesOf('EARLY')).toEqual(['partner-overdue']);
  // Past its date it appears once, since that day.
  desk.setNow('2027-01-20T09:00:00Z');
  const [row, ...others] = valueOf(
    todayService(desk.context).list({ card: 'partner-overdue', offset: 0, limit: 9 }),
  ).rows;
  expect([row?.since, others]).toEqual(['2027-01-15T00:00:00.000Z', []]);
});

test('a partner that said it will supply and has not shipped owes an answer', () => {
  const id = desk.add({ externalId: 'WILL', status: 'REQUEST_SENT' });
  valueOf(desk.answer(id, { kind: 'will-supply', note: '' }));
  expect(queuesOf('WILL')).toEqual(['sent-no-answer']);
});

test('a parcel on its way is to be received even while its patron has another partner’s book', () => {
  const id = desk.add({
    externalId: 'TWO',
    status: 'LOANED',
    rota: [west, north],
    activePartner: west,
    items: ['on-loan'],
  });
  // Its book is recalled, so another partner is asked.
  valueOf(desk.answer(id, { kind: 'recalled', backBy: null, note: '' }));
  valueOf(desk.send(id));
  valueOf(desk.answer(id, { kind: 'shipped', dueOn: null, reason: '', note: '' }));
  expect(desk.statusOf(id)).toBe('RECALLED_BOR');
  expect(queuesOf('TWO')).toEqual(['recalled', 'to-receive']);
});

test('an incomplete set is unfinished even while other volumes are lent or recalled', () => {
  const id = desk.add({ externalId: 'SET', status: 'LOANED', volumes: 3, items: ['on-loan', 'on-loan'] });
  expect(queuesOf('SET')).toContain('sets-unfinished');
  valueOf(desk.answer(id, { kind: 'overdue', note: '' }));
  expect(queuesOf('SET')).toContain('sets-unfinished');
  // With the last volume the set is complete, and a set returned as a whole waits for its partner.
  addItem(desk, id, { barcode: 'SET-3', volume: 3, status: 'on-loan', lentTo: 1 });
  expect(queuesOf('SET')).not.toContain('sets-unfinished');
  desk.add({ externalId: 'GONE', status: 'RETURNED_TO_PARTNER', volumes: 3, items: ['returned-to-partner'] });
  expect(queuesOf('GONE')).toEqual(['returned-not-checked-in']);
});

test('the waiting time for others counts from its beginning: neither a note nor an undone step resets it', () => {
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
