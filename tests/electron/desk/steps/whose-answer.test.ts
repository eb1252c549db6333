import { take } from '../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ItemId, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import type { DecisionDesk } from '../../../support/decision-desk.ts';
import { day, done, lake, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { codeOf } from '../../../support/results.ts';

// Volumes of one request from two partners: West sent the first and wants to be asked, Lake the second; the active one is West.

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const mixed = (statuses: readonly string[] = ['on-loan', 'on-loan']): RequestId => {
  const id = desk.add({
    externalId: 'MIX',
    status: statuses.includes('on-loan') ? 'LOANED' : 'RETURNED_TO_PARTNER',
    rota: [[lake, 'expired'], west],
    activePartner: west,
    items: [...statuses],
  });
  const [, second] = itemsOf(id);
  desk.raw.prepare('UPDATE item SET partner_id = ? WHERE id = ?').run(lake, second);
  return id;
};
const itemsOf = (id: RequestId): ItemId[] =>
  desk.raw.prepare('SELECT id FROM item WHERE request_id = ? ORDER BY id').pluck().all(id) as ItemId[];
const record = (requestId: RequestId, answer: PartnerAnswer, partnerId?: PartnerId) =>
  take(desk.context, 'partner-answer', {
    opId: newOpId(),
    requestId,
    asOf: null,
    ...(partnerId !== undefined && { partnerId }),
    answer,
  });
const marks = (column: 'renewal' | 'demand' | 'status'): unknown =>
  desk.raw.prepare(`SELECT ${column} FROM item ORDER BY id`).pluck().all();
const bothAsked = (): RequestId => {
  const id = mixed();
  desk.raw.prepare('UPDATE partner SET renews_automatically = 0 WHERE id = ?').run(lake);
  done(desk.renew(id, '2027-02-10'));
  expect(marks('renewal')).toEqual(['asked', 'asked']);
  return id;
};

describe('a renewal that two partners were asked for', () => {
  test('is renewed by one of them: only its volumes are, the other one still owes its answer', () => {
    const id = bothAsked();
    const outcome = done(record(id, { kind: 'renewed', dueOn: day('2027-02-10'), note: '' }, lake));
    expect(outcome.headline).toBe('Lake College renewed it until 10 Feb 2027');
    expect(marks('renewal')).toEqual(['asked', 'renewed']);
    expect(desk.statusOf(id)).toBe('RENEW_REQUESTED');
  });

  test('is refused by one of them: the other one still owes its answer', () => {
    const id = bothAsked();
    expect(done(record(id, { kind: 'renewal-refused', note: '' }, lake)).headline).toBe(
      'Lake College did not renew it',
    );
    expect(marks('renewal')).toEqual(['asked', 'refused']);
  });

  test('where nobody says which partner, it is the one that is asked now; one without a volume is refused', () => {
    const id = bothAsked();
    const before = dumpState(desk);
    expect(codeOf(record(id, { kind: 'renewal-refused', note: '' }, north))).toBe('status-forbids');
    expect(dumpState(desk)).toEqual(before);
    done(record(id, { kind: 'renewal-refused', note: '' }));
    expect(marks('renewal')).toEqual(['refused', 'asked']);
    // Now only the other one can be meant.
    expect(done(record(id, { kind: 'renewal-refused', note: '' })).headline).toBe(
      'Lake College did not renew it',
    );
  });
});

test('an overdue notice and its withdrawal are about the volumes of the partner that is named', () => {
  const id = mixed();
  expect(done(record(id, { kind: 'overdue', note: '' }, lake)).headline).toBe(
    'Lake College says that it is overdue',
  );
  expect(marks('demand')).toEqual(['none', 'overdue']);
  done(record(id, { kind: 'demand-withdrawn', note: '' }));
  expect(marks('demand')).toEqual(['none', 'none']);
});

test('a notice about what its partner got back is answered, although something of another partner is out', () => {
  const id = mixed(['on-loan', 'returned-to-partner']);
  const outcome = done(record(id, { kind: 'overdue', note: '' }, lake));
  expect(outcome.remarks.join(' ')).toContain('Everything went back to Lake College');
  expect(marks('demand')).toEqual(['none', 'none']);
  // Without a name it is about what is out.
  expect(done(record(id, { kind: 'overdue', note: '' })).headline).toContain('West College');
});

test('a check-in says who has it back, and of whom nobody has heard', () => {
  const id = mixed(['returned-to-partner', 'returned-to-partner']);
  const outcome = done(record(id, { kind: 'checked-in', note: '' }, lake));
  expect(outcome.headline).toBe('Lake College has it back');
  expect(outcome.remarks.join(' ')).toContain('What West College lent went back as well');
  expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
});

test('a partner that renews by fewer days than lie between both dates has renewed: its date moves, the loan stays', () => {
  desk.raw.exec(
    `INSERT INTO library_setting (library_id, key, value) VALUES (1, 'loans', '{"daysBeforePartner":10}')`,
  );
  const id = desk.add({ externalId: 'R1', status: 'LOANED', activePartner: west, items: ['on-loan'] });
  done(desk.renew(id, '2027-01-29'));
  desk.raw.exec("UPDATE loan SET due_on = '2027-01-15'");
  done(record(id, { kind: 'renewed', dueOn: day('2027-01-20'), note: '' }));
  expect(desk.raw.prepare('SELECT due_on FROM item').pluck().get()).toBe('2027-01-20');
  expect(desk.raw.prepare('SELECT due_on, renewal_due_on FROM loan').raw().get()).toEqual([
    '2027-01-15',
    null,
  ]);
});
