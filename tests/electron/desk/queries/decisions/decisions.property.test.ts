import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { ItemId, OpId, PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { answersFor, likelyTurn, partnerAnswerKinds } from '../../../../../shared/domain/partner-answers.ts';
import { addDays } from '../../../../../shared/domain/dates.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { day, itemsOf, lake, north, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { lifeRuns } from '../../../../support/life-runs.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';
import { expectState } from '../../../../support/same-state.ts';
import { setWord } from '../../../../support/life.ts';
import { checkProperty } from '../../../../support/check-property.ts';

const desk = forEachTest(openDecisionDesk);
beforeEach(() => {
  // Thousands of steps on a file that need not survive a power failure.
  desk.raw.pragma('synchronous = OFF');
});

/** One action of staff or a partner, with the numbers that select its details. */
const move = fc.record({
  // Parcels and losses end what can be decided before, so they are rarer.
  kind: fc.oneof(
    { arbitrary: fc.constantFrom('receive', 'lost', 'damaged', 'cancel', 'lend'), weight: 1 },
    {
      arbitrary: fc.constantFrom('reply', 'renew', 'renewLoan', 'send', 'addPartners', 'answer', 'undo'),
      weight: 6,
    },
  ),
  one: fc.nat({ max: 99 }),
  other: fc.nat({ max: 99 }),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

const partners: readonly PartnerId[] = [north, west, lake];
const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

/** The answers that the active partner may give. */
const likelyAnswers = (life: Life) => {
  const turnId = likelyTurn(life, null);
  return turnId === null ? [] : answersFor(life, turnId);
};

/** A suitable answer; now and then any other. */
const answerOf = (life: Life, { one, other }: Move): PartnerAnswer => {
  const fitting = one % 10 === 0 ? partnerAnswerKinds : likelyAnswers(life);
  const kind = pick(fitting, one) ?? 'will-supply';
  const dueOn = addDays(day('2026-12-12'), other);
  const note = other % 2 === 0 ? '' : `note ${other}`;
  switch (kind) {
    case 'conditional':
      return { kind, reason: 'Other', note, replyBy: other % 3 === 0 ? null : dueOn };
    case 'shipped':
      return { kind, reason: other % 3 === 0 ? 'LibraryUseOnly' : '', note, dueOn };
    case 'renewed':
      return { kind, note, dueOn };
    case 'not-arrived':
      return { kind, note, itemId: null };
    case 'recalled':
      return { kind, note, backBy: other % 3 === 0 ? null : dueOn };
    default:
      return { kind, note };
  }
};

/** Lends an item as a step would, for this test only: the rows that later steps find. */
const lend = (itemId: ItemId | undefined): void => {
  if (itemId === undefined) return;
  desk.raw.prepare("UPDATE item SET status = 'on-loan' WHERE id = ?").run(itemId);
  desk.raw
    .prepare(
      "INSERT INTO loan (item_id, patron_id, loaned_on, due_on, period_days) VALUES (?, 1, '2026-11-25', '2026-12-11', 16)",
    )
    .run(itemId);
  const requestId = desk.raw.prepare('SELECT request_id FROM item WHERE id = ?').pluck().get(itemId);
  setWord(desk.raw, requestId as RequestId, 'LOANED');
};

/** Performs an action if the state allows it; returns the step taken. */
const take = (id: RequestId, the: Move, several: boolean): Result<{ readonly opId: OpId }> | null => {
  const item = pick(itemsOf(desk, id), the.other) ?? null;
  switch (the.kind) {
    case 'reply':
      return desk.reply(id, the.one % 2 === 0, the.other % 3 === 0 ? '' : 'A note', true);
    case 'renew':
      return desk.renew(id, addDays(day('2026-12-12'), the.one), the.other % 2 === 0 ? null : item);
    case 'renewLoan':
      return item === null ? null : desk.renewLoan(item);
    case 'cancel':
      return desk.cancel(id, {
        notifyPatron: the.one % 2 === 0,
        requestedBy: the.other % 2 === 0 ? 'staff' : 'patron',
        note: `because ${the.one}`,
      });
    case 'send':
      return desk.send(id);
    case 'addPartners':
      return desk.addPartners(id, pick(partners, the.one) ?? north, pick(partners, the.other) ?? west);
    case 'answer':
      return desk.answer(id, answerOf(desk.facts(id).life, the));
    case 'lost':
      return desk.lost(id, the.one % 2 === 0 ? null : item);
    case 'damaged':
      return desk.damaged(id, the.one % 2 === 0 ? null : item);
    case 'receive': {
      const opId = newOpId();
      const result = receivingAt(() => desk).receive({
        opId,
        requestId: id,
        barcode: `B-${id}-${the.one}`,
        several,
      });
      return result.ok ? { ok: true, value: { opId } } : result;
    }
    case 'lend':
    case 'undo':
      return null;
  }
};

const forgetEverything = ['change_log', 'request_event', 'outbox', 'print_job', 'command_log', 'loan', 'item']
  .concat(['turn_condition', 'turn', 'request_note', 'request'])
  .map((table) => `DELETE FROM ${table};`)
  .join('');

const starts = [
  'REQUEST_CREATED_BOR',
  'READY_TO_SEND',
  'REQUEST_SENT',
  'CONDITIONAL',
  'CONDITIONAL',
  'LOANED',
  'OVERDUE_ITEM',
  'REJECTED',
  'RETURNED_TO_PARTNER',
] as const;

const story = fc.record({
  start: fc.constantFrom(...starts),
  rota: fc.array(fc.constantFrom(...partners), { maxLength: 4 }),
  active: fc.constantFrom(null, ...partners),
  set: fc.boolean(),
  moves: fc.array(move, { minLength: 8, maxLength: 40, size: 'max' }),
});

// Thousands of steps with every state compared: slow if other programs are running.
const longMs = 180_000;

test(
  'undoing any sequence of decisions in reverse restores every row of the database',
  { timeout: longMs },
  () => {
    let number = 0;
    let taken = 0;
    const kinds = new Set<string>();
    checkProperty(
      fc.property(story, ({ start, rota, active, set, moves }) => {
        number += 1;
        const isOut = start === 'LOANED' || start === 'OVERDUE_ITEM';
        const id = desk.add({
          externalId: `P${number}`,
          status: start,
          rota,
          activePartner: active,
          volumes: set ? 3 : null,
          ...(isOut && { items: set ? ['on-loan', 'on-hold-shelf', 'on-loan'] : ['on-loan'] }),
          ...(start === 'CONDITIONAL' && {
            condition: { reason: 'Other', note: 'Why', replyBy: '2026-12-01' },
            partnerNotes: ['Why'],
          }),
        });
        const states = [dumpState(desk)];
        const steps: OpId[] = [];
        const undoLast = (): void => {
          const opId = steps.pop();
          if (opId === undefined) return;
          states.pop();
          valueOf(desk.undo(opId));
          expectState(desk, states.at(-1));
        };
        for (const each of moves) {
          if (each.kind === 'undo') undoLast();
          // A loan that this test cannot undo starts a new story.
          if (each.kind === 'lend' && steps.length === 0) {
            lend(
              desk.facts(id).items.find(({ status, loan }) => status === 'on-hold-shelf' && loan === null)
                ?.id,
            );
            states[0] = dumpState(desk);
          }
          const result = take(id, each, set);
          if (result === null) continue;
          if (result.ok) {
            steps.push(result.value.opId);
            states.push(dumpState(desk));
            kinds.add(each.kind);
            taken += 1;
          } else expect(dumpState(desk), result.error.message).toEqual(states.at(-1));
        }
        while (steps.length > 0) undoLast();
        // Deleted, so that the next story's states stay small.
        desk.raw.exec(forgetEverything);
      }),
      lifeRuns(80),
    );
    // The stories prove something only if every kind of action was taken, and often.
    expect([...kinds].sort()).toEqual(
      [
        'addPartners',
        'answer',
        'cancel',
        'damaged',
        'lost',
        'receive',
        'renew',
        'renewLoan',
        'reply',
        'send',
      ].sort(),
    );
    expect(taken).toBeGreaterThan(120);
  },
);
