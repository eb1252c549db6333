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

test('version 80 keeps every row, its number, its indexes and its triggers where a table was made anew for the kinds', () => {
  const op = '0193a5c0-0000-7000-8000-000000000001';
  const at = '2026-11-10T08:00:00.000Z';
  const rows = `${request(1, 'RECEIVED_PHYSICALLY')}${request(2, 'CANCELLED')}
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
      VALUES ('${op}', 'receive', 1, 1, '${at}', 1, '{}', '{}');
    INSERT INTO print_job (id, op_id, request_id, item_id, kind, slip, state, note, attempts, created_at, updated_at) VALUES
      (7, '${op}', 1, 5, 'receive', '{"a":1}', 'failed', 'No paper', 3, '${at}', '${at}'),
      (9, '${op}', NULL, NULL, 'test', '{}', 'queued', '', 0, '${at}', '${at}');
    INSERT INTO outbox (id, op_id, request_id, recipient, kind, payload, state, note, attempts, next_at, corrected, created_at,
        updated_at, message_id, letter, partner_id, may_have_left_at, on_purpose) VALUES
      (4, '${op}', 1, 'partner', 'received', '{}', 'sent', 'ok', 1, NULL, 0, '${at}', '${at}', '<m@x>', '{"t":1}', 2, '${at}', 0),
      (8, '${op}', 2, 'patron', 'cancelled', '{"n":2}', 'outdated', '', 0, '${at}', 1, '${at}', '${at}', NULL, NULL, NULL, NULL, 1);
    INSERT INTO rota_line (id, request_id, position, partner_id, ended, ended_at) VALUES
      (3, 1, 1, 2, 'declined', '${at}'), (6, 1, 2, 1, NULL, NULL);
    ${note(1, 'partner', 1, at)}${note(1, 'staff', 0, at)}
    UPDATE request_note SET operator_name = 'A. Operator', dismissed_at = '${at}' WHERE active = 0;
    INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES
      (1, 'requests-operator', 1, NULL), (1, 'circulation-desk-operator', 2, 2);
    INSERT INTO letter_template (code, subject, body, updated_at) VALUES ('patron-overdue', 'x', 'y', '${at}');
    INSERT INTO setting (key, value) VALUES ('appearance', '{"a":1}'), ('loans', '{"defaultPeriodDays":14}'),
      ('idleLock', '{"idleMinutes":5,"withSystem":false}');`;
  const tables = ['print_job', 'outbox', 'rota_line', 'request_note'];
  const read = (db: BetterSqlite3.Database): unknown[] =>
    tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY id`).all());
  const before = new BetterSqlite3(':memory:');
  migrate(
    before,
    migrations.filter((migration) => migration.version < 80),
  );
  before.exec(people + rows);
  const db = migrated(80, rows);
  expect(read(db)).toEqual(read(before));
  expect(
    db.prepare('SELECT operator_id, role, library_id, desk_id FROM operator_role ORDER BY id').raw().all(),
  ).toEqual([
    [1, 'requests-operator', 1, null],
    [1, 'circulation-desk-operator', 2, 2],
  ]);
  expect(db.prepare('SELECT code, subject, body FROM letter_template').raw().all()).toEqual([
    ['patron-overdue', 'x', 'y'],
  ]);
  expect(db.prepare('SELECT key, value FROM setting').raw().all()).toEqual([['appearance', '{"a":1}']]);
  expect(db.prepare('SELECT key, value FROM library_setting ORDER BY key').raw().all()).toEqual([
    ['idleLock', '{"idleMinutes":5,"withSystem":false}'],
    ['loans', '{"defaultPeriodDays":14}'],
  ]);
  // What the database itself keeps goes on: counts of notes, roles that move with their desk, what is told once.
  db.exec(`UPDATE request_note SET active = 1; UPDATE desk SET library_id = 1 WHERE id = 2`);
  expect(db.prepare('SELECT active_notes FROM request WHERE id = 1').pluck().get()).toBe(2);
  expect(db.prepare('SELECT DISTINCT library_id FROM operator_role').pluck().all()).toEqual([1]);
  expect(() =>
    db.exec("UPDATE outbox SET recipient = 'partner', kind = 'received', corrected = 0, request_id = 1"),
  ).toThrow('UNIQUE');
  expect(() =>
    db.exec(
      'INSERT INTO operator_role SELECT NULL, operator_id, role, library_id, desk_id FROM operator_role',
    ),
  ).toThrow('UNIQUE');
  const indexes = (of: BetterSqlite3.Database): unknown[] =>
    of
      .prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN (SELECT value FROM json_each(?)) ORDER BY name",
      )
      .all(JSON.stringify([...tables, 'operator_role']));
  expect(indexes(db).map((row) => (row as { name: string }).name)).toEqual(
    indexes(before).map((row) => (row as { name: string }).name),
  );
  // A new kind changes no table.
  db.exec(`UPDATE print_job SET kind = 'one-of-tomorrow', state = 'one-of-tomorrow'`);
  before.close();
  db.close();
});

test('version 120 keeps every message, and what no library had written each of them does without, as it does without notices', () => {
  const op = '0193a5c0-0000-7000-8000-000000000001';
  const at = '2026-11-10T08:00:00.000Z';
  const rows = `${request(1, 'RECEIVED_PHYSICALLY')}
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
      VALUES ('${op}', 'receive', 1, 1, '${at}', 1, '{}', '{}');
    INSERT INTO outbox (id, op_id, request_id, recipient, kind, payload, state, note, attempts, next_at, corrected, created_at,
        updated_at, message_id, letter, partner_id, may_have_left_at, on_purpose) VALUES
      (4, '${op}', 1, 'partner', 'received', '{}', 'sent', 'ok', 1, NULL, 0, '${at}', '${at}', '<m@x>', '{"t":1}', 2, '${at}', 0),
      (8, '${op}', 1, 'patron', 'item-ready', '{"n":2}', 'outdated', '', 2, '${at}', 1, '${at}', '${at}', NULL, NULL, NULL, NULL, 1);
    INSERT INTO library_setting (key, value) VALUES ('loans', '{"defaultPeriodDays":14}'),
      ('lettersWritten', '{"partner-received":false,"partner-lost":true,"patron-renewed":false}');`;
  const before = new BetterSqlite3(':memory:');
  migrate(
    before,
    migrations.filter((migration) => migration.version < 120),
  );
  before.exec(people + rows);
  const db = migrated(120, rows);
  const outbox = (of: BetterSqlite3.Database): unknown[] =>
    of.prepare('SELECT * FROM outbox ORDER BY id').all();
  expect(outbox(db)).toEqual(outbox(before).map((row) => ({ ...(row as object), library_id: null })));
  const notices = ['patron-due-soon', 'patron-loan-overdue', 'patron-hold-ending'];
  const off = ['partner-received', 'patron-renewed', ...notices];
  expect(db.prepare('SELECT letters_off FROM library').pluck().all()).toEqual([
    JSON.stringify(off),
    JSON.stringify(off),
  ]);
  expect(db.prepare('SELECT DISTINCT letters_off FROM partner').pluck().all()).toEqual(['[]']);
  expect(db.prepare('SELECT key FROM library_setting').pluck().all()).toEqual(['loans']);
  // A library that comes later does without notices alone; a message has a step or a library.
  db.exec(`INSERT INTO library (code, name) VALUES ('NEW', 'New')`);
  expect(db.prepare("SELECT letters_off FROM library WHERE code = 'NEW'").pluck().get()).toBe(
    JSON.stringify(notices),
  );
  expect(() => db.exec('UPDATE outbox SET op_id = NULL')).toThrow('CHECK');
  expect(() => db.exec('UPDATE outbox SET library_id = 1')).toThrow('CHECK');
  expect(() =>
    db.exec("UPDATE outbox SET recipient = 'partner', kind = 'received', corrected = 0, partner_id = 2"),
  ).toThrow('UNIQUE');
  before.close();
  db.close();
});

test('version 210 keeps every loan with its dates, and lets one that ended outlive what is known of its patron', () => {
  const rows = `${request(1, 'LOANED')}
    INSERT INTO item (id, request_id, barcode, volume, status, received_at) VALUES
      (1, 1, 'B1', 1, 'on-loan', '2026-11-01T08:00:00.000Z'), (2, 1, 'B2', 2, 'returned-to-partner', '2026-11-01T08:00:00.000Z');
    INSERT INTO loan (id, item_id, patron_id, loaned_on, due_on, ended_on, period_days, renewals, renewal_due_on) VALUES
      (7, 1, 1, '2026-11-02', '2026-12-02', NULL, 28, 1, '2027-01-02'),
      (9, 2, 1, '2026-11-02', '2026-12-01', '2026-11-20', 14, 0, NULL);`;
  const before = new BetterSqlite3(':memory:');
  migrate(
    before,
    migrations.filter((migration) => migration.version < 210),
  );
  before.exec(people + rows);
  const db = migrated(210, rows);
  const loans = (of: BetterSqlite3.Database): unknown[] => of.prepare('SELECT * FROM loan ORDER BY id').all();
  expect(loans(db)).toEqual(loans(before));
  const parts = (of: BetterSqlite3.Database): unknown[] =>
    of
      .prepare(
        `SELECT name, sql FROM sqlite_schema
          WHERE (type = 'trigger' AND name LIKE 'request_patron_due_%') OR (type = 'index' AND name LIKE 'loan_%')
          ORDER BY name`,
      )
      .all();
  expect(parts(db)).toEqual(parts(before));
  expect(db.prepare('SELECT patron_forgotten_at FROM request').pluck().all()).toEqual([null]);
  // The triggers keep the patron's date as before.
  db.exec("UPDATE loan SET due_on = '2026-12-24' WHERE id = 7");
  expect(db.prepare('SELECT patron_due_on FROM request').pluck().get()).toBe('2026-12-24');
  expect(() => db.exec('UPDATE loan SET patron_id = NULL WHERE id = 7')).toThrow('CHECK');
  db.exec('UPDATE loan SET patron_id = NULL WHERE id = 9');
  before.close();
  db.close();
});

test('version 210 lets no patron data go where people work already, before somebody there has chosen it', () => {
  const chosen = (db: BetterSqlite3.Database): unknown =>
    db.prepare("SELECT value FROM library_setting WHERE key = 'patronData'").pluck().get();
  expect(chosen(migrated(210, request(1, 'LOANED')))).toBe('{"afterDays":0}');
  // An empty library begins as new ones do.
  expect(chosen(migrated(210, ''))).toBeUndefined();
});

test('version 260 finds by its indexes what waits under a cancellation, and sets that are out', () => {
  const db = migrated(
    260,
    `${request(1, 'CANCEL_NOT_ACCEPTED')}${request(2, 'REQUEST_SENT')}${request(3, 'CANCEL_REPLY')}
    ${request(4, 'RECEIVED_PHYSICALLY', "volumes_expected = 2, due_stage = 'out'")}${request(5, 'SHIPPED_PHYSICALLY', 'volumes_expected = 2')}`,
  );
  const found = (by: string, where: string): unknown[] =>
    db.prepare(`SELECT id FROM request ${by} WHERE ${where} ORDER BY id`).pluck().all();
  const under = "status IN ('CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED')";
  expect(found('INDEXED BY request_under_cancellation', under)).toEqual([1, 3]);
  const out = "due_stage = 'out' AND volumes_expected > 1";
  expect(found('INDEXED BY request_set_out', out)).toEqual([4]);
});
