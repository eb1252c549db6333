import type { RoleGrant } from '../../../../../shared/domain/roles.ts';
import { roles } from '../../../../../shared/domain/roles.ts';
import type { DeskView, OperatorView } from '../../../../../shared/ipc/views.ts';
import type { DeskId, Instant, LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { moveCommandsOfDesk } from '../../store/command-log.queries.ts';
import { moveRequestsMadeAt } from '../../store/requests.queries.ts';

type DeskRow = Omit<DeskView, 'holdShelf' | 'receives'> & {
  readonly holdShelf: number;
  readonly receives: number;
};

/** All desks at which somebody can work, libraries in the order in which they came. */
export const listDesks = (db: ReadableDB): DeskView[] =>
  sql<[], DeskRow>(
    db,
    `SELECT desk.id, desk.name, library_id AS libraryId, library.name AS libraryName,
            hold_shelf AS holdShelf, receives
       FROM desk JOIN library ON library.id = desk.library_id
      WHERE desk.active = 1
      ORDER BY desk.library_id, desk.id`,
  )
    .all()
    .map((row) => ({ ...row, holdShelf: row.holdShelf === 1, receives: row.receives === 1 }));

/** The ids of all libraries. */
export const listLibraryIds = (db: ReadableDB): LibraryId[] =>
  sql<[], LibraryId>(db, 'SELECT id FROM library ORDER BY id').pluck().all() as LibraryId[];

/** All operators who may sign in, with their roles. */
export const listOperators = (db: ReadableDB): OperatorView[] => {
  const grants = sql<[], RoleGrant & { readonly operatorId: OperatorId }>(
    db,
    `SELECT operator_id AS operatorId, role, library_id AS libraryId, desk_id AS deskId FROM operator_role
      ORDER BY operator_id, role, library_id, desk_id`,
  ).all();
  return sql<[], { readonly id: OperatorId; readonly name: string; readonly hasPin: number }>(
    db,
    "SELECT id, name, pin_hash <> '' AS hasPin FROM operator WHERE active = 1 ORDER BY id",
  )
    .all()
    .map(({ id, name, hasPin }) => ({
      id,
      name,
      hasPin: hasPin === 1,
      grants: grants
        .filter((grant) => grant.operatorId === id)
        .map(({ role, libraryId, deskId }) => ({ role, libraryId, deskId })),
    }));
};

/** The first library and its desk, for a database that has none. */
export const insertFirstDesk = (db: WritableDB): void => {
  const library = sql<[]>(db, "INSERT INTO library (code, name) VALUES ('LIBRARY', 'My Library')").run();
  sql<[number]>(db, "INSERT INTO desk (code, name, library_id) VALUES ('DESK', 'Circulation Desk', ?)").run(
    Number(library.lastInsertRowid),
  );
};

/** The first operator, for a database that has none. */
export const insertFirstOperator = (db: WritableDB): void => {
  sql<[]>(db, "INSERT INTO operator (name) VALUES ('Operator')").run();
};

/** Gives an operator every role in every library in which nobody has one. */
export const grantNewLibraries = (db: WritableDB, operatorId: OperatorId): void => {
  sql<[OperatorId, string]>(
    db,
    `INSERT INTO operator_role (operator_id, role, library_id)
     SELECT ?, role.value, library.id FROM library, json_each(?) AS role
      WHERE NOT EXISTS (SELECT 1 FROM operator_role WHERE library_id = library.id)`,
  ).run(operatorId, JSON.stringify(Object.keys(roles)));
};

export type PinState = {
  readonly hash: string;
  readonly failures: number;
  readonly waitUntil: Instant | null;
};

/** What is kept of an operator's PIN, or undefined for somebody who cannot sign in. */
export const findPin = (db: ReadableDB, operatorId: OperatorId): PinState | undefined =>
  sql<[OperatorId], PinState>(
    db,
    `SELECT pin_hash AS hash, pin_failures AS failures, pin_wait_until AS waitUntil
       FROM operator WHERE id = ? AND active = 1`,
  ).get(operatorId);

/** Notes how many wrong PINs came in a row, and until when none is looked at. */
export const notePinFailures = (
  db: WritableDB,
  operatorId: OperatorId,
  failures: number,
  waitUntil: Instant | null,
): void => {
  sql<[number, Instant | null, OperatorId]>(
    db,
    'UPDATE operator SET pin_failures = ?, pin_wait_until = ? WHERE id = ?',
  ).run(failures, waitUntil, operatorId);
};

/** Keeps another hash of the same PIN, unless the PIN was changed meanwhile. */
export const replaceHash = (db: WritableDB, operatorId: OperatorId, before: string, after: string): void => {
  sql<[string, OperatorId, string]>(db, 'UPDATE operator SET pin_hash = ? WHERE id = ? AND pin_hash = ?').run(
    after,
    operatorId,
    before,
  );
};

/** Keeps a PIN's hash; empty: no PIN. */
export const putPin = (db: WritableDB, operatorId: OperatorId, hash: string): void => {
  sql<[string, OperatorId]>(
    db,
    'UPDATE operator SET pin_hash = ?, pin_failures = 0, pin_wait_until = NULL WHERE id = ?',
  ).run(hash, operatorId);
};

/**
 * Removes the desk and library of the first start, if nobody ever worked there. Says whether it did. What files brought in while
 * somebody stood there, and the lines of those imports, go to the first other desk.
 */
export const removeUnusedFirstDesk = (db: WritableDB): boolean => {
  const first = sql<[], FirstDesk>(
    db,
    `SELECT desk.id AS deskId, library.id AS libraryId
       FROM library JOIN desk ON desk.library_id = library.id
      WHERE library.code = 'LIBRARY' AND library.name = 'My Library' AND desk.code = 'DESK'
        AND library.edited_at IS NULL AND desk.edited_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM desk AS other WHERE other.library_id = library.id AND other.id <> desk.id)
        AND NOT EXISTS (SELECT 1 FROM patron WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM opening_hours WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM closed_day WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM command_log
                         WHERE desk_id = desk.id AND (kind <> 'import' OR answer ->> '$.outcome' = 'running'))
        AND NOT EXISTS (SELECT 1 FROM request WHERE pickup_desk_id = desk.id)
        AND NOT EXISTS (SELECT 1 FROM item
                         WHERE desk_id = desk.id OR destination_desk_id = desk.id OR owning_desk_id = desk.id)`,
  ).get();
  const other = first && findOtherDesk(db, first.deskId);
  if (!first || !other) return false;
  moveRequestsMadeAt(db, first.libraryId, other.libraryId);
  moveCommandsOfDesk(db, first.deskId, other.deskId);
  sql<[LibraryId]>(db, 'DELETE FROM operator_role WHERE library_id = ?').run(first.libraryId);
  sql<[DeskId]>(db, 'DELETE FROM desk WHERE id = ?').run(first.deskId);
  sql<[LibraryId]>(db, 'DELETE FROM library WHERE id = ?').run(first.libraryId);
  return true;
};

type FirstDesk = { readonly deskId: DeskId; readonly libraryId: LibraryId };

const findOtherDesk = (db: WritableDB, except: DeskId): FirstDesk | undefined =>
  sql<[DeskId], FirstDesk>(
    db,
    `SELECT id AS deskId, library_id AS libraryId FROM desk WHERE id <> ? AND active = 1
      ORDER BY library_id, id LIMIT 1`,
  ).get(except);
