import type { RoleGrant } from '../../../../shared/domain/roles.ts';
import { roles } from '../../../../shared/domain/roles.ts';
import type { DeskView, OperatorView } from '../../../../shared/ipc/views.ts';
import type { DeskId, LibraryId, OperatorId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

type DeskRow = Omit<DeskView, 'holdShelf' | 'receives'> & {
  readonly holdShelf: number;
  readonly receives: number;
};

/** All desks, libraries in the order in which they came. */
export const listDesks = (db: ReadableDB): DeskView[] =>
  sql<[], DeskRow>(
    db,
    `SELECT desk.id, desk.name, library_id AS libraryId, library.name AS libraryName,
            hold_shelf AS holdShelf, receives
       FROM desk JOIN library ON library.id = desk.library_id
      ORDER BY desk.library_id, desk.id`,
  )
    .all()
    .map((row) => ({ ...row, holdShelf: row.holdShelf === 1, receives: row.receives === 1 }));

/** All operators with their roles. */
export const listOperators = (db: ReadableDB): OperatorView[] => {
  const grants = sql<[], RoleGrant & { readonly operatorId: OperatorId }>(
    db,
    `SELECT operator_id AS operatorId, role, library_id AS libraryId, desk_id AS deskId FROM operator_role
      ORDER BY operator_id, role, library_id, desk_id`,
  ).all();
  return sql<[], { readonly id: OperatorId; readonly name: string }>(
    db,
    'SELECT id, name FROM operator ORDER BY id',
  )
    .all()
    .map(({ id, name }) => ({
      id,
      name,
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

/** Gives an operator every role in every library. */
export const grantEverything = (db: WritableDB, operatorId: OperatorId): void => {
  for (const role of Object.keys(roles))
    sql<[OperatorId, string]>(
      db,
      'INSERT OR IGNORE INTO operator_role (operator_id, role, library_id) SELECT ?, ?, id FROM library',
    ).run(operatorId, role);
};

/** Removes the desk and library of the first start, if nothing was ever done with them. Says whether it did. */
export const removeUnusedFirstDesk = (db: WritableDB): boolean => {
  const first = sql<[], { readonly deskId: DeskId; readonly libraryId: LibraryId }>(
    db,
    `SELECT desk.id AS deskId, library.id AS libraryId
       FROM library JOIN desk ON desk.library_id = library.id
      WHERE library.code = 'LIBRARY' AND library.name = 'My Library' AND desk.code = 'DESK'
        AND (SELECT count(*) FROM desk) > 1
        AND NOT EXISTS (SELECT 1 FROM desk AS other WHERE other.library_id = library.id AND other.id <> desk.id)
        AND NOT EXISTS (SELECT 1 FROM patron WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM command_log WHERE desk_id = desk.id)
        AND NOT EXISTS (SELECT 1 FROM request WHERE pickup_desk_id = desk.id)
        AND NOT EXISTS (SELECT 1 FROM item
                         WHERE desk_id = desk.id OR destination_desk_id = desk.id OR owning_desk_id = desk.id)`,
  ).get();
  if (!first) return false;
  sql<[LibraryId]>(db, 'DELETE FROM operator_role WHERE library_id = ?').run(first.libraryId);
  sql<[DeskId]>(db, 'DELETE FROM desk WHERE id = ?').run(first.deskId);
  sql<[LibraryId]>(db, 'DELETE FROM library WHERE id = ?').run(first.libraryId);
  return true;
};
