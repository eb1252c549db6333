import { beforeEach, expect, test } from 'vitest';
import type { ItemId } from '../../../../../shared/domain/ids.ts';
import { addRequest, countRows, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import {
  addItem,
  addShelved,
  circulationOf,
  goTo,
  grantOnly,
  hilltop,
  other,
  reader,
} from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec(`INSERT INTO patron (id, barcode, name, library_id) VALUES (2, 'P1000002', 'Other, B.', 1)`);
});

const loanRow = (): unknown =>
  desk.raw.prepare('SELECT patron_id, loaned_on, due_on, ended_on, period_days, renewals FROM loan').get();
const itemRow = (): unknown =>
  desk.raw.prepare('SELECT status, desk_id, destination_desk_id, shelved_at, hold_until FROM item').get();

test('an item on the hold shelf here is lent to its patron until the partner’s due date', () => {
  const { requestId } = addShelved(desk, 'R-1', 'N-1');
  desk.raw.exec("UPDATE item SET shelved_at = '2026-11-20T08:00:00.000Z', hold_until = '2027-01-12'");
  const before = dumpState(desk);
  const { lend, undo } = circulationOf(desk);
  const answer = valueOf(lend('n-1'));
  expect(answer).toMatchObject({
    requestId,
    externalId: 'R-1',
    barcode: 'N-1',
    patronName: 'Reader, A.',
    headline: 'Lent, due 15 Jan 2027',
    tell: 'Due 15 Jan 2027',
    whereTo: { kind: 'to-patron', name: 'Reader, A.' },
    slip: null,
    remarks: [],
  });
  expect(loanRow()).toEqual({
    patron_id: 1,
    loaned_on: '2026-11-25',
    due_on: '2027-01-15',
    ended_on: null,
    period_days: 51,
    renewals: 0,
  });
  expect(itemRow()).toEqual({
    status: 'on-loan',
    desk_id: 1,
    destination_desk_id: null,
    shelved_at: null,
    hold_until: null,
  });
  expect(desk.raw.prepare('SELECT status, worked_on FROM request').get()).toEqual({
    status: 'LOANED',
    worked_on: 1,
  });
  expect(
    desk.raw.prepare('SELECT kind, status_before, status_after, headline FROM request_event').all(),
  ).toEqual([
    {
      kind: 'lend',
      status_before: 'RECEIVED_PHYSICALLY',
      status_after: 'LOANED',
      headline: 'Lent, due 15 Jan 2027 (N-1)',
    },
  ]);
  expect(countRows(desk, 'outbox')).toBe(0);
  expect(undo(answer.opId).ok).toBe(true);
  expect(dumpState(desk)).toEqual(before);
});

test('without a due date from the partner, the loan runs for the default period', () => {
  addShelved(desk, 'R-1', 'N-1');
  desk.raw.exec(
    "UPDATE request SET due_on = NULL; UPDATE item SET due_on = NULL; INSERT INTO library_setting (library_id, key, value) VALUES (1, 'loans', '{\"defaultPeriodDays\":14}')",
  );
  valueOf(circulationOf(desk).lend('N-1'));
  expect(loanRow()).toMatchObject({ due_on: '2026-12-09', period_days: 14 });
});

test('an item already due is lent with a warning, and its renewal would run for the default period', () => {
  addShelved(desk, 'R-1', 'N-1');
  desk.raw.exec("UPDATE request SET due_on = '2026-11-20'; UPDATE item SET due_on = '2026-11-20'");
  const answer = valueOf(circulationOf(desk).lend('N-1'));
  expect(answer.remarks).toEqual([
    'It was due back on 20 Nov 2026. Ask for a renewal, or the loan will be overdue from the start.',
  ]);
  expect(loanRow()).toMatchObject({ due_on: '2026-11-20', period_days: 28 });
});

test('the patron is told the conditions of use and that the library is closed on the due date', () => {
  const { requestId } = addShelved(desk, 'R-1', 'N-1');
  desk.raw.exec(`
    INSERT INTO turn_condition (request_id, turn_id, reason, note)
      SELECT request_id, id, 'NoReproduction', 'Reading room 2' FROM turn WHERE request_id = ${requestId};
    INSERT INTO closed_day (library_id, day, note) VALUES (1, '2027-01-15', 'Founders’ day');
  `);
  expect(valueOf(circulationOf(desk).lend('N-1')).remarks).toEqual([
    'Use conditions: No reproduction; Reading room 2.',
    'The library is closed on Friday, 15 Jan 2027 (Founders’ day); the next open day is Saturday, 16 Jan 2027.',
  ]);
});

