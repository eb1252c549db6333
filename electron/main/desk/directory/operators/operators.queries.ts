import { listed } from '../../../../../shared/domain/listed.ts';
import type { Role, RoleGrant } from '../../../../../shared/domain/roles.ts';
import { roles } from '../../../../../shared/domain/roles.ts';
import type { DeskId, LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

export type OperatorRow = {
  readonly id: OperatorId;
  readonly name: string;
  readonly active: number;
  readonly hasPin: number;
};

const fields = "id, name, active, pin_hash <> '' AS hasPin";

/** All operators, those who cannot sign in any more included, by name. */
export const listOperatorRows = (db: ReadableDB): OperatorRow[] =>
  sql<[], OperatorRow>(db, `SELECT ${fields} FROM operator ORDER BY name COLLATE NOCASE, id`).all();

export const findOperator = (db: ReadableDB, id: OperatorId): OperatorRow | undefined =>
  sql<[OperatorId], OperatorRow>(db, `SELECT ${fields} FROM operator WHERE id = ?`).get(id);

/** Whether another operator has this name, whatever its case. */
export const isNameTaken = (db: ReadableDB, name: string, exceptId: OperatorId | null): boolean =>
  sql<[string, number]>(db, 'SELECT 1 FROM operator WHERE name = ? COLLATE NOCASE AND id <> ?').get(
    name,
    exceptId ?? 0,
  ) !== undefined;

/** All roles of all operators. */
export const listGrants = (db: ReadableDB): (RoleGrant & { readonly operatorId: OperatorId })[] =>
  sql<[], RoleGrant & { readonly operatorId: OperatorId }>(
    db,
    `SELECT operator_id AS operatorId, role, library_id AS libraryId, desk_id AS deskId FROM operator_role
      ORDER BY operator_id, library_id, role, desk_id`,
  ).all();

export const insertOperator = (db: WritableDB, name: string): OperatorId =>
  Number(sql<[string]>(db, 'INSERT INTO operator (name) VALUES (?)').run(name).lastInsertRowid) as OperatorId;

export const updateOperator = (db: WritableDB, id: OperatorId, name: string, active: boolean): void => {
  sql<[string, number, OperatorId]>(db, 'UPDATE operator SET name = ?, active = ? WHERE id = ?').run(
    name,
    Number(active),
    id,
  );
};

/** Gives an operator exactly these roles. */
export const putGrants = (db: WritableDB, id: OperatorId, grants: readonly RoleGrant[]): void => {
  sql<[OperatorId]>(db, 'DELETE FROM operator_role WHERE operator_id = ?').run(id);
  for (const { role, libraryId, deskId } of grants)
    sql<[OperatorId, Role, LibraryId, DeskId | null]>(
      db,
      'INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES (?, ?, ?, ?)',
    ).run(id, listed(roles, role), libraryId, deskId);
};

/** Removes an operator with their roles and saved views. @throws SqliteError when a step names them. */
export const deleteOperator = (db: WritableDB, id: OperatorId): void => {
  sql<[OperatorId]>(db, 'DELETE FROM operator_role WHERE operator_id = ?').run(id);
  sql<[OperatorId]>(db, 'DELETE FROM saved_view WHERE operator_id = ?').run(id);
  sql<[OperatorId]>(db, 'DELETE FROM operator WHERE id = ?').run(id);
};

/** How many steps an operator took. */
export const countSteps = (db: ReadableDB, id: OperatorId): number =>
  sql<[OperatorId], { readonly n: number }>(
    db,
    'SELECT count(*) AS n FROM command_log WHERE operator_id = ?',
  ).get(id)?.n ?? 0;

type Named = { readonly id: number; readonly name: string; readonly libraryId: LibraryId };

/** The names of libraries. */
export const listLibraryNames = (db: ReadableDB): { readonly id: LibraryId; readonly name: string }[] =>
  sql<[], { readonly id: LibraryId; readonly name: string }>(db, 'SELECT id, name FROM library').all();

/** Which desk belongs to which library. */
export const listDeskLibraries = (db: ReadableDB): Named[] =>
  sql<[], Named>(db, 'SELECT id, name, library_id AS libraryId FROM desk').all();
