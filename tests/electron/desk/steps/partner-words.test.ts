import { describe, expect, test } from 'vitest';
import type { PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import { isActive, wasAsked } from '../../../../shared/domain/life/turn.ts';
import { answersFor, partnerAnswerKinds } from '../../../../shared/domain/partner-answers.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import {
  day,
  type DecisionValues,
  done,
  lake,
  north,
  openDecisionDesk,
  recordAnswer,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { expectDerivedColumns } from '../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

// What partners answer, and which answers still have a consequence.

const desk = forEachTest(openDecisionDesk);
const { receive } = receivingAt(() => desk);

const record = (values: DecisionValues, answer: PartnerAnswer) => recordAnswer(desk, values, answer);

const sent: DecisionValues = { externalId: 'A1', status: 'REQUEST_SENT', rota: [north, west] };

describe('before the parcel comes', () => {
  test('will supply', () => {
    const { outcome, status } = record(sent, { kind: 'will-supply', note: '' });
    expect([status, outcome.headline]).toEqual(['WILL_SUPPLY', 'North University Library will supply']);
    expect(desk.messages()).toEqual([]);
  });

  test('a condition waits for a reply, with an active note and its date; a second one replaces an answered one', () => {
    const { id, outcome, status } = record(sent, {
      kind: 'conditional',
      reason: 'LibraryUseOnly',
      note: 'In the reading room please',
      replyBy: day('2026-12-01'),
    });
    expect(status).toBe('CONDITIONAL');
    expect(outcome.headline).toContain('set a condition: In the reading room please');
    expect(desk.facts(id)).toMatchObject({
      condition: { reason: 'LibraryUseOnly', replyBy: '2026-12-01', setAt: '2026-11-25T09:30:00.000Z' },
    });
    expect(desk.partnerNotes(id)).toEqual(['In the reading room please']);
    done(desk.reply(id, true));
    const second = { kind: 'conditional', reason: '', note: 'Second', replyBy: null } as const;
    const before = dumpState(desk);
    const again = done(desk.answer(id, second));
    expect(desk.facts(id).condition).toMatchObject({ reason: '', note: 'Second' });
    takeAllBack(desk, [again], before);
  });

  test('a condition without content, or with a reply-by date in the past, is refused', () => {
    const id = desk.add(sent);
    const before = dumpState(desk);
    const condition = { kind: 'conditional', reason: '', note: ' ', replyBy: null } as const;
    expect(codeOf(desk.answer(id, condition))).toBe('note-missing');
    const yesterday = { ...condition, note: 'x', replyBy: day('2026-11-24') };
    expect(codeOf(desk.answer(id, yesterday))).toBe('date-refused');
    expectState(desk, before);
    // A cost alone is a condition too.
    const priced = done(desk.answer(id, { ...condition, cost: '30 EUR' }));
    expect(priced.headline).toMatch(/set a condition: Costs 30 EUR$/);
    takeAllBack(desk, [priced], before);
    const both = done(desk.answer(id, { ...condition, note: 'Sign', cost: '25' }));
    expect(both.headline).toMatch(/set a condition: Sign\. Costs 25$/);
    takeAllBack(desk, [both], before);
    const once = done(desk.answer(id, { ...condition, note: 'It costs 35 USD.', cost: '35 USD' }));
    expect(once.headline).toMatch(/set a condition: It costs 35 USD\.$/);
  });

  test('shipped, with its due date and its conditions of use, which need no answer', () => {
    const { id, status } = record(sent, {
      kind: 'shipped',
      dueOn: day('2027-02-01'),
      reason: 'LibraryUseOnly',
      note: 'By courier',
    });
    expect(status).toBe('SHIPPED_PHYSICALLY');
    expect(desk.facts(id)).toMatchObject({ dueOn: '2027-02-01', condition: null });
    expect(desk.partnerNotes(id)).toEqual([]);
    expect(
      desk.raw.prepare('SELECT turn_id, reason, note, answer, ended_at FROM turn_condition').all(),
    ).toEqual([
      {
        turn_id: turnOfPartner(desk, id, north),
        reason: 'LibraryUseOnly',
        note: 'By courier',
        answer: null,
        ended_at: '2026-11-25T09:30:00.000Z',
      },
    ]);
  });

  test('shipped without a date keeps the known one; a date in the past is a typing error', () => {
    const plain = { kind: 'shipped', reason: '', note: '', dueOn: null } as const;
    const { id } = record(sent, plain);
    expect(desk.facts(id)).toMatchObject({ dueOn: '2027-01-15', condition: null });
    const other = desk.add({ ...sent, externalId: 'A2' });
    expect(codeOf(desk.answer(other, { ...plain, dueOn: day('2026-11-24') }))).toBe('date-refused');
  });
});

const dueOn = day('2027-02-01');
const anAnswer = (kind: PartnerAnswer['kind']): PartnerAnswer => {
  switch (kind) {
    case 'conditional':
      return { kind, reason: 'Other', note: '', replyBy: null };
    case 'shipped':
      return { kind, reason: '', note: '', dueOn };
    case 'renewed':
      return { kind, note: '', dueOn };
    case 'not-arrived':
      return { kind, note: '', itemId: null };
    case 'recalled':
      return { kind, note: '', backBy: dueOn };
    case 'checked-in':
      return { kind, note: '', endsSet: true };
    default:
      return { kind, note: '' };
  }
};

/** The expected outcome of a turn's answer: only staff say that it did not answer in time, and volumes still out must be returned first. */
const expectedOf = (id: RequestId, turnId: TurnId, kind: PartnerAnswer['kind']): string => {
  const { life, items } = desk.facts(id);
  const turn = life.turns.find((one) => one.id === turnId)!;
  if (!wasAsked(turn)) return 'partner-unknown';
  const out = items.filter((item) => item.turnId === turnId && isItemOut(item.status));
  if (kind === 'checked-in') return out.length > 0 ? 'status-forbids' : 'ok';
  if (kind !== 'expired') return 'ok';
  const isAwaited = ['asked', 'will-supply', 'conditional'].includes(turn.state);
  return life.endedAs === null && isActive(turn) && isAwaited ? 'ok' : 'status-forbids';
};

/** Records a turn's answer, checks the outcome, and undoes it. */
const sayAndTakeBack = (
  id: RequestId,
  [turnId, partner]: readonly [TurnId, PartnerId],
  kind: PartnerAnswer['kind'],
): string => {
  const { life, status } = desk.facts(id);
  const result = desk.answer(id, anAnswer(kind), partner);
  if (!result.ok) return result.error.code;
  expect(desk.raw.prepare('SELECT turn_id FROM request_event ORDER BY id DESC').pluck().get()).toBe(turnId);
  expectDerivedColumns(desk.raw, id);
  if (answersFor(life, turnId, 'thread').includes(kind)) {
    expect([desk.statusOf(id), desk.told()]).toEqual([status, []]);
    expect(result.value.remarks).toHaveLength(1);
  }
  done(desk.undo(result.value.opId));
  return 'ok';
};

test(
  'every asked partner can answer anything in every status: an answer without a consequence is kept in its thread, and undo removes it',
  { timeout: 240_000 },
  () => {
    desk.raw.pragma('synchronous = OFF');
    const rota = [west, north, lake];
    for (const status of [...requestStatusCodes, 'A_CODE_FROM_OUTSIDE']) {
      const id = desk.add({ externalId: status, status, rota, activePartner: north });
      const before = dumpState(desk);
      for (const partner of rota)
        for (const kind of partnerAnswerKinds) {
          const turnId = turnOfPartner(desk, id, partner);
          const name = `${kind} ${status} ${partner}`;
          const expected = expectedOf(id, turnId, kind);
          expect(sayAndTakeBack(id, [turnId, partner], kind), name).toBe(expected);
          expectState(desk, before, name);
        }
      desk.raw.exec(
        'DELETE FROM request_event; DELETE FROM change_log; DELETE FROM command_log; DELETE FROM item; DELETE FROM turn; DELETE FROM request',
      );
    }
  },
);

describe('too late', () => {
  test('an answer from a partner that was passed over is kept in its thread: its parcel will arrive', () => {
    const id = desk.add(sent);
    done(desk.take('ask-next-partner', id));
    const before = dumpState(desk);
    const late = done(desk.answer(id, { kind: 'shipped', reason: '', note: 'On Monday', dueOn }, north));
    expect(late.headline).toBe('North University Library shipped it');
    expect(late.remarks).toEqual(['The parcel will still arrive. Receive it, or return it.']);
    expect([desk.statusOf(id), desk.turns(id)]).toEqual([
      'REQUEST_SENT',
      ['north passed-over', 'west asked'],
    ]);
    // The date that it named applies to its parcel, should it arrive.
    const turnId = turnOfPartner(desk, id, north);
    const came = done(receive({ requestId: id, barcode: 'N-1', details: { turnId } }));
    expect(desk.facts(id).items).toMatchObject([{ turnId, dueOn: '2027-02-01' }]);
    takeAllBack(desk, [late, came as never], before);
  });

  test('a parcel that is announced after the receipt gives its items a condition of use, and none is said to come', () => {
    const id = desk.add(sent);
    done(receive({ requestId: id, barcode: 'N-1' }));
    const before = dumpState(desk);
    const plain = done(desk.answer(id, { kind: 'shipped', reason: '', note: 'Sent', dueOn }));
    expect(plain.remarks).toEqual([
      'Saved in the conversation with North University Library. Nothing else changes.',
    ]);
    const strict = done(desk.answer(id, { kind: 'shipped', reason: 'LibraryUseOnly', note: '', dueOn }));
    expect(strict.remarks).toEqual([
      'The items from North University Library are already here. They now have a condition of use: Library use only',
    ]);
    expect(desk.raw.prepare('SELECT reason FROM turn_condition').pluck().all()).toEqual(['LibraryUseOnly']);
    takeAllBack(desk, [plain as never, strict as never], before);
  });

  test('a rejection after shipping counts: the next one is asked; after a refused cancellation, the request ends', () => {
    const id = desk.add({ ...sent, status: 'SHIPPED_PHYSICALLY' });
    const before = dumpState(desk);
    const rejected = done(desk.answer(id, { kind: 'rejected', note: '' }));
    expect(desk.turns(id)).toEqual(['north rejected', 'west asked']);
    takeAllBack(desk, [rejected], before);
    done(desk.cancel(id));
    done(desk.answer(id, { kind: 'cancel-refused', note: '' }));
    done(desk.answer(id, { kind: 'rejected', note: '' }));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual([
      'CANCELLED_BY_STAFF',
      ['north rejected', 'west waiting'],
    ]);
  });

  test('after the end an answer is kept, and the end stays', () => {
    const id = desk.add(sent);
    done(desk.cancel(id));
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, { kind: 'will-supply', note: 'Gladly' }, north));
    expect(outcome.remarks).toHaveLength(1);
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
    expect(desk.raw.prepare('SELECT author, body, active FROM request_note').all()).toEqual([
      { author: 'partner', body: 'Gladly', active: 0 },
    ]);
    takeAllBack(desk, [outcome], before);
  });
});
