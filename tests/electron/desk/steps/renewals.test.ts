import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import type { ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { circulationOf } from '../../../support/circulation.ts';
import {
  day,
  type DecisionDesk,
  type DecisionValues,
  done,
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { setWord } from '../../../support/life.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

// Each request is due back to its partner on 15 January; its patron has it until 11 December.

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const loans = (): unknown[] =>
  desk.raw.prepare('SELECT due_on, renewal_due_on, renewals, period_days FROM loan ORDER BY id').all();
const dueOn = (): unknown => desk.raw.prepare('SELECT due_on FROM request').pluck().get();
const renewals = (): unknown[] => desk.raw.prepare('SELECT renewal FROM item ORDER BY id').pluck().all();
const lent = (values: Partial<DecisionValues> = {}): RequestId =>
  desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'], ...values });
const yes = (until: string | null): PartnerAnswer => ({
  kind: 'renewed',
  dueOn: until === null ? null : day(until),
  note: '',
});
const no: PartnerAnswer = { kind: 'renewal-refused', note: 'Wanted here' };

describe('from the request', () => {
  test.each([
    ['that renews by itself', north],
    ['that wants to be asked', west],
  ] as const)(
    'inside the own date of a partner %s nobody but the patron is told, and nothing is asked',
    (_, activePartner) => {
      const id = lent({ activePartner });
      const before = dumpState(desk);
      const outcome = done(desk.renew(id, '2027-01-10'));
      expect(outcome).toMatchObject({
        headline: 'Renewed until 10 Jan 2027',
        remarks: ['A message goes to the patron.'],
      });
      expect([desk.statusOf(id), dueOn()]).toEqual(['LOANED', '2027-01-15']);
      expect(loans()).toMatchObject([{ due_on: '2027-01-10', renewal_due_on: null, renewals: 1 }]);
      expect(desk.messages()).toEqual([
        ['patron', null, 'renewed', { dueOn: '2027-01-10', itemIds: itemsOf(desk, id) }],
      ]);
      takeAllBack(desk, [outcome], before);
    },
  );

  test('a partner that renews by itself: the date holds at once, patron and partner are told', () => {
    const id = lent();
    const before = dumpState(desk);
    const outcome = done(desk.renew(id, '2027-01-29'));
    expect(outcome).toMatchObject({
      headline: 'Renewed until 29 Jan 2027',
      barcode: `B-${id}-1`,
      remarks: ['A message goes to North University Library and to the patron.'],
    });
    expect([desk.statusOf(id), dueOn()]).toEqual(['RENEWED', '2027-01-29']);
    expect(loans()).toEqual([{ due_on: '2027-01-29', renewal_due_on: null, renewals: 1, period_days: 30 }]);
    const itemIds = itemsOf(desk, id);
    expect(desk.messages()).toEqual([
      ['partner', north, 'renewal', { dueOn: '2027-01-29', itemIds }],
      ['patron', null, 'renewed', { dueOn: '2027-01-29', itemIds }],
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('a partner that must answer: no date moves before its answer', () => {
    const id = lent({ activePartner: west });
    const before = dumpState(desk);
    const outcome = done(desk.renew(id, '2027-01-29'));
    expect(outcome.headline).toBe('Renewal until 29 Jan 2027 asked of West College');
    expect(outcome.remarks[0]).toContain('stays as it is');
    expect([desk.statusOf(id), dueOn()]).toEqual(['RENEW_REQUESTED', '2027-01-15']);
    expect(loans()).toMatchObject([{ due_on: '2026-12-11', renewal_due_on: '2027-01-29', renewals: 0 }]);
    expect(desk.messages()).toEqual([
      ['partner', west, 'renewal-asked', { dueOn: '2027-01-29', itemIds: itemsOf(desk, id) }],
    ]);
    expect(sentenceOf(desk.renew(id, '2027-02-10'))).toContain('asked to renew R1 already');
    takeAllBack(desk, [outcome], before);
  });

  test('what is out and not recalled, from every status, and nothing else', () => {
    for (const status of ['LOANED', 'RENEWED', 'OVERDUE_ITEM', 'MEDIATED_RENEWAL', 'RENEW_NOT_ACCEPTED'])
      expect(codeOf(desk.renew(lent({ externalId: status, status }), '2027-02-01')), status).toBe('ok');
    for (const [status, items, code] of [
      ['RECALLED_BOR', ['on-loan'], 'status-forbids'],
      ['RETURNED_BY_PATRON', ['returned-by-patron'], 'loan-unknown'],
      ['REQUEST_SENT', [], 'status-forbids'],
      ['NEW', [], 'status-forbids'],
      ['REQUEST_COMPLETED', ['returned-to-partner'], 'status-forbids'],
    ] as const) {
      const id = desk.add({ externalId: `NO-${status}`, status, items });
      const before = dumpState(desk);
      expect(codeOf(desk.renew(id, '2027-02-01')), status).toBe(code);
      expectState(desk, before);
    }
    const recalled = desk.add({ externalId: 'REC', status: 'RECALLED_BOR', items: ['on-loan'] });
    expect(sentenceOf(desk.renew(recalled, '2027-02-01'))).toMatch(/has recalled REC.*bring it back/);
  });

  test('before it was lent the partner is told, and the patron, who has nothing yet, is not', () => {
    const id = desk.add({ externalId: 'R1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    done(desk.renew(id, '2027-02-01'));
    expect([desk.statusOf(id), dueOn(), desk.told()]).toEqual(['RENEWED', '2027-02-01', ['north renewal']]);
  });

  test('the date chosen is the patron’s: with the days between both dates it becomes the partner’s', () => {
    desk.raw.exec(`INSERT INTO library_setting (key, value) VALUES ('loans', '{"daysBeforePartner":5}')`);
    const id = desk.add({ externalId: 'W1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    done(desk.renew(id, '2027-01-12'));
    expect(dueOn()).toBe('2027-01-17');
    expect(desk.messages()).toMatchObject([['partner', north, 'renewal', { dueOn: '2027-01-17' }]]);
    // Five days before the partner's date nobody needs to be told.
    done(desk.renew(lent({ externalId: 'W2' }), '2027-01-10'));
    expect(desk.told().slice(1)).toEqual(['patron renewed']);
  });

  test('one volume of two: the request is due on the earliest date of those out, and the letter names that volume', () => {
    const id = lent({ volumes: 2, items: ['on-loan', 'on-loan'] });
    const [first, second] = itemsOf(desk, id);
    desk.raw.exec(`
      UPDATE item SET due_on = iif(volume = 1, '2027-03-01', '2027-06-01');
      UPDATE loan SET due_on = (SELECT due_on FROM item WHERE item.id = item_id);
      UPDATE request SET due_on = '2027-03-01'`);
    const before = dumpState(desk);
    const renewal = done(desk.renew(id, '2027-03-15', first));
    expect(dueOn()).toBe('2027-03-15');
    expect(desk.raw.prepare('SELECT due_on FROM item ORDER BY volume').pluck().all()).toEqual([
      '2027-03-15',
      '2027-06-01',
    ]);
    expect(desk.messages()[0]).toEqual([
      'partner',
      north,
      'renewal',
      { dueOn: '2027-03-15', itemIds: [first] },
    ]);
    takeAllBack(desk, [renewal], before);
    done(desk.renew(id, '2027-07-01', first));
    expect(dueOn()).toBe('2027-06-01');
    expect(sentenceOf(desk.renew(id, '2027-05-01', second))).toContain('1 Jun 2027');
  });

  test('of a set: all that is out and due earlier, or one volume', () => {
    const id = lent({ volumes: 3, items: ['on-loan', 'on-loan', 'returned-to-partner'] });
    const [first, , third] = itemsOf(desk, id);
    const before = dumpState(desk);
    const one = done(desk.renew(id, '2027-01-29', first));
    expect(one.barcode).toBe(`B-${id}-1`);
    const all = done(desk.renew(id, '2027-02-28'));
    expect(all.barcode).toBeNull();
    expect(loans()).toMatchObject([
      { due_on: '2027-02-28', renewals: 2 },
      { due_on: '2027-02-28', renewals: 1 },
    ]);
    expect(codeOf(desk.renew(id, '2027-03-28', third))).toBe('loan-unknown');
    expect(codeOf(desk.renew(id, '2027-02-01'))).toBe('date-refused');
    takeAllBack(desk, [one, all], before);
  });

  test('a date in the past, and one that is not after the due date, is refused', () => {
    const id = lent();
    const before = dumpState(desk);
    for (const date of ['2026-11-24', '2026-11-25', '2026-12-10', '2026-12-11'])
      expect(codeOf(desk.renew(id, date)), date).toBe('date-refused');
    expectState(desk, before);
    expect(codeOf(desk.renew(id, '2026-12-12'))).toBe('ok');
  });

  test('what is overdue is renewed from today on, and today is the library’s', () => {
    const id = lent({ status: 'OVERDUE_ITEM' });
    desk.setNow('2026-12-19T12:30:00Z');
    expect(codeOf(desk.renew(id, '2026-12-18'))).toBe('date-refused');
    const input = { opId: newOpId(), requestId: id, asOf: null, dueOn: day('2026-12-19'), itemIds: null };
    const auckland = { ...desk.context, timeZone: () => 'Pacific/Auckland' };
    expect(codeOf(take(auckland, 'request-renewal', input))).toBe('date-refused');
    expect(codeOf(desk.renew(id, '2026-12-19'))).toBe('ok');
  });

  test('a closed day is remarked and not refused', () => {
    desk.raw.exec(`
      INSERT INTO opening_hours (library_id, weekday, opens, closes) VALUES
        (1, 1, '09:00', '17:00'), (1, 2, '09:00', '17:00'), (1, 3, '09:00', '17:00'),
        (1, 4, '09:00', '17:00'), (1, 5, '09:00', '17:00');
      INSERT INTO closed_day (library_id, day, note) VALUES (1, '2027-01-29', 'Founder’s Day')`);
    const id = lent();
    expect(done(desk.renew(id, '2027-01-28')).remarks).toHaveLength(1);
    expect(done(desk.renew(id, '2027-01-29')).remarks[0]).toMatch(
      /closed on Friday, 29 Jan 2027 \(Founder’s Day\).*Monday, 1 Feb 2027/,
    );
  });
});

describe('from the patron’s loans', () => {
  const item = (activePartner = north): ItemId => itemsOf(desk, lent({ activePartner }))[0]!;

  test('due on today and the original loan period; the partner is told once its own date is passed', () => {
    const itemId = item();
    desk.setNow('2026-12-01T09:00:00Z');
    const before = dumpState(desk);
    const outcome = done(desk.renewLoan(itemId));
    expect(outcome.headline).toBe('Renewed until 31 Dec 2026');
    expect(loans()).toMatchObject([{ due_on: '2026-12-31', renewals: 1, period_days: 30 }]);
    expect(desk.told()).toEqual(['patron renewed']);
    takeAllBack(desk, [outcome], before);
    done(desk.renewLoan(itemId));
    // The period is that of the loan, not of the last renewal.
    desk.setNow('2026-12-20T09:00:00Z');
    done(desk.renewLoan(itemId));
    expect(loans()).toMatchObject([{ due_on: '2027-01-19', renewals: 2 }]);
    expect(desk.told()).toEqual(['patron renewed', 'north renewal', 'patron renewed']);
  });

  test('a partner that must answer is asked for what lies after its date', () => {
    const itemId = item(west);
    done(desk.renewLoan(itemId));
    expect(loans()).toMatchObject([{ due_on: '2026-12-25', renewal_due_on: null }]);
    desk.setNow('2026-12-20T09:00:00Z');
    done(desk.renewLoan(itemId));
    expect(loans()).toMatchObject([{ due_on: '2026-12-25', renewal_due_on: '2027-01-19' }]);
    expect(desk.told()).toEqual(['patron renewed', 'west renewal-asked']);
  });

  test('the day of the library’s time zone counts', () => {
    const itemId = item();
    // In London summer time has begun: there it is half past midnight of the 29th.
    desk.setNow('2027-03-28T23:30:00Z');
    desk.raw.exec("UPDATE loan SET due_on = '2027-03-20'");
    expect(done(desk.renewLoan(itemId)).headline).toBe('Renewed until 28 Apr 2027');
  });

  test('is refused when it would not lengthen the loan, after a recall, for what is not lent or not there', () => {
    const itemId = item();
    desk.raw.exec("UPDATE loan SET due_on = '2026-12-25'");
    const early = desk.renewLoan(itemId);
    expect(codeOf(early)).toBe('date-refused');
    expect(sentenceOf(early)).toContain('Renew it nearer to its due date');
    desk.raw.exec("UPDATE loan SET due_on = '2026-12-11', period_days = 0");
    expect(codeOf(desk.renewLoan(itemId))).toBe('date-refused');
    const id = desk.raw.prepare('SELECT id FROM request').pluck().get() as RequestId;
    setWord(desk.raw, id, 'RECALLED_BOR');
    expect(codeOf(desk.renewLoan(itemId))).toBe('status-forbids');
    setWord(desk.raw, id, 'LOANED');
    desk.raw.exec("UPDATE loan SET ended_on = '2026-11-20'");
    expect(codeOf(desk.renewLoan(itemId))).toBe('loan-unknown');
    expect(codeOf(desk.renewLoan(999 as ItemId))).toBe('item-unknown');
  });

  test('needs the role of the circulation desk, the request’s renewal that of fulfillment', () => {
    const itemId = item();
    const id = desk.raw.prepare('SELECT id FROM request').pluck().get() as RequestId;
    desk.raw.exec("DELETE FROM operator_role WHERE role = 'circulation-desk-operator'");
    desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
    desk.context.session.refresh();
    expect(codeOf(desk.renewLoan(itemId))).toBe('role-missing');
    expect(codeOf(desk.renew(id, '2027-01-29'))).toBe('ok');
  });
});

describe('the answer', () => {
  test.each([
    ['2027-01-20', '2027-01-20'],
    ['2027-03-01', '2027-03-01'],
    // Without a date it is the one that was asked for.
    [null, '2027-01-29'],
  ])('yes until %s: the dates of the volumes that it names move, and the patron is told', (until, moved) => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, yes(until)));
    expect(outcome.headline).toMatch(/^West College renewed it until/);
    expect([desk.statusOf(id), dueOn()]).toEqual(['RENEWED', moved]);
    expect(loans()).toMatchObject([{ due_on: moved, renewal_due_on: null, renewals: 1 }]);
    expect(desk.messages().at(-1)).toEqual([
      'patron',
      null,
      'renewed',
      { dueOn: moved, itemIds: itemsOf(desk, id) },
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('yes, unasked: it is taken too, and a date in the past is refused', () => {
    const id = lent({ activePartner: west });
    const before = dumpState(desk);
    expect(codeOf(desk.answer(id, yes('2026-11-24')))).toBe('date-refused');
    expectState(desk, before);
    const outcome = done(desk.answer(id, yes('2027-02-20')));
    expect([desk.statusOf(id), dueOn()]).toEqual(['RENEWED', '2027-02-20']);
    takeAllBack(desk, [outcome], before);
  });

  test('yes, for one volume of a set, and for an overdue one: its overdue ends', () => {
    const id = lent({ activePartner: west, volumes: 2, items: ['on-loan', 'on-loan'] });
    done(desk.answer(id, { kind: 'overdue', note: '' }));
    const [first] = itemsOf(desk, id);
    done(desk.renew(id, '2027-01-29', first));
    done(desk.answer(id, yes('2027-01-29')));
    expect(loans()).toMatchObject([{ due_on: '2027-01-29' }, { due_on: '2026-12-11' }]);
    expect(desk.raw.prepare('SELECT demand FROM item ORDER BY volume').pluck().all()).toEqual([
      'none',
      'overdue',
    ]);
  });

  test('no: the date stands, and the patron who has it is told to bring it back', () => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, no));
    expect(desk.statusOf(id)).toBe('RENEW_NOT_ACCEPTED');
    expect(loans()).toMatchObject([{ due_on: '2026-12-11', renewal_due_on: null, renewals: 0 }]);
    expect(desk.messages().at(-1)).toEqual([
      'patron',
      null,
      'renewal-refused',
      { note: 'Wanted here', itemIds: itemsOf(desk, id) },
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('no, for what waits to be lent: the patron was promised nothing', () => {
    const id = desk.add({
      externalId: 'A1',
      status: 'RECEIVED_PHYSICALLY',
      activePartner: west,
      items: ['on-hold-shelf'],
    });
    done(desk.renew(id, '2027-01-29'));
    done(desk.answer(id, no));
    expect([desk.statusOf(id), desk.told()]).toEqual(['RENEW_NOT_ACCEPTED', ['west renewal-asked']]);
  });

  test.each([yes('2027-01-29'), no])(
    'after the patron brought it back the question is closed: the answer is kept in the thread, and the patron is not told',
    (answer) => {
      const id = lent({ activePartner: west });
      done(desk.renew(id, '2027-01-29'));
      done(circulationOf(desk).giveBack(itemsOf(desk, id)[0]!));
      const before = dumpState(desk);
      const told = desk.told();
      const outcome = done(desk.answer(id, answer));
      expect(outcome.remarks.join(' ')).toContain('This no longer changes anything.');
      expect([dueOn(), desk.told()]).toEqual(['2027-01-15', told]);
      takeAllBack(desk, [outcome], before);
    },
  );

  test('a yes never ends a recall: no date moves', () => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    done(desk.answer(id, { kind: 'recalled', backBy: null, note: '' }));
    expect(done(desk.answer(id, yes('2027-01-29'))).remarks).not.toEqual([]);
    expect([desk.statusOf(id), dueOn()]).toEqual(['RECALLED_BOR', '2027-01-15']);
    done(desk.answer(id, { kind: 'demand-withdrawn', note: '' }));
    done(desk.answer(id, yes('2027-01-29')));
    expect(dueOn()).toBe('2027-01-29');
  });

  test('by fewer days than lie between both dates is a renewal: the partner’s date moves, the loan stays', () => {
    desk.raw.exec(`INSERT INTO library_setting (key, value) VALUES ('loans', '{"daysBeforePartner":10}')`);
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    desk.raw.exec("UPDATE loan SET due_on = '2027-01-15'");
    done(desk.answer(id, yes('2027-01-20')));
    expect(desk.raw.prepare('SELECT due_on FROM item').pluck().get()).toBe('2027-01-20');
    expect(loans()).toMatchObject([{ due_on: '2027-01-15', renewal_due_on: null }]);
  });
});

describe('two partners that were asked', () => {
  const bothAsked = (): RequestId => {
    const id = lent({ rota: [lake, west], activePartner: west, items: ['on-loan', 'on-loan'] });
    const [, second] = itemsOf(desk, id);
    desk.raw.prepare('UPDATE item SET turn_id = ? WHERE id = ?').run(turnOfPartner(desk, id, lake), second);
    desk.raw.prepare('UPDATE partner SET renews_automatically = 0 WHERE id = ?').run(lake);
    done(desk.renew(id, '2027-02-10'));
    return id;
  };

  test('each answers for its volumes: the other one still owes its answer', () => {
    const id = bothAsked();
    const [first, second] = itemsOf(desk, id);
    expect(desk.messages()).toEqual([
      ['partner', west, 'renewal-asked', { dueOn: '2027-02-10', itemIds: [first] }],
      ['partner', lake, 'renewal-asked', { dueOn: '2027-02-10', itemIds: [second] }],
    ]);
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, yes('2027-02-10'), lake));
    expect(outcome.headline).toBe('Lake College renewed it until 10 Feb 2027');
    expect([renewals(), desk.statusOf(id)]).toEqual([['asked', 'renewed'], 'RENEW_REQUESTED']);
    takeAllBack(desk, [outcome], before);
    done(desk.answer(id, no, lake));
    expect(renewals()).toEqual(['asked', 'refused']);
  });

  test('where nobody says which, it is one that owes an answer', () => {
    const id = bothAsked();
    const names = [no, no].map((answer) => done(desk.answer(id, answer)).headline);
    expect(names.toSorted()).toEqual(['Lake College did not renew it', 'West College did not renew it']);
    expect(renewals()).toEqual(['refused', 'refused']);
  });
});

describe('not wanted', () => {
  test('any more: the date stays, and the partner that was asked is told', () => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-02-01'));
    const before = dumpState(desk);
    const outcome = done(desk.take('withdraw-renewal', id));
    expect([desk.statusOf(id), loans()]).toMatchObject(['LOANED', [{ renewal_due_on: null }]]);
    expect(desk.messages().at(-1)).toEqual([
      'partner',
      west,
      'renewal-withdrawn',
      { note: '', itemIds: itemsOf(desk, id) },
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('by us, that a patron asked for: the patron is told to bring it back', () => {
    const id = lent({ status: 'MEDIATED_RENEWAL' });
    const before = dumpState(desk);
    const outcome = done(desk.take('refuse-renewal', id, 'Others wait for it'));
    expect(desk.statusOf(id)).toBe('RENEW_NOT_ACCEPTED');
    expect(desk.messages()).toEqual([
      ['patron', null, 'renewal-refused', { note: 'Others wait for it', itemIds: itemsOf(desk, id) }],
    ]);
    takeAllBack(desk, [outcome], before);
  });
});
