import { describe, expect, test } from 'vitest';
import {
  doneHereService,
  offlineFile,
} from '../../../../../electron/main/desk/queries/done-here/done-here.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { clockOf } from '../../../../../electron/main/files/export/table-pieces.ts';
import { offlineLine } from '../../../../../shared/domain/done-here.ts';
import type { CalendarDate, DeskId, Instant, OpId, PatronId } from '../../../../../shared/domain/ids.ts';
import type { DoneFilter, DoneStep } from '../../../../../shared/ipc/calls/done-here.ts';
import { addShelved, grantOnly } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const today: DoneFilter = {
  from: '2026-11-25' as CalendarDate,
  to: '2026-11-25' as CalendarDate,
  operatorId: null,
  deskId: null,
  group: null,
  show: 'to-key',
};

const rows = (more: Partial<DoneFilter> = {}): readonly DoneStep[] =>
  valueOf(doneHereService(desk.context).list({ ...today, ...more, offset: 0, limit: 100 })).rows;

const key = (steps: readonly OpId[], keyed = true): readonly OpId[] =>
  valueOf(doneHereService(desk.context).key({ opId: newOpId(), steps: [...steps], keyed })).changed;

/** Lends an item and returns it to its partner later. */
const lendAndReturn = (): { readonly lent: OpId; readonly returned: OpId } => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1');
  const lent = newOpId();
  valueOf(take(desk.context, 'lend', { opId: lent, patronId: 1 as PatronId, code: 'N-1' }));
  desk.setNow('2026-11-25T10:15:00Z');
  const returned = newOpId();
  valueOf(take(desk.context, 'return', { opId: returned, itemId }));
  return { lent, returned };
};

test('a cancellation only requested of the partner is not called cancelled', () => {
  const cancel = (externalId: string, status: string): void =>
    void valueOf(
      take(desk.context, 'cancel', {
        opId: newOpId(),
        requestId: addRequest(desk, { externalId, status }),
        asOf: null,
        reason: 'NO_LONGER_NEEDED',
        note: '',
        notifyPatron: false,
        requestedBy: 'staff',
      }),
    );
  cancel('R-1', 'SHIPPED_PHYSICALLY');
  cancel('R-2', 'REQUEST_SENT');
  expect(rows().map(({ externalId, name }) => [externalId, name])).toEqual([
    ['R-1', 'Cancellation requested'],
    ['R-2', 'Cancelled'],
  ]);
});

test('the steps of a day are listed in order, with the data needed to key them', () => {
  const { lent, returned } = lendAndReturn();
  valueOf(
    take(desk.context, 'add-note', {
      opId: newOpId(),
      requestId: 1 as never,
      text: 'Look',
      active: false,
    }),
  );
  expect(rows()).toMatchObject([
    {
      opId: lent,
      kind: 'lend',
      externalId: 'R-1',
      barcode: 'N-1',
      patronName: 'Reader, A.',
      patronBarcode: 'P1000001',
      operatorName: 'A. Operator',
      deskName: 'Main Circulation Desk',
      keyed: null,
      takenBack: false,
      offline: 'loan',
    },
    { opId: returned, kind: 'return', offline: 'return' },
  ]);
  expect(rows({ from: '2026-11-24' as CalendarDate, to: '2026-11-24' as CalendarDate })).toEqual([]);
  expect(rows({ group: 'lent' }).map(({ opId }) => opId)).toEqual([lent]);
  expect(rows({ deskId: 2 as DeskId })).toEqual([]);
  expect(rows({ operatorId: 99 as never })).toEqual([]);
});

test('a mark is stored with the operator, and can be removed', () => {
  const { lent, returned } = lendAndReturn();
  expect(key([lent, lent])).toEqual([lent]);
  expect(rows().map(({ opId }) => opId)).toEqual([returned]);
  expect(rows({ show: 'all' })[0]?.keyed).toEqual({
    at: '2026-11-25T10:15:00.000Z',
    operatorName: 'A. Operator',
  });
  expect(key([lent], false)).toEqual([lent]);
  expect(rows().map(({ opId }) => opId)).toEqual([lent, returned]);
  const logged = desk.raw.prepare("SELECT count(*) FROM command_log WHERE kind = 'key-steps'").pluck().get();
  expect(logged).toBe(2);
});

