import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import type { DecisionDesk, DecisionValues } from '../../../support/decision-desk.ts';
import { day, done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { codeOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

/** Records an answer, gives what it came to, and proves that undo brings everything back before it is done again. */
const record = (values: DecisionValues, answer: PartnerAnswer) => {
  const id = desk.add(values);
  const before = dumpState(desk);
  const once = done(desk.answer(id, answer));
  done(desk.undo(once.opId));
  expect(dumpState(desk)).toEqual(before);
  return { id, outcome: done(desk.answer(id, answer)), status: desk.statusOf(id) };
};

const withPatron: DecisionValues = { externalId: 'A1', status: 'LOANED', items: ['on-loan'] };
const loans = (): unknown[] =>
  desk.raw.prepare('SELECT due_on, renewal_due_on, renewals FROM loan ORDER BY id').all();

describe('before the parcel comes', () => {
  const sent: DecisionValues = { externalId: 'A1', status: 'REQUEST_SENT', rota: [north, west] };

  test('will supply', () => {
    const { outcome, status } = record(sent, { kind: 'will-supply', note: '' });
    expect(status).toBe('WILL_SUPPLY');
    expect(outcome.headline).toBe('North University Library will supply');
    expect(desk.messages()).toEqual([]);
  });

  test('a condition waits for a reply, with an active note and its date', () => {
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
      partnerNotes: ['In the reading room please'],
    });
  });

  test('a second condition takes the place of an answered one', () => {
    const id = desk.add({
      ...sent,
      status: 'CONDITIONAL',
      condition: { reason: 'Other', note: 'First', replyBy: null },
    });
    done(desk.reply(id, true));
    const before = dumpState(desk);
    const second = done(desk.answer(id, { kind: 'conditional', reason: '', note: 'Second', replyBy: null }));
    expect(desk.facts(id).condition).toMatchObject({ reason: '', note: 'Second' });
    done(desk.undo(second.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('a condition that says nothing, or wants its reply yesterday, is refused', () => {
    const id = desk.add(sent);
    const condition = { kind: 'conditional', reason: '', note: ' ', replyBy: null } as const;
    expect(codeOf(desk.answer(id, condition))).toBe('note-missing');
    expect(codeOf(desk.answer(id, { ...condition, note: 'x', replyBy: day('2026-11-24') }))).toBe(
      'date-refused',
    );
    expect(desk.facts(id).condition).toBeNull();
    expect(desk.statusOf(id)).toBe('REQUEST_SENT');
  });

  test('shipped, with its due date and its conditions of use', () => {
    const { id, status } = record(sent, {
      kind: 'shipped',
      dueOn: day('2027-02-01'),
      reason: 'LibraryUseOnly',
      note: 'By courier',
    });
    expect(status).toBe('SHIPPED_PHYSICALLY');
    expect(desk.facts(id)).toMatchObject({
      dueOn: '2027-02-01',
      // It asks for no answer.
      condition: null,
      partnerNotes: [],
    });
    expect(
      desk.raw.prepare('SELECT partner_id, reason, note, answer, ended_at FROM request_condition').all(),
    ).toEqual([
      {
        partner_id: north,
        reason: 'LibraryUseOnly',
        note: 'By courier',
        answer: null,
        ended_at: '2026-11-25T09:30:00.000Z',
      },
    ]);
  });

  test('shipped without a date keeps the one that is known; a date in the past is a slip of the hand', () => {
    const plain = { kind: 'shipped', reason: '', note: '', dueOn: null } as const;
    const { id } = record(sent, plain);
    expect(desk.facts(id)).toMatchObject({ dueOn: '2027-01-15', condition: null });
    const other = desk.add({ ...sent, externalId: 'A2' });
    expect(codeOf(desk.answer(other, { ...plain, dueOn: day('2026-11-24') }))).toBe('date-refused');
  });

  test.each(['rejected', 'expired'] as const)(
    '%s: the next partner is asked, at the end a person',
    (kind) => {
      const { id, outcome, status } = record(sent, { kind, note: 'Lost here' });
      expect(status).toBe('REQUEST_SENT');
      expect(outcome.headline).toContain('West College is asked next');
      expect(desk.facts(id).rota.map(({ ended }) => ended)).toEqual([kind, null]);
      expect(desk.messages()).toEqual([['partner', west, 'request', { note: '' }]]);
      const last = done(desk.answer(id, { kind, note: '' }));
      expect(last.headline).toContain('no partner is left');
      expect(desk.statusOf(id)).toBe('REJECTED');
      expect(desk.raw.prepare('SELECT author, body, active FROM request_note').all()).toEqual([
        { author: 'partner', body: 'Lost here', active: 0 },
      ]);
    },
  );
});

describe('while the patron has it', () => {
  test('the partner renews what it was asked for: its date counts, the patron is told', () => {
    const id = desk.add({ ...withPatron, activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, { kind: 'renewed', dueOn: day('2027-01-20'), note: '' }));
    expect(outcome.headline).toBe('West College renewed it until 20 Jan 2027');
    expect(desk.statusOf(id)).toBe('RENEWED');
    expect(loans()).toEqual([{ due_on: '2027-01-20', renewal_due_on: null, renewals: 1 }]);
    expect(desk.facts(id).dueOn).toBe('2027-01-20');
    expect(desk.messages().at(-1)).toEqual(['patron', null, 'renewed', { dueOn: '2027-01-20' }]);
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('of a set only what was asked for is renewed', () => {
    const id = desk.add({ ...withPatron, activePartner: west, items: ['on-loan', 'on-loan'] });
    const [first] = desk.facts(id).items;
    done(desk.renew(id, '2027-01-29', first!.id));
    done(desk.answer(id, { kind: 'renewed', dueOn: day('2027-01-29'), note: '' }));
    expect(loans()).toMatchObject([{ due_on: '2027-01-29' }, { due_on: '2026-12-11' }]);
  });

  test('the partner does not renew: the date stands and the patron gets told', () => {
    const id = desk.add({ ...withPatron, activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, { kind: 'renewal-refused', note: 'Wanted here' }));
    expect(desk.statusOf(id)).toBe('RENEW_NOT_ACCEPTED');
    expect(loans()).toEqual([{ due_on: '2026-12-11', renewal_due_on: null, renewals: 0 }]);
    expect(desk.messages().at(-1)).toEqual(['patron', null, 'renewal-refused', { note: 'Wanted here' }]);
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('the patron’s own renewal is applied without work', () => {
    const { id, status } = record(withPatron, {
      kind: 'patron-renewed',
      dueOn: day('2027-01-10'),
      note: '',
    });
    expect(status).toBe('RENEWED');
    expect(loans()).toMatchObject([{ due_on: '2027-01-10', renewals: 1 }]);
    // The partner lends for longer already: its date does not move backwards.
    expect(desk.facts(id).dueOn).toBe('2027-01-15');
    expect(desk.messages().map(([reader]) => reader)).toEqual(['patron']);
  });

  test('a new date in the past, or without a loan, is refused', () => {
    const lent = desk.add(withPatron);
    const answer = { kind: 'patron-renewed', dueOn: day('2026-11-24'), note: '' } as const;
    expect(codeOf(desk.answer(lent, answer))).toBe('date-refused');
    const none = desk.add({ externalId: 'A2', status: 'LOANED' });
    expect(codeOf(desk.answer(none, { ...answer, dueOn: day('2027-01-10') }))).toBe('loan-unknown');
  });

  test.each([
    ['overdue', 'OVERDUE_ITEM'],
    ['recalled', 'RECALLED_BOR'],
  ] as const)('%s: the patron who has it is told, otherwise staff', (kind, after) => {
    const say = (note: string) =>
      kind === 'recalled' ? { kind, note, backBy: day('2026-12-05') } : { kind, note };
    const { status } = record(withPatron, say('Please'));
    expect(status).toBe(after);
    expect(desk.messages()).toEqual([['patron', null, kind, { note: 'Please' }]]);
    const shelved = desk.add({ externalId: 'A2', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    expect(done(desk.answer(shelved, say(''))).remarks).toEqual([
      'The patron does not have it: send it back.',
    ]);
    expect(desk.messages()).toHaveLength(1);
  });
});

test.each(['overdue', 'recalled'] as const)(
  '%s for what went back already: nothing moves, and an active note asks for our answer',
  (kind) => {
    const answer = kind === 'recalled' ? { kind, note: '', backBy: null } : { kind, note: '' };
    const { id, outcome, status } = record(
      { externalId: 'A1', status: 'RETURNED_TO_PARTNER', items: ['returned-to-partner'] },
      answer,
    );
    expect(status).toBe('RETURNED_TO_PARTNER');
    expect(outcome.remarks[0]).toContain('Everything went back to North University Library');
    expect(desk.facts(id).partnerNotes[0]).toContain('Answer: we sent it back.');
    expect(desk.messages()).toEqual([]);
  },
);

test('a recall is about the patron’s volume also where nobody knows who sent it', () => {
  const id = desk.add({ ...withPatron, activePartner: null });
  done(desk.answer(id, { kind: 'recalled', note: '', backBy: day('2026-12-05') }));
  expect(desk.messages()).toEqual([['patron', null, 'recalled', { note: '' }]]);
  expect(desk.raw.prepare('SELECT back_by FROM item').pluck().get()).toBe('2026-12-05');
});

test('of what waits to be lent a renewal is refused without a letter: the patron was promised nothing', () => {
  const id = desk.add({
    externalId: 'A1',
    status: 'RECEIVED_PHYSICALLY',
    activePartner: west,
    items: ['on-hold-shelf'],
  });
  done(desk.renew(id, '2027-01-29'));
  done(desk.answer(id, { kind: 'renewal-refused', note: '' }));
  expect(desk.statusOf(id)).toBe('RENEW_NOT_ACCEPTED');
  expect(desk.messages().map(([reader]) => reader)).toEqual(['partner']);
});

test('once it shipped it cannot reject, also after it refused a cancellation', () => {
  const id = desk.add({ externalId: 'A1', status: 'SHIPPED_PHYSICALLY', rota: [north, west] });
  done(desk.cancel(id));
  done(desk.answer(id, { kind: 'cancel-refused', note: '' }));
  expect(codeOf(desk.answer(id, { kind: 'rejected', note: '' }))).toBe('status-forbids');
  expect(desk.statusOf(id)).toBe('CANCEL_NOT_ACCEPTED');
  expect(desk.facts(id).partner?.id).toBe(north);
});

test('nothing is settled where nothing was reported', () => {
  const id = desk.add(withPatron);
  expect(codeOf(desk.answer(id, { kind: 'settled', note: '' }))).toBe('status-forbids');
});

test('checked in completes the request', () => {
  const { status } = record(
    { externalId: 'A1', status: 'RETURNED_TO_PARTNER', items: ['returned-to-partner'] },
    { kind: 'checked-in', note: '' },
  );
  expect(status).toBe('REQUEST_COMPLETED');
});
