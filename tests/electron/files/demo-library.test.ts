import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { countCard } from '../../../electron/main/desk/queries/today/today.queries.ts';
import type { CalendarDate, DeskId, Instant } from '../../../shared/domain/ids.ts';
import { type Receivable, receivePosition } from '../../../shared/domain/receiving.ts';
import { requestStatusCodes, statusPhase } from '../../../shared/domain/request-status.ts';
import { todayCardId } from '../../../shared/ipc/today-views.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { openImportDesk } from './import-desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

const file = join(import.meta.dirname, '../../../resources/demo-library.json');

const desk = forEachTest(openImportDesk);
let report: ImportReport;
beforeEach(async () => {
  report = await desk.import(file);
});

const column = (sql: string): unknown[] => desk.db.prepare(sql).pluck().all();

test('every row is imported', () => {
  expect(report).toMatchObject({
    outcome: 'done',
    refused: [],
    totals: { updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 },
  });
});

test('it has about 300 requests in all statuses, several libraries, desks and partners, and many patrons', () => {
  const statuses = column('SELECT DISTINCT status FROM request');
  expect(statuses).toEqual(expect.arrayContaining([...requestStatusCodes]));
  const count = (table: string): number => column(`SELECT count(*) FROM ${table}`)[0] as number;
  expect(count('request')).toBeGreaterThanOrEqual(290);
  expect([count('library'), count('desk'), count('partner'), count('patron')]).toEqual([2, 5, 12, 61]);
  expect(column('SELECT count(*) FROM desk WHERE hold_shelf = 0')).toEqual([1]);
  expect(column('SELECT count(*) FROM desk WHERE receives = 0')).toEqual([1]);
  expect(column('SELECT count(*) FROM request WHERE volumes_expected > 1')[0]).toBeGreaterThan(20);
});

test('each request has the status of the file', () => {
  const { requests } = JSON.parse(readFileSync(file, 'utf8')) as {
    requests: { externalId: string; status: string }[];
  };
  const inFile = new Set(requests.map(({ externalId, status }) => `${externalId} ${status}`));
  expect(new Set(column("SELECT external_id || ' ' || status FROM request"))).toEqual(inFile);
});

test('items and loans match the status of their request, and times are in order', () => {
  const rows =
    desk.records(`SELECT request.status, item.status AS itemStatus, desk.hold_shelf AS holdShelf, item.desk_id = pickup_desk_id AS atPickup,
              request.created_at AS createdAt, external_id AS externalId, iif(received_unknown, NULL, received_at) AS receivedAt, loaned_on AS loanedOn, loan.due_on AS dueOn, ended_on AS endedOn
         FROM request JOIN item ON item.request_id = request.id LEFT JOIN loan ON loan.item_id = item.id
         JOIN desk ON desk.id = item.desk_id`) as Record<string, string | number | null>[];
  const fitting: Record<string, readonly string[]> = {
    'at-library': ['on-hold-shelf', 'in-transit'],
    'with-patron': ['on-loan'],
    'back-from-patron': ['returned-by-patron'],
    returned: ['returned-to-partner'],
    completed: ['returned-to-partner'],
    'loss-and-damage': ['lost', 'returned-by-patron'],
    // Items that arrived anyway go back.
    cancelled: ['on-hold-shelf'],
  };
  expect(rows.length).toBeGreaterThan(150);
  for (const row of rows) {
    expect(fitting[statusPhase(String(row['status'])) ?? ''], JSON.stringify(row)).toContain(
      row['itemStatus'],
    );
    // One waits on the shelf of another desk than its pickup location, and must be sent on.
    if (row['itemStatus'] === 'on-hold-shelf')
      expect([row['holdShelf'], row['atPickup']]).toEqual([1, row['externalId'] === '01HILL0000091' ? 0 : 1]);
    if (row['itemStatus'] === 'in-transit') expect(row['atPickup']).toBe(0);
    if (row['receivedAt'] === null) continue;
    expect(String(row['createdAt']) <= String(row['receivedAt']), JSON.stringify(row)).toBe(true);
    expect(String(row['receivedAt']) < '2026-11-25').toBe(true);
    const [receivedOn = '', loanedOn = '', dueOn = '', endedOn = ''] = [
      'receivedAt',
      'loanedOn',
      'dueOn',
      'endedOn',
    ].map((key) => String(row[key] ?? '').slice(0, 10));
    if (loanedOn === '') continue;
    expect(receivedOn <= loanedOn && loanedOn < dueOn, JSON.stringify(row)).toBe(true);
    expect(endedOn === '' || endedOn >= loanedOn, JSON.stringify(row)).toBe(true);
  }
  const shouldHaveItems = column(
    `SELECT status FROM request WHERE id NOT IN (SELECT request_id FROM item)`,
  ).map((status) => statusPhase(String(status)));
  expect(new Set(shouldHaveItems)).toEqual(new Set(['before-receipt', 'cancelled', 'completed', null]));
  expect(
    column("SELECT count(*) FROM request WHERE status = 'OVERDUE_ITEM' AND due_on >= '2026-11-25'"),
  ).toEqual([0]);
});

