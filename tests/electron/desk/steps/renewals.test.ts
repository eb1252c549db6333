import { describe, expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import type { ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import {
  day,
  type DecisionValues,
  done,
  itemsOf,
  north,
  openDecisionDesk,
  takeAllBack,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { setWord } from '../../../support/life.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

// Each request is due back to its partner on 15 January; its patron has it until 11 December.

const desk = forEachTest(openDecisionDesk);

const loans = (): unknown[] =>
  desk.raw.prepare('SELECT due_on, renewal_due_on, renewals, period_days FROM loan ORDER BY id').all();
const dueOn = (): unknown => desk.raw.prepare('SELECT due_on FROM request').pluck().get();
const lent = (values: Partial<DecisionValues> = {}): RequestId =>
  desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'], ...values });
describe('from the request', () => {
  test.each([
    ['that renews by itself', north],
    ['that wants to be asked', west],
  ] as const)(
    'within the date of a partner %s only the patron is told, and no one is asked',
    (_, activePartner) => {
      const id = lent({ activePartner });
      const before = dumpState(desk);
      const outcome = done(desk.renew(id, '2027-01-10'));
      expect(outcome).toMatchObject({
        headline: 'Due 10 Jan 2027',
        remarks: ['The patron will be notified.'],
      });
      expect([desk.statusOf(id), dueOn()]).toEqual(['LOANED', '2027-01-15']);
      expect(loans()).toMatchObject([{ due_on: '2027-01-10', renewal_due_on: null, renewals: 1 }]);
      expect(desk.messages()).toEqual([
        ['patron', null, 'renewed', { dueOn: '2027-01-10', itemIds: itemsOf(desk, id) }],
      ]);
      takeAllBack(desk, [outcome], before);
    },
  );

  test('a partner that renews automatically: the date applies immediately, patron and partner are told', () => {
    const id = lent();
    const before = dumpState(desk);
    const outcome = done(desk.renew(id, '2027-01-29'));
    expect(outcome).toMatchObject({
      headline: 'Due 29 Jan 2027 · partner notified',
      barcode: `B-${id}-1`,
      remarks: [
        'North University Library will be notified about the new due date.',
        'The patron will be notified.',
      ],
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
    expect(outcome.headline).toBe('Asked West College to renew until 29 Jan 2027');
    expect(outcome.remarks[0]).toContain('stays the same until the partner answers');
    expect([desk.statusOf(id), dueOn()]).toEqual(['RENEW_REQUESTED', '2027-01-15']);
    expect(loans()).toMatchObject([{ due_on: '2026-12-11', renewal_due_on: '2027-01-29', renewals: 0 }]);
    expect(desk.messages()).toEqual([
      ['partner', west, 'renewal-asked', { dueOn: '2027-01-29', itemIds: itemsOf(desk, id) }],
    ]);
    expect(sentenceOf(desk.renew(id, '2027-02-10'))).toContain('has already been asked to renew it');
    takeAllBack(desk, [outcome], before);
  });

  test('volumes that are out and not recalled, from every status, and no others', () => {
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
    expect(sentenceOf(desk.renew(recalled, '2027-02-01'))).toMatch(
      /^REC cannot be renewed because .* has recalled it.*bring it back/,
    );
  });

  test('before it was lent the partner is told, but not the patron, who has nothing yet', () => {
    const id = desk.add({ externalId: 'R1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    done(desk.renew(id, '2027-02-01'));
    expect([desk.statusOf(id), dueOn(), desk.told()]).toEqual(['RENEWED', '2027-02-01', ['north renewal']]);
  });

  test('the chosen date is the patron’s: with the days between both dates it becomes the partner’s', () => {
    desk.raw.exec(
      `INSERT INTO library_setting (library_id, key, value) VALUES (1, 'loans', '{"daysBeforePartner":5}')`,
    );
    const id = desk.add({ externalId: 'W1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    done(desk.renew(id, '2027-01-12'));
    expect(dueOn()).toBe('2027-01-17');
    expect(desk.messages()).toMatchObject([['partner', north, 'renewal', { dueOn: '2027-01-17' }]]);
    // The partner need not be told of a date five days before its own.
    done(desk.renew(lent({ externalId: 'W2' }), '2027-01-10'));
    expect(desk.told().slice(1)).toEqual(['patron renewed']);
  });

  test('one volume of two: the request is due on the earliest date of those out, and the letter names that volume', () => {
    const id = lent({ volumes: 2, items: ['on-loan', 'on-loan'] });
    const [first, second] = itemsOf(desk, id);
    desk.raw.exec(`
      UPDATE item SET due_on = iif(volume = 1, '2027-03-01', '2027-06-01');
      UPDATE loan SET due_on = (SELECT due_on FROM item WHERE item.id = item_id);
      UPDATE request SET due_on = '2027-03-01', wanted_on = '2027-03-01'`);
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

  test('a date within the partner’s for one volume and past it for another: the history and the remark name both', () => {
    const id = lent({ activePartner: west, volumes: 2, items: ['on-loan', 'on-loan'] });
    desk.raw.exec(`
      UPDATE item SET due_on = iif(volume = 1, '2027-03-01', '2027-06-01');
      UPDATE loan SET due_on = '2027-02-01'`);
    const [first] = desk.raw.prepare('SELECT barcode FROM item ORDER BY volume').pluck().all() as string[];
    const { headline, remarks } = done(desk.renew(id, '2027-04-15'));
    expect(headline).toBe(
      'Due 15 Apr 2027: volume 2 · Asked West College to renew until 15 Apr 2027: volume 1',
    );
    expect(remarks).toContain(`${first}: the due date stays the same until the partner answers.`);
    expect(loans()).toMatchObject([
      { due_on: '2027-02-01', renewal_due_on: '2027-04-15' },
      { due_on: '2027-04-15', renewal_due_on: null },
    ]);
    const [, second] = itemsOf(desk, id);
    const onlyAsked = desk.renew(lent({ externalId: 'R9', activePartner: west }), '2027-05-01');
    expect(done(onlyAsked).remarks).toContain('The due date stays the same until the partner answers.');
    // A volume that is neither here nor with the patron cannot be renewed, whatever the patron had.
    desk.raw.exec("UPDATE item SET status = 'returned-to-partner' WHERE volume = 2");
    expect(sentenceOf(desk.renew(id, '2027-05-01', second))).toBe(
      'None of the items of R1 can be renewed now. Check its items.',
    );
  });

  test('of a set: all that are out and due earlier, or one volume', () => {
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

  test('a date in the past, or not after the due date, is refused', () => {
    const id = lent();
    const before = dumpState(desk);
    for (const date of ['2026-11-24', '2026-11-25', '2026-12-10', '2026-12-11'])
      expect(codeOf(desk.renew(id, date)), date).toBe('date-refused');
    expectState(desk, before);
    expect(codeOf(desk.renew(id, '2026-12-12'))).toBe('ok');
  });

  test('an overdue item is renewed from today on, by the library’s date', () => {
    const id = lent({ status: 'OVERDUE_ITEM' });
    desk.setNow('2026-12-19T12:30:00Z');
    expect(codeOf(desk.renew(id, '2026-12-18'))).toBe('date-refused');
    const input = { opId: newOpId(), requestId: id, asOf: null, dueOn: day('2026-12-19'), itemIds: null };
    const auckland = { ...desk.context, timeZone: () => 'Pacific/Auckland' };
    expect(codeOf(take(auckland, 'request-renewal', input))).toBe('date-refused');
    expect(codeOf(desk.renew(id, '2026-12-19'))).toBe('ok');
  });

  test('a closed day causes a remark, not a refusal', () => {
    desk.raw.exec(`
      INSERT INTO opening_hours (library_id, weekday, opens, closes) VALUES
        (1, 1, '09:00', '17:00'), (1, 2, '09:00', '17:00'), (1, 3, '09:00', '17:00'),
        (1, 4, '09:00', '17:00'), (1, 5, '09:00', '17:00');
      INSERT INTO closed_day (library_id, day, note) VALUES (1, '2027-01-29', 'Founder’s Day')`);
    const id = lent();
    expect(done(desk.renew(id, '2027-01-28')).remarks.join(' ')).not.toContain('closed');
    expect(done(desk.renew(id, '2027-01-29')).remarks[0]).toMatch(
      /closed on Friday, 29 Jan 2027 \(Founder’s Day\).*Monday, 1 Feb 2027/,
    );
  });
});

describe('from the patron’s loans', () => {
  const item = (activePartner = north): ItemId => itemsOf(desk, lent({ activePartner }))[0]!;

  test('due after the original loan period from today; the partner is told once its own date is exceeded', () => {
    const itemId = item();
    desk.setNow('2026-12-01T09:00:00Z');
    const before = dumpState(desk);
    const outcome = done(desk.renewLoan(itemId));
    expect(outcome.headline).toBe('Due 31 Dec 2026');
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

  test('a partner that must answer is asked if its date is exceeded', () => {
    const itemId = item(west);
    done(desk.renewLoan(itemId));
    expect(loans()).toMatchObject([{ due_on: '2026-12-25', renewal_due_on: null }]);
    desk.setNow('2026-12-20T09:00:00Z');
    done(desk.renewLoan(itemId));
    expect(loans()).toMatchObject([{ due_on: '2026-12-25', renewal_due_on: '2027-01-19' }]);
    expect(desk.told()).toEqual(['patron renewed', 'west renewal-asked']);
  });

  test('the date in the library’s time zone counts', () => {
    const itemId = item();
    // Summer time has begun in London, where it is half past midnight on the 29th.
    desk.setNow('2027-03-28T23:30:00Z');
    desk.raw.exec("UPDATE loan SET due_on = '2027-03-20'");
    expect(done(desk.renewLoan(itemId)).headline).toBe('Due 28 Apr 2027 · partner notified');
  });

  test('is refused if it would not extend the loan, after a recall, and for an item not lent or missing', () => {
    const itemId = item();
    desk.raw.exec("UPDATE loan SET due_on = '2026-12-25'");
    const early = desk.renewLoan(itemId);
    expect(codeOf(early)).toBe('date-refused');
    expect(sentenceOf(early)).toContain('Renew it closer to its due date');
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
