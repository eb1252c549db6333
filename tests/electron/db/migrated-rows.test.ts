import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';

/** A database of the step before, with rows that the migration must carry over, and what becomes of them. */
const migrated = (version: number, rows: string): BetterSqlite3.Database => {
  const db = new BetterSqlite3(':memory:');
  migrate(
    db,
    migrations.filter((migration) => migration.version < version),
  );
  db.exec(people);
  db.exec(rows);
  migrate(
    db,
    migrations.filter((migration) => migration.version <= version),
  );
  return db;
};

const people = `
INSERT INTO library (id, code, name) VALUES (1, 'MAIN', 'Main Library'), (2, 'HILL', 'Hilltop Library');
INSERT INTO desk (id, code, name, library_id) VALUES (1, 'MAIN-CIRC', 'Main', 1), (2, 'HILL-CIRC', 'Hilltop', 2);
INSERT INTO partner (id, code, name) VALUES (1, 'NORTH', 'North'), (2, 'WEST', 'West');
INSERT INTO patron (id, barcode, name, library_id) VALUES (1, 'P1', 'Müller, Ünal', 2), (2, 'P2', 'Reader, A.', NULL);
INSERT INTO operator (id, name) VALUES (1, 'A. Operator');
`;

const request = (id: number, status: string, more = ''): string => `
INSERT INTO request (id, external_id, title, status, patron_id, pickup_desk_id, active_partner_id, updated_at)
VALUES (${id}, 'R${id}', 'Title', '${status}', 1, 1, 1, '2026-11-10T08:00:00.000Z');
${more === '' ? '' : `UPDATE request SET ${more} WHERE id = ${id};`}`;
const note = (requestId: number, author: string, active: 0 | 1, at: string): string => `
INSERT INTO request_note (request_id, author, body, active, created_at)
VALUES (${requestId}, '${author}', 'x', ${active}, '${at}');`;

test('version 20 tells partner and time of a condition, counts active notes, and knows shelf, owning desk and loan period', () => {
  const db = migrated(
    20,
    `${request(1, 'CONDITIONAL')}${request(2, 'CONDITIONAL')}${request(3, 'RECEIVED_PHYSICALLY')}
    INSERT INTO request_condition (request_id, note) VALUES (1, 'x'), (2, 'y');
    ${note(1, 'partner', 1, '2026-11-03T10:00:00.000Z')}${note(1, 'partner', 0, '2026-11-05T10:00:00.000Z')}
    ${note(1, 'staff', 1, '2026-11-09T10:00:00.000Z')}${note(3, 'staff', 0, '2026-11-09T10:00:00.000Z')}
    INSERT INTO item (id, request_id, barcode, volume, status, desk_id, received_at) VALUES
      (1, 3, 'A', 1, 'on-hold-shelf', 2, '2026-11-10T08:00:00.000Z'),
      (2, 3, 'B', 2, 'on-loan', 1, '2026-11-10T08:00:00.000Z'),
      (3, 3, 'C', 3, 'on-loan', NULL, '2026-11-10T08:00:00.000Z');
    INSERT INTO loan (item_id, patron_id, loaned_on, due_on) VALUES
      (2, 1, '2026-11-11', '2026-12-11'), (3, 1, '2026-12-11', '2026-11-11');`,
  );
  expect(
    db.prepare('SELECT partner_id, set_at FROM request_condition ORDER BY request_id').raw().all(),
  ).toEqual([
    // The partner's last message, whoever dealt with it; where there is none, the last change.
    [1, '2026-11-05T10:00:00.000Z'],
    [1, '2026-11-10T08:00:00.000Z'],
  ]);
  expect(db.prepare('SELECT active_notes FROM request ORDER BY id').pluck().all()).toEqual([2, 0, 0]);
  expect(
    db.prepare('SELECT shelved_at, hold_until, owning_desk_id, going_back FROM item ORDER BY id').raw().all(),
  ).toEqual([
    ['2026-11-10T08:00:00.000Z', null, 2, 0],
    [null, null, 1, 0],
    [null, null, null, 0],
  ]);
  // A loan that was due before it began has no period.
  expect(db.prepare('SELECT period_days FROM loan ORDER BY item_id').pluck().all()).toEqual([30, 0]);
  const found = (word: string): unknown[] =>
    db.prepare('SELECT rowid FROM patron_search WHERE patron_search MATCH ?').pluck().all(`${word}*`);
  expect([found('mull'), found('unal'), found('p2')]).toEqual([[1], [1], [2]]);
  expect(db.prepare('SELECT count(*) FROM cancellation_reason').pluck().get()).toBeGreaterThan(5);
});