test('the requests that tours and tests use have the expected state', () => {
  const position = (externalId: string): string => {
    const row = desk.db
      .prepare(
        `SELECT status, volumes_expected AS expected, ended_as AS endedAs, cancel_wish AS cancelWish,
                (SELECT count(*) FROM item WHERE request_id = request.id) AS received
           FROM request WHERE external_id = ?`,
      )
      .get(externalId) as { status: string; expected: number | null; received: number } & Receivable['life'];
    const position = receivePosition({ ...row, life: row, loopOpen: false });
    return `${row.status} ${row.received} of ${row.expected} ${position}`;
  };
  expect(
    [101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114].map((n) =>
      position(`01MAIN0000${n}`),
    ),
  ).toEqual([
    'SHIPPED_PHYSICALLY 0 of 1 begin',
    'SHIPPED_PHYSICALLY 0 of 1 begin',
    'SHIPPED_PHYSICALLY 0 of 3 begin',
    'CONDITIONAL 0 of 1 begin',
    'CANCELLED_BY_STAFF 0 of 1 over',
    'RECEIVED_PHYSICALLY 1 of 1 filled',
    'RECEIVED_PHYSICALLY 2 of 3 resume',
    'SHIPPED_PHYSICALLY 0 of 1 begin',
    'SHIPPED_PHYSICALLY 0 of 1 begin',
    'SHIPPED_PHYSICALLY 0 of 1 begin',
    'RETURNED_TO_PARTNER 1 of 1 filled',
    'REQUEST_COMPLETED 1 of 1 over',
    'SHIPPED_PHYSICALLY 0 of null begin',
    'RECEIVED_NOT_FOR_LOAN 0 of 1 begin',
  ]);
  expect(
    column(
      "SELECT desk.code FROM request JOIN desk ON desk.id = pickup_desk_id WHERE external_id IN ('01MAIN0000101', '01MAIN0000102') ORDER BY external_id",
    ),
  ).toEqual(['MAIN-CIRC', 'HILL-CIRC']);
  expect(
    column(
      "SELECT external_id FROM request JOIN item ON item.request_id = request.id WHERE barcode = 'N-31234'",
    ),
  ).toEqual(['01MAIN0000106']);
});

test('items on a hold shelf in the file wait there until their hold date', () => {
  const rows =
    desk.values(`SELECT item.hold_until <= date(received_at, '+10 days') AND item.hold_until > date(received_at) AS fits
         FROM item JOIN request ON request.id = request_id WHERE item.status = 'on-hold-shelf'`);
  expect(rows.length).toBeGreaterThan(10);
  expect(new Set(rows)).toEqual(new Set([1]));
});

test('every card of Today has an example at the main desk, except letters, mails, conflicts and tasks, which no library file holds', () => {
  const deskId = column("SELECT id FROM desk WHERE code = 'MAIN-CIRC'")[0] as DeskId;
  const before = '2026-11-20T00:00:00.000Z' as Instant;
  const today = '2026-11-25' as CalendarDate;
  const soon = '2026-12-02' as CalendarDate;
  const args = { deskId, today, soon, before, lateBefore: before, noMail: 0, libraries: null } as const;
  const empty = todayCardId.options.filter(
    (card) => countCard(desk.db as unknown as ReadableDB, card, args).count === 0,
  );
  expect(empty).toEqual([
    'needs-person',
    'conflicts',
    'new-mail',
    'mail-without-request',
    'tasks',
    'to-be-told-by-hand',
  ]);
});
