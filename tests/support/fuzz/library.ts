import type BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { countOn } from '../../../electron/main/desk/queries/reports/stored-sums.ts';
import { todayWithCube } from '../../../electron/main/desk/queries/list/cube-day.ts';
import { indexBeforeSearch } from '../../../electron/main/desk/store/search-index.service.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { openImportDesk } from '../../electron/files/import-desk.ts';
import { openCopyOf, type TestDesk } from '../desk.ts';
import { quickHash } from '../quick-hash.ts';

/** The demo library with operators of all kinds, on disk; each run of calls works on a copy. */
export type FuzzLibrary = {
  /** Opens a desk on its own copy. */
  readonly openDesk: () => TestDesk;
  /** Restores the initial roles and PINs of all operators. */
  readonly restore: (raw: BetterSqlite3.Database) => void;
  readonly close: () => void;
};

export const demoFile = join(projectFolder, 'resources', 'demo-library.json');

/** The PIN of every operator who has one. */
const knownPin = '2468';

/** Every patron name contains `QP<id>Q`, and every external identifier is `QR<id>Q`, so that answers show whom they name. */
const marks = `
  UPDATE patron SET name = name || ' QP' || id || 'Q', barcode = 'QC' || id || 'Q';
  UPDATE request SET external_id = 'QR' || id || 'Q';`;

/** A third library, patrons that only one library knows, and requests without a pickup location, which belong to where they were made. */
const more = `
  INSERT INTO library (id, code, name) VALUES (3, 'LAW', 'Law Library');
  INSERT INTO desk (id, code, name, library_id) VALUES (6, 'LAW-CIRC', 'Law Desk', 3);
  UPDATE request SET pickup_desk_id = 6 WHERE id % 7 = 0;
  UPDATE request SET pickup_desk_id = NULL, made_at_library_id = 1 + id % 3 WHERE id % 11 = 0;
  UPDATE item SET desk_id = 6 WHERE desk_id IS NOT NULL AND request_id % 7 = 0;
  INSERT INTO patron (barcode, name, library_id) WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 60)
    SELECT 'X' || n, 'Only, ' || n, 1 + n % 3 FROM count;
  INSERT INTO closed_day (library_id, day, note) VALUES (2, '2026-12-25', 'Christmas');`;

/** Conflicts: files have another cost for some requests than this desk. */
const conflicts = `
  INSERT INTO request_note (request_id, author, body, active, created_at, operator_name)
    SELECT id, 'staff', 'A file says of the cost', 1, '2026-11-20T09:00:00.000Z', 'A. Everything' FROM request WHERE id % 5 = 0;
  INSERT INTO file_conflict (request_id, source, field, here, there, note_id, file_name, found_at)
    SELECT request_id, 'alma-list', 'cost', '', 'USD ' || id, id, 'list.csv', created_at FROM request_note WHERE body = 'A file says of the cost';`;

/** Mails of partners with a proposed answer, and mails without a request. */
const mails = `
  UPDATE turn SET heard = 1 WHERE state IN ('asked', 'will-supply');
  INSERT INTO incoming_mail (identity, request_id, turn_id, sender_address, subject, body, proposal, received_at, updated_at)
    SELECT 'mail-' || id, request_id, id, 'ill@north.example', 'About it', 'It was shipped.', '{"kind":"shipped","words":"It was shipped.","day":null}',
           '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.000Z'
      FROM turn WHERE state IN ('asked', 'will-supply');
  INSERT INTO incoming_mail (identity, subject, body, received_at, updated_at)
    SELECT 'mail-of-' || id, 'Hello', 'Where is it?', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.000Z' FROM partner;`;

const people = `
  DELETE FROM operator_role; DELETE FROM operator;
  INSERT INTO operator (id, name) VALUES (1, 'A. Everything'), (2, 'B. Hilltop'), (3, 'C. Desk'), (4, 'D. Shelf'),
    (5, 'E. Nobody'), (6, 'F. Pin'), (7, 'G. Main'), (8, 'H. Law');`;

/** The initial roles of all operators. */
const grants = `
  INSERT OR IGNORE INTO operator (id, name) VALUES (1, 'A. Everything'), (2, 'B. Hilltop'), (7, 'G. Main');
  UPDATE operator SET active = 1;
  UPDATE desk SET active = 1 WHERE id <= 6;
  INSERT OR IGNORE INTO operator_role (operator_id, role, library_id)
    SELECT operator.id, value, library.id FROM operator, library,
           json_each('["circulation-desk-operator", "fulfillment-services-operator", "requests-operator"]')
     WHERE operator.id = 1 OR (operator.id = 2 AND library.id = 2) OR (operator.id = 7 AND library.id = 1);
  INSERT OR IGNORE INTO operator_role (operator_id, role, library_id, desk_id)
    SELECT 3, 'circulation-desk-operator', library_id, id FROM desk WHERE id = 1 AND EXISTS (SELECT 1 FROM operator WHERE id = 3);
  INSERT OR IGNORE INTO operator_role (operator_id, role, library_id)
    SELECT id, CASE id WHEN 4 THEN 'requests-operator' ELSE 'fulfillment-services-operator' END, CASE id WHEN 4 THEN 2 WHEN 6 THEN 1 ELSE 3 END
      FROM operator WHERE id IN (4, 6, 8);
  DELETE FROM operator_role WHERE operator_id = 5;
  DELETE FROM operator_role WHERE operator_id = 2 AND library_id <> 2;
  DELETE FROM operator_role WHERE operator_id = 8 AND library_id <> 3;`;

/** Imports the demo library and prepares it. */
export const makeFuzzLibrary = async (): Promise<FuzzLibrary> => {
  const made = openImportDesk();
  made.db.pragma('synchronous = OFF');
  const report = await made.import(demoFile);
  if (report.outcome !== 'done')
    throw new Error(`The demo library was not imported: ${report.failure ?? ''}`);
  const pinHash = quickHash(knownPin);
  const restore = (raw: BetterSqlite3.Database): void => {
    raw.exec(grants);
    // Operators who manage roles have a PIN.
    raw
      .prepare(
        `UPDATE operator SET pin_hash = ? WHERE id IN (SELECT operator_id FROM operator_role WHERE role = 'fulfillment-services-operator')`,
      )
      .run(pinHash);
  };
  made.db.exec(more + marks + people + conflicts + mails);
  restore(made.db);
  made.db.pragma('wal_checkpoint(TRUNCATE)');
  return { openDesk: () => openCopyOf(made.databaseFile), restore, close: made.close };
};

/** Does in advance what the next read would write, so that a read-only call writes nothing. */
export const upkeep = (desk: TestDesk): void => {
  todayWithCube(desk.context);
  indexBeforeSearch(desk.context.db);
  for (let counting = countOn(desk.context); counting.counted < counting.total;)
    counting = countOn(desk.context);
};