test('a second volume of a set is lent while the first is out; one that is elsewhere, or goes back, is not handed over', () => {
  const { requestId } = addShelved(desk, 'R-1', 'V-1');
  addItem(desk, requestId, { barcode: 'V-2', volume: 2 });
  const { lend } = circulationOf(desk);
  addItem(desk, requestId, { barcode: 'V-3', volume: 3, deskId: 2 });
  addItem(desk, requestId, { barcode: 'V-4', volume: 4 });
  desk.raw.exec("UPDATE item SET use = 'goes-back' WHERE barcode = 'V-4'");
  expect(valueOf(lend('V-1')).remarks).toEqual([
    'Also on the hold shelf here from this set: volume 2 (V-2). Hand it over too.',
  ]);
  expect(valueOf(lend('V-2')).remarks).toEqual([]);
  expect(countRows(desk, 'loan')).toBe(2);
});

test('a repeated operation lends once, however often it arrives', () => {
  addShelved(desk, 'R-1', 'N-1');
  const { lend } = circulationOf(desk);
  const opId = newOpId();
  const first = lend('N-1', reader, opId);
  expect(lend('N-1', reader, opId)).toEqual(first);
  expect(countRows(desk, 'loan')).toBe(1);
  expect(codeOf(lend('N-2', reader, opId))).toBe('operation-mismatch');
});

test.each([
  ['empty', '  ', 'code-empty', /^The code is blank\./],
  ['a code that nobody knows', 'X-9', 'item-unknown', /never received here/],
  ['an external identifier', 'R-1', 'identifier-not-barcode', /external identifier of “The Voyage/],
  [
    'a patron’s card',
    'P1000001',
    'patron-card-not-identifier',
    /Reader, A\. is still open\. Choose “Done with this patron”/,
  ],
])('refuses %s and changes nothing', (_what, code, refusal, sentence) => {
  addShelved(desk, 'R-1', 'N-1');
  const before = dumpState(desk);
  const result = circulationOf(desk).lend(code);
  expect(codeOf(result)).toBe(refusal);
  expect(sentenceOf(result)).toMatch(sentence);
  expect(dumpState(desk)).toEqual(before);
  expect(countRows(desk, 'command_log')).toBe(0);
});

test.each([
  [
    'in transit to this desk',
    { status: 'in-transit', destinationDeskId: 1 },
    'item-in-transit',
    /in transit to this desk.*Scan it in first/,
  ],
  [
    'in transit elsewhere',
    { status: 'in-transit', destinationDeskId: 2 },
    'item-in-transit',
    /Hilltop Branch/,
  ],
  [
    'on its way back',
    { status: 'in-transit', destinationDeskId: 2, goingBack: 1 },
    'item-in-transit',
    /back to North University Library/,
  ],
  [
    'on the shelf of another desk',
    { deskId: 2 },
    'item-not-here',
    /recorded on the hold shelf at Hilltop Branch.*Scan it in first/,
  ],
  [
    'lent to the patron already',
    { status: 'on-loan', lentTo: 1 },
    'item-on-loan',
    /already on loan to this patron, due 11 Dec 2026.*Renew/,
  ],
  [
    'lent to somebody else',
    { status: 'on-loan', lentTo: 2 },
    'item-on-loan',
    /on loan to Other, B\., due 11 Dec 2026.*return it first/,
  ],
  [
    'brought back',
    { status: 'returned-by-patron' },
    'item-goes-back',
    /^N-1 came back and goes to North University Library\./,
  ],
  [
    'returned',
    { status: 'returned-to-partner' },
    'item-returned',
    /was returned to North University Library/,
  ],
  ['lost', { status: 'lost' }, 'item-lost', /reported lost.*Return Items/],
  ['in a status from outside', { status: 'IN_ORBIT' }, 'status-forbids', /“IN_ORBIT”/],
] as const)('refuses an item that is %s', (_what, item, refusal, sentence) => {
  addShelved(desk, 'R-1', 'N-1', item, 'lentTo' in item ? 'LOANED' : 'RECEIVED_PHYSICALLY');
  const before = dumpState(desk);
  const result = circulationOf(desk).lend('N-1');
  expect([codeOf(result), sentenceOf(result)]).toEqual([refusal, expect.stringMatching(sentence)]);
  expect(dumpState(desk)).toEqual(before);
});

test('an item for another patron is refused without naming anyone', () => {
  addShelved(desk, 'R-1', 'N-1');
  const result = circulationOf(desk).lend('N-1', other);
  expect(codeOf(result)).toBe('item-for-another');
  expect(sentenceOf(result)).toMatch(/someone else.*put it back on the hold shelf/);
  expect(sentenceOf(result)).not.toMatch(/Reader|Other/);
});