test('version 60 finds the same active notes and begun sets by their indexes as by looking at every row', () => {
  const db = migrated(
    60,
    `${request(1, 'RECEIVED_PHYSICALLY', 'volumes_expected = 3')}${request(2, 'RECEIVED_PHYSICALLY', 'volumes_expected = 1')}
    ${request(3, 'LOANED', 'volumes_expected = 2')}${request(4, 'RECEIVED_PHYSICALLY')}
    ${note(1, 'staff', 1, '2026-11-03T10:00:00.000Z')}${note(1, 'staff', 0, '2026-11-04T10:00:00.000Z')}
    ${note(3, 'partner', 1, '2026-11-05T10:00:00.000Z')}`,
  );
  const ids = (text: string): unknown[] => db.prepare(text).pluck().all();
  const active = (by: string): unknown[] =>
    ids(`SELECT request_id FROM request_note ${by} WHERE active = 1 ORDER BY request_id, created_at`);
  expect(active('INDEXED BY request_note_active')).toEqual([1, 3]);
  expect(active('NOT INDEXED')).toEqual([1, 3]);
  const begun = (by: string): unknown[] =>
    ids(
      `SELECT id FROM request ${by} WHERE status = 'RECEIVED_PHYSICALLY' AND volumes_expected > 1 ORDER BY updated_at`,
    );
  expect(begun('INDEXED BY request_begun_set')).toEqual([1]);
  expect(begun('NOT INDEXED')).toEqual([1]);
});

test('version 70 says where requests without a pickup desk were made: by the step, else the patron, else the first library', () => {
  const db = migrated(
    70,
    `${request(1, 'READY_TO_SEND')}${request(2, 'READY_TO_SEND', 'pickup_desk_id = NULL, patron_id = 2')}
    ${request(3, 'LOANED', 'pickup_desk_id = NULL')}${request(4, 'LOANED', 'pickup_desk_id = NULL, patron_id = 2')}
    ${request(5, 'LOANED', 'pickup_desk_id = NULL, patron_id = NULL')}
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer) VALUES
      ('0193a5c0-0000-7000-8000-000000000001', 'create-request', 1, 2, '2026-11-10T08:00:00.000Z', 2, '{}', '{}'),
      ('0193a5c0-0000-7000-8000-000000000002', 'add-note', 1, 2, '2026-11-10T08:00:00.000Z', 4, '{}', '{}');`,
  );
  expect(db.prepare('SELECT made_at_library_id FROM request ORDER BY id').pluck().all()).toEqual([
    // That of the pickup desk counts.
    null,
    2,
    2,
    1,
    1,
  ]);
  const cells = (): unknown[] =>
    db
      .prepare('SELECT status, desk_id, made_at_library_id, n FROM request_cube WHERE n > 0 ORDER BY 1, 2, 3')
      .raw()
      .all();
  expect(cells()).toEqual([
    ['LOANED', 0, 1, 2],
    ['LOANED', 0, 2, 1],
    ['READY_TO_SEND', 0, 2, 1],
    ['READY_TO_SEND', 1, 0, 1],
  ]);
  db.exec(`UPDATE request SET pickup_desk_id = 2 WHERE id = 3; DELETE FROM request WHERE id = 5`);
  expect(cells()).toEqual([
    ['LOANED', 0, 1, 1],
    ['LOANED', 2, 0, 1],
    ['READY_TO_SEND', 0, 2, 1],
    ['READY_TO_SEND', 1, 0, 1],
  ]);
});