describe('an undone step', () => {
  const undo = (opId: OpId): unknown =>
    valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes: opId }));

  test('is not listed if it was never keyed', () => {
    const { lent, returned } = lendAndReturn();
    undo(returned);
    expect(rows({ show: 'all' }).map(({ opId }) => opId)).toEqual([lent]);
    expect(key([returned])).toEqual([]);
  });

  test('is listed until it is undone in the other system, if it was keyed', () => {
    const { lent, returned } = lendAndReturn();
    key([lent, returned]);
    undo(returned);
    expect(rows()).toMatchObject([{ opId: returned, takenBack: true, reversed: null }]);
    // It remains marked as keyed.
    expect(key([returned], false)).toEqual([]);
    expect(key([returned])).toEqual([returned]);
    expect(rows()).toEqual([]);
    expect(rows({ show: 'all' }).at(-1)?.reversed?.operatorName).toBe('A. Operator');
    expect(key([returned], false)).toEqual([returned]);
    expect(rows()).toMatchObject([{ opId: returned, takenBack: true, reversed: null }]);
  });
});

test('operators cannot see or mark steps that they may not read', () => {
  const { lent } = lendAndReturn();
  desk.raw.exec('UPDATE request SET pickup_desk_id = 2; UPDATE item SET desk_id = 2');
  grantOnly(desk, ['requests-operator']);
  desk.raw.exec('DELETE FROM operator_role WHERE library_id <> 1');
  desk.raw.exec('UPDATE command_log SET operator_id = 1');
  desk.context.session.refresh();
  expect(rows()).toEqual([]);
  expect(key([lent])).toEqual([]);
  // Steps that operators took at this desk are theirs to key, whichever library the request belongs to.
  desk.raw.exec('UPDATE command_log SET operator_id = 2');
  expect(rows().map(({ kind }) => kind)).toEqual(['lend', 'return']);
  expect(key([lent])).toEqual([lent]);
});

describe('the offline circulation file', () => {
  const written = (more: Partial<DoneFilter> = {}): ReturnType<typeof offlineFile> =>
    offlineFile(desk.context, { ...today, ...more }, (at: Instant) => clockOf(at, 'America/New_York'));

  test('has one line per loan and return, with columns in local time', () => {
    const { lent, returned } = lendAndReturn();
    expect(written()).toEqual({
      text: `202611250430LN-1${' '.repeat(77)}P1000001\r\n202611250515RN-1${' '.repeat(77)}\r\n`,
      lines: 2,
      steps: [lent, returned],
      leftOut: 0,
      renewals: 0,
    });
    const [loan = '', back = ''] = written().text.split('\r\n');
    expect([loan.slice(0, 12), loan[12], loan.slice(13, 93).trimEnd(), loan.slice(93)]).toEqual([
      '202611250430',
      'L',
      'N-1',
      'P1000001',
    ]);
    expect(back).toHaveLength(93);
  });

  test('contains only steps not keyed yet', () => {
    const { lent, returned } = lendAndReturn();
    key([lent]);
    expect(written({ show: 'all' }).steps).toEqual([returned]);
  });

  test('contains no renewals, and reports how many are still to be keyed', () => {
    lendAndReturn();
    const renew = (opId: OpId, seq: string): unknown =>
      desk.raw
        .exec(`INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, input, answer, request_id)
        SELECT '${opId}', '${seq}', operator_id, desk_id, at, '{}', '{}', request_id FROM command_log LIMIT 1`);
    const renewed = newOpId();
    renew(renewed, 'renew-loan');
    renew(newOpId(), 'request-renewal');
    expect(written()).toMatchObject({ lines: 2, renewals: 2 });
    key([renewed]);
    expect(written({ group: 'lent' })).toMatchObject({ renewals: 1 });
  });

  test('leaves out what the format cannot represent', () => {
    const { returned } = lendAndReturn();
    desk.raw.exec("UPDATE patron SET barcode = 'P 1'");
    expect(written()).toMatchObject({ lines: 1, steps: [returned], leftOut: 1 });
    const at = '2026-11-25T09:30:00.000Z' as Instant;
    expect(offlineLine({ at, kind: 'L', barcode: 'Ü-1', card: 'P1' }, '2026-11-25 09:30')).toBeNull();
    expect(offlineLine({ at, kind: 'R', barcode: 'x'.repeat(81), card: '' }, '2026-11-25 09:30')).toBeNull();
    expect(
      offlineLine({ at, kind: 'R', barcode: 'x'.repeat(80), card: '' }, '2026-11-25 09:30'),
    ).toHaveLength(95);
  });
});