test('an item due to go back, kept after all and not shelved yet, must be scanned in', () => {
  addShelved(desk, 'R-1', 'N-1', { status: 'returned-by-patron' });
  desk.raw.exec('UPDATE item SET brought_back = 0, going_back = 0');
  const result = circulationOf(desk).lend('N-1');
  expect(codeOf(result)).toBe('item-not-here');
  expect(sentenceOf(result)).toBe(
    'N-1 is not on the hold shelf yet. Scan it in first (Scan In Items), then lend it.',
  );
});

test('a copy is asked about; handing it over makes no loan, its turn is supplied, and the request is completed', () => {
  const { requestId } = addShelved(desk, 'R-1', 'N-1');
  desk.raw.exec("UPDATE request SET material_type = 'article'");
  const before = dumpState(desk);
  expect(codeOf(circulationOf(desk).lend('N-1'))).toBe('item-is-copy');
  expect(dumpState(desk)).toEqual(before);
  const asLoan = valueOf(circulationOf(desk).lend('N-1', reader, newOpId(), { handOver: false }));
  expect(asLoan.headline).toMatch(/^Lent/);
  valueOf(circulationOf(desk).undo(asLoan.opId));
  const { lend, undo, giveBack } = circulationOf(desk);
  const { opId, headline } = valueOf(lend('N-1', reader, newOpId(), { handOver: true }));
  expect(headline).toBe('Handed over: the partner doesn’t want it back');
  expect(itemRow()).toMatchObject({ status: 'handed-over', hold_until: null });
  expect(countRows(desk, 'loan') + countRows(desk, 'outbox')).toBe(0);
  expect(desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId)).toBe(
    'REQUEST_COMPLETED',
  );
  expect(desk.raw.prepare('SELECT state FROM turn').pluck().get()).toBe('supplied');
  const itemId = desk.raw.prepare('SELECT id FROM item').pluck().get() as ItemId;
  expect(codeOf(giveBack(itemId))).toBe('status-forbids');
  valueOf(undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('an item without a requester, a recalled one, and one no longer wanted are refused', () => {
  addShelved(desk, 'R-1', 'N-1');
  addShelved(desk, 'R-2', 'N-2', {}, 'RECALLED_BOR');
  const { requestId } = addShelved(desk, 'R-3', 'N-3', {}, 'RETURNED_TO_PARTNER');
  addShelved(desk, 'R-4', 'N-4', {}, 'CANCELLED_BY_STAFF');
  desk.raw.exec("UPDATE request SET patron_id = NULL WHERE external_id = 'R-1'");
  const { lend } = circulationOf(desk);
  expect(sentenceOf(lend('N-1'))).toMatch(/^R-1 has no requester, so N-1 can’t be lent\./);
  expect(codeOf(lend('N-1'))).toBe('requester-missing');
  expect(codeOf(lend('N-2'))).toBe('item-recalled');
  expect(codeOf(lend('N-2', reader, newOpId(), { despiteDemand: true }))).toBe('item-recalled');
  // A cancelled request is not waiting. An unsuitable status gives way to the item in hand.
  expect(codeOf(lend('N-4'))).toBe('item-goes-back');
  expect(sentenceOf(lend('N-4'))).toMatch(/goes back to North University Library/);
  valueOf(lend('N-3'));
  expect(desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId)).toBe('LOANED');
});

test('the step needs the role, and a deleted patron is reported as such', () => {
  addShelved(desk, 'R-1', 'N-1');
  expect(codeOf(circulationOf(desk).lend('N-1', 99 as typeof reader))).toBe('patron-unknown');
  grantOnly(desk, ['fulfillment-services-operator', 'requests-operator']);
  const { lend, loans } = circulationOf(desk);
  expect(sentenceOf(lend('N-1'))).toMatch(/Circulation Desk Operator/);
  expect(codeOf(loans.findPatron({ text: 'P1000001' }))).toBe('role-missing');
  expect(codeOf(loans.ofPatron({ patronId: reader, display: 'all' }))).toBe('role-missing');
});

test('at another desk, that desk’s shelf counts', () => {
  addShelved(desk, 'R-1', 'N-1', { deskId: 2 });
  goTo(desk, hilltop);
  valueOf(circulationOf(desk).lend('N-1'));
  expect(itemRow()).toMatchObject({ status: 'on-loan', desk_id: 2 });
  expect(addRequest(desk, { externalId: 'R-9' })).toBeGreaterThan(0);
});
