import { take } from '../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import type { DecisionDesk } from '../../../support/decision-desk.ts';
import { day, done, itemsOf, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { setWord } from '../../../support/life.ts';
import { codeOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const loans = (): unknown[] =>
  desk.raw.prepare('SELECT due_on, renewal_due_on, renewals, period_days FROM loan ORDER BY id').all();
const dueOn = (): unknown => desk.raw.prepare('SELECT due_on FROM request').get();
const renewable = ['LOANED', 'RENEWED', 'OVERDUE_ITEM', 'MEDIATED_RENEWAL', 'RENEW_NOT_ACCEPTED'];

describe('from the request', () => {
  test('a partner that renews by itself: the date is the due date at once, patron and partner are told', () => {
    const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
    const before = dumpState(desk);
    const outcome = done(desk.renew(id, '2027-01-29'));
    expect(outcome).toMatchObject({
      headline: 'Renewed until 29 Jan 2027',
      barcode: `B-${id}-1`,
      remarks: ['A message goes to North University Library and to the patron.'],
    });
    expect(desk.statusOf(id)).toBe('RENEWED');
    expect(loans()).toEqual([{ due_on: '2027-01-29', renewal_due_on: null, renewals: 1, period_days: 30 }]);
    expect(dueOn()).toEqual({ due_on: '2027-01-29' });
    expect(desk.messages()).toEqual([
      ['partner', north, 'renewal', { dueOn: '2027-01-29' }],
      ['patron', null, 'renewed', { dueOn: '2027-01-29' }],
    ]);
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('a partner that must answer: the old date stands, the asked one is kept', () => {
    const id = desk.add({ externalId: 'R1', status: 'LOANED', activePartner: west, items: ['on-loan'] });
    const before = dumpState(desk);
    const outcome = done(desk.renew(id, '2027-01-29'));
    expect(outcome.headline).toBe('Renewal until 29 Jan 2027 asked of West College');
    expect(outcome.remarks[0]).toContain('stays as it is');
    expect(desk.statusOf(id)).toBe('RENEW_REQUESTED');
    expect(loans()).toEqual([
      { due_on: '2026-12-11', renewal_due_on: '2027-01-29', renewals: 0, period_days: 30 },
    ]);
    expect(dueOn()).toEqual({ due_on: '2027-01-15' });
    expect(desk.messages()).toEqual([['partner', west, 'renewal-asked', { dueOn: '2027-01-29' }]]);
    const again = desk.renew(id, '2027-02-10');
    expect(!again.ok && again.error.message).toContain('asked to renew R1 already');
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('what is out and not recalled, from every status, and nothing else', () => {
    for (const status of renewable) {
      const id = desk.add({ externalId: `OK-${status}`, status, items: ['on-loan'] });
      expect(codeOf(desk.renew(id, '2027-02-01')), status).toBe('ok');
    }
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
      expect(dumpState(desk)).toEqual(before);
    }
  });

  test('before it was lent: the partner is told, and the patron, who has nothing yet, is not', () => {
    const id = desk.add({ externalId: 'R1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    done(desk.renew(id, '2027-02-01'));
    expect(desk.statusOf(id)).toBe('RENEWED');
    expect(dueOn()).toEqual({ due_on: '2027-02-01' });
    expect(desk.messages()).toEqual([['partner', north, 'renewal', { dueOn: '2027-02-01' }]]);
  });

  test('the date chosen is the patron’s: what waits to be lent may be renewed to a day between both dates', () => {
    desk.raw.exec(
      `INSERT INTO library_setting (library_id, key, value) VALUES (1, 'loans', '{"daysBeforePartner":5}')`,
    );
    const id = desk.add({ externalId: 'W1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    expect(dueOn()).toEqual({ due_on: '2027-01-15' });
    done(desk.renew(id, '2027-01-12'));
    expect(dueOn()).toEqual({ due_on: '2027-01-17' });
    expect(desk.messages()).toEqual([['partner', north, 'renewal', { dueOn: '2027-01-17' }]]);
  });

  test('one volume of two: the request is due on the earliest date of those out, and the message names that volume alone', () => {
    const id = desk.add({ externalId: 'S1', status: 'LOANED', volumes: 2, items: ['on-loan', 'on-loan'] });
    const [first, second] = itemsOf(desk, id);
    desk.raw.exec(`
      UPDATE item SET due_on = iif(volume = 1, '2027-03-01', '2027-06-01');
      UPDATE loan SET due_on = (SELECT due_on FROM item WHERE item.id = item_id);
      UPDATE request SET due_on = '2027-03-01'`);
    const back = () => desk.raw.prepare('SELECT due_on FROM item ORDER BY volume').pluck().all();
    const renewal = done(desk.renew(id, '2027-03-15', first));
    expect(dueOn()).toEqual({ due_on: '2027-03-15' });
    expect(back()).toEqual(['2027-03-15', '2027-06-01']);
    expect(desk.messages()[0]).toEqual([
      'partner',
      north,
      'renewal',
      { dueOn: '2027-03-15', itemIds: [first] },
    ]);
    done(desk.undo(renewal.opId));
    done(desk.renew(id, '2027-07-01', first));
    expect(dueOn()).toEqual({ due_on: '2027-06-01' });
    const refused = desk.renew(id, '2027-05-01', second);
    expect(!refused.ok && refused.error.message).toContain('1 Jun 2027');
  });

  test('a recall says that the patron must bring it back', () => {
    const id = desk.add({ externalId: 'R1', status: 'RECALLED_BOR', items: ['on-loan'] });
    const refused = desk.renew(id, '2027-02-01');
    expect(!refused.ok && refused.error.message).toMatch(/has recalled R1.*bring it back/);
  });

  test('a date in the past, and one that is not after the due date, is refused; so is what came back', () => {
    const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
    const back = desk.add({ externalId: 'R2', status: 'RETURNED_BY_PATRON', items: ['returned-by-patron'] });
    const before = dumpState(desk);
    for (const date of ['2026-11-24', '2026-11-25', '2026-12-10', '2026-12-11'])
      expect(codeOf(desk.renew(id, date)), date).toBe('date-refused');
    expect(codeOf(desk.renew(back, '2027-01-29'))).toBe('loan-unknown');
    expect(dumpState(desk)).toEqual(before);
    expect(codeOf(desk.renew(id, '2026-12-12'))).toBe('ok');
  });

  test('what is overdue is renewed from today on', () => {
    const id = desk.add({ externalId: 'R1', status: 'OVERDUE_ITEM', items: ['on-loan'] });
    desk.setNow('2026-12-20T09:00:00Z');
    expect(codeOf(desk.renew(id, '2026-12-19'))).toBe('date-refused');
    expect(codeOf(desk.renew(id, '2026-12-20'))).toBe('ok');
  });

  test('today is the library’s: where it is past midnight, yesterday is over', () => {
    const id = desk.add({ externalId: 'R1', status: 'OVERDUE_ITEM', items: ['on-loan'] });
    desk.setNow('2026-12-19T12:30:00Z');
    const input = { requestId: id, asOf: null, dueOn: day('2026-12-19'), itemIds: null };
    expect(
      codeOf(
        take({ ...desk.context, timeZone: () => 'Pacific/Auckland' }, 'request-renewal', {
          opId: newOpId(),
          ...input,
        }),
      ),
    ).toBe('date-refused');
    expect(codeOf(desk.renew(id, '2026-12-19'))).toBe('ok');
  });

  test('of a set: everything that the patron has, or one volume', () => {
    const id = desk.add({
      externalId: 'S1',
      status: 'LOANED',
      volumes: 3,
      items: ['on-loan', 'on-loan', 'returned-to-partner'],
    });
    const [first, , third] = itemsOf(desk, id);
    const before = dumpState(desk);
    const one = done(desk.renew(id, '2027-01-29', first));
    expect(one.barcode).toBe(`B-${id}-1`);
    expect(loans()).toMatchObject([
      { due_on: '2027-01-29', renewals: 1 },
      { due_on: '2026-12-11', renewals: 0 },
    ]);
    const all = done(desk.renew(id, '2027-02-28'));
    expect(all.barcode).toBeNull();
    expect(loans()).toMatchObject([
      { due_on: '2027-02-28', renewals: 2 },
      { due_on: '2027-02-28', renewals: 1 },
    ]);
    expect(codeOf(desk.renew(id, '2027-03-28', third))).toBe('loan-unknown');
    // The date must be later than every loan that is renewed.
    expect(codeOf(desk.renew(id, '2027-02-01'))).toBe('date-refused');
    done(desk.undo(all.opId));
    done(desk.undo(one.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('a closed day is remarked and not refused', () => {
    desk.raw.exec(`
      INSERT INTO opening_hours (library_id, weekday, opens, closes) VALUES
        (1, 1, '09:00', '17:00'), (1, 2, '09:00', '17:00'), (1, 3, '09:00', '17:00'),
        (1, 4, '09:00', '17:00'), (1, 5, '09:00', '17:00');
      INSERT INTO closed_day (library_id, day, note) VALUES (1, '2027-01-29', 'Founder’s Day')`);
    const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
    expect(done(desk.renew(id, '2027-01-28')).remarks).toHaveLength(1);
    const outcome = done(desk.renew(id, '2027-01-29'));
    expect(outcome.remarks[0]).toMatch(/closed on Friday, 29 Jan 2027 \(Founder’s Day\).*Monday, 1 Feb 2027/);
  });
});

describe('from the patron’s loans', () => {
  const item = (status = 'LOANED', activePartner = north): ItemId =>
    itemsOf(desk, desk.add({ externalId: 'L1', status, activePartner, items: ['on-loan'] }))[0]!;

  test('due on today and the original loan period; partner and patron are told', () => {
    const itemId = item();
    desk.setNow('2026-12-01T09:00:00Z');
    const before = dumpState(desk);
    const outcome = done(desk.renewLoan(itemId));
    expect(outcome.headline).toBe('Renewed until 31 Dec 2026');
    expect(loans()).toMatchObject([{ due_on: '2026-12-31', renewals: 1, period_days: 30 }]);
    expect(desk.messages().map(([reader, , kind]) => [reader, kind])).toEqual([
      ['partner', 'renewal'],
      ['patron', 'renewed'],
    ]);
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
    // The period is that of the loan, not of the last renewal.
    done(desk.renewLoan(itemId));
    desk.setNow('2026-12-20T09:00:00Z');
    done(desk.renewLoan(itemId));
    expect(loans()).toMatchObject([{ due_on: '2027-01-19', renewals: 2 }]);
  });

  test('the day of the library’s time zone counts', () => {
    const itemId = item();
    // In London summer time has begun: there it is half past midnight of the 29th.
    desk.setNow('2027-03-28T23:30:00Z');
    desk.raw.exec("UPDATE loan SET due_on = '2027-03-20'");
    expect(done(desk.renewLoan(itemId)).headline).toBe('Renewed until 28 Apr 2027');
  });

  test('a partner that must answer is asked', () => {
    done(desk.renewLoan(item('LOANED', west)));
    expect(loans()).toMatchObject([{ due_on: '2026-12-11', renewal_due_on: '2026-12-25' }]);
  });

  test('is refused when it would not lengthen the loan, after a recall, for what is not lent or not there', () => {
    const itemId = item();
    desk.raw.exec("UPDATE loan SET due_on = '2026-12-25'");
    const early = desk.renewLoan(itemId);
    expect(codeOf(early)).toBe('date-refused');
    expect(!early.ok && early.error.message).toContain('Renew it nearer to its due date');
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
    const [request] = desk.raw.prepare('SELECT id FROM request').all() as { id: never }[];
    desk.raw.exec("DELETE FROM operator_role WHERE role = 'circulation-desk-operator'");
    desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
    desk.context.session.refresh();
    expect(codeOf(desk.renewLoan(itemId))).toBe('role-missing');
    expect(codeOf(desk.renew(request!.id, day('2027-01-29')))).toBe('ok');
  });
});
