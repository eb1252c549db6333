import { expect, test } from 'vitest';
import { scanningService } from '../../../../../electron/main/desk/queries/scanning/scanning.service.ts';
import type { OperatorId, RequestId } from '../../../../../shared/domain/ids.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { turnFor } from '../../../../support/life.ts';
import { addRequest, dumpState, openTestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const look = (code: string) => scanningService(desk.context).look({ code });
const found = (code: string) => valueOf(look(code));
const addItem = (requestId: RequestId, barcode: string, columns: Record<string, unknown>): void => {
  const row = {
    status: 'on-hold-shelf',
    desk_id: 1,
    destination_desk_id: null,
    hold_until: null,
    ...columns,
  };
  desk.raw
    .prepare(
      `INSERT INTO item (request_id, turn_id, barcode, volume, status, desk_id, destination_desk_id, hold_until, received_at)
       VALUES (@requestId, @turnId, @barcode, (SELECT count(*) + 1 FROM item WHERE request_id = @requestId), @status, @desk_id,
               @destination_desk_id, @hold_until, '2026-11-20T08:00:00.000Z')`,
    )
    .run({ requestId, turnId: turnFor(desk.raw, requestId), barcode, ...row });
};

test('an external identifier leads to receiving while something is expected, otherwise to the request', () => {
  addRequest(desk, { externalId: 'E1' });
  addRequest(desk, { externalId: 'E2', status: 'LOANED' });
  addRequest(desk, { externalId: 'E3', status: 'CANCELLED_BY_STAFF' });
  addRequest(desk, { externalId: 'E4', status: 'FROM_OUTSIDE' });
  const requestId = addRequest(desk, { externalId: 'E5', status: 'LOANED' });
  // A lent volume without a barcode is treated as that item; of E4 nothing was scanned yet, so the item in hand may be one of its.
  desk.raw.prepare("UPDATE item SET barcode = 'LENT' WHERE request_id = ?").run(requestId);
  expect(['e1', 'E2', ' E3 ', 'E4', 'E5'].map((code) => found(code).next)).toEqual([
    'receive',
    'return',
    'receive',
    'receive',
    'request',
  ]);
  expect(found('e1')).toMatchObject({ kind: 'request', code: 'E1', codes: ['E1'], refusal: null });
  expect(found('E4').sentence).toContain('FROM_OUTSIDE');
});

test('an item leads to what must be done with it at this desk', () => {
  const requestId = addRequest(desk, { externalId: 'I1', status: 'LOANED' });
  addItem(requestId, 'SHELF', {});
  addItem(requestId, 'LATE', { hold_until: '2026-11-24' });
  addItem(requestId, 'LAST-DAY', { hold_until: '2026-11-25' });
  addItem(requestId, 'OTHER-SHELF', { desk_id: 2 });
  addItem(requestId, 'COMING', { status: 'in-transit', destination_desk_id: 1 });
  addItem(requestId, 'LENT', { status: 'on-loan' });
  addItem(requestId, 'BACK', { status: 'returned-by-patron' });
  addItem(requestId, 'GONE', { status: 'returned-to-partner' });
  expect(
    ['SHELF', 'LATE', 'LAST-DAY', 'OTHER-SHELF', 'COMING', 'LENT', 'BACK', 'GONE'].map(
      (code) => found(code).next,
    ),
  ).toEqual(['lend', 'return', 'lend', 'scan-in', 'scan-in', 'return', 'return', 'request']);
  expect(found('SHELF').codes).toEqual(['P1000001', 'SHELF']);
  expect(found('COMING').sentence).toContain('Main Circulation Desk');
});

test('a card says what the patron has, and what waits', () => {
  expect(found('P1000001').sentence).toBe('Patron’s card. No loans.');
  addRequest(desk, { externalId: 'I1', status: 'RECEIVED_PHYSICALLY' });
  expect(found('P1000001').sentence).toBe('Patron’s card. No loans. One item waits on a hold shelf.');
});

test('a card opens its patron; anything else is refused with what to do, and nothing changes', () => {
  const before = dumpState(desk);
  expect(found('p1000001')).toMatchObject({ kind: 'patron', next: 'patron', codes: ['P1000001'] });
  const codes = ['NOBODY', '', 'X'.repeat(65), '\u0007'].map((code) => {
    const result = look(code);
    return result.ok ? 'ok' : result.error.code;
  });
  expect(codes).toEqual(['identifier-unknown', 'code-empty', 'code-too-long', 'code-empty']);
  // A name is not a code, and the patron may well be here.
  expect(look('Kim')).toMatchObject({
    error: {
      message: expect.stringMatching(/patron’s card here.*Search for a name in Manage Patron Services/u),
    },
  });
  expect(dumpState(desk)).toEqual(before);
});

test('a step that the operator may not take says which role is missing', () => {
  addRequest(desk, { externalId: 'E1' });
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Operator');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'circulation-desk-operator', 1)`);
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as OperatorId);
  expect(found('E1').refusal).toContain('Fulfillment Services Operator');
  expect(found('P1000001').refusal).toBeNull();
});

test('a code that is both external identifier and barcode leads to what is done with the item, unless more is expected', () => {
  const loan = addRequest(desk, { externalId: '301001', status: 'LOANED' });
  desk.raw.prepare("UPDATE item SET barcode = '301001' WHERE request_id = ?").run(loan);
  expect(found('301001')).toMatchObject({ kind: 'item', next: 'return', codes: ['301001'] });
  desk.raw.prepare("UPDATE item SET status = 'returned-to-partner' WHERE request_id = ?").run(loan);
  expect(found('301001')).toMatchObject({ kind: 'request', next: 'request' });
});
