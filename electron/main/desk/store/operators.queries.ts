import type { DeskId, Instant, LibraryId, OperatorId } from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import { type Role, type RoleGrant, roles } from '../../../../shared/domain/roles.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { deleteViewsOf } from './saved-views.queries.ts';

/** An operator; of the PIN, only whether there is one. */
export type OperatorRow = {
  readonly id: OperatorId;
  readonly name: string;
  readonly active: number;
  readonly hasPin: number;
};

const fields = "id, name, active, pin_hash <> '' AS hasPin";

/** Returns all operators, including those who may no longer sign in, by name. */
export const listOperatorRows = (db: ReadableDB): OperatorRow[] =>
  sql<[], OperatorRow>(db, `SELECT ${fields} FROM operator ORDER BY name COLLATE NOCASE, id`).all();

/** Returns an operator, or undefined. */
export const findOperator = (db: ReadableDB, id: OperatorId): OperatorRow | undefined =>
  sql<[OperatorId], OperatorRow>(db, `SELECT ${fields} FROM operator WHERE id = ?`).get(id);

/** Whether another operator has this name, ignoring case. */
export const isNameTaken = (db: ReadableDB, name: string, exceptId: OperatorId | null): boolean =>
  sql<[string, number]>(db, 'SELECT 1 FROM operator WHERE name = ? COLLATE NOCASE AND id <> ?').get(
    name,
    exceptId ?? 0,
  ) !== undefined;

/** Returns all roles of all operators. */
export const listGrants = (db: ReadableDB): (RoleGrant & { readonly operatorId: OperatorId })[] =>
  sql<[], RoleGrant & { readonly operatorId: OperatorId }>(
    db,
    `SELECT operator_id AS operatorId, role, library_id AS libraryId, desk_id AS deskId FROM operator_role
      ORDER BY operator_id, library_id, role, desk_id`,
  ).all();

/** Inserts an operator, who may sign in and has no role and no PIN. */
export const insertOperator = (db: WritableDB, name: string): OperatorId =>
  Number(
    sql<[number | null, string]>(db, 'INSERT INTO operator (id, name) VALUES (?, ?)').run(
      newId(db, 'operator'),
      name,
    ).lastInsertRowid,
  ) as OperatorId;

/** Updates the name of an operator and whether they may sign in. */
export const updateOperator = (db: WritableDB, id: OperatorId, name: string, active: boolean): void => {
  sql<[string, number, OperatorId]>(db, 'UPDATE operator SET name = ?, active = ? WHERE id = ?').run(
    name,
    Number(active),
    id,
  );
};

/**
 * Sets the roles of an operator. Roles that they already have are left alone, so that a change of roles in one library writes none of
 * another.
 */
export const putGrants = (db: WritableDB, id: OperatorId, grants: readonly RoleGrant[]): void => {
  const keyOf = ({ role, libraryId, deskId }: RoleGrant): string => `${role} ${libraryId} ${deskId ?? 0}`;
  const wanted = new Set(grants.map(keyOf));
  const had = listGrants(db).filter(({ operatorId }) => operatorId === id);
  for (const grant of had.filter((one) => !wanted.has(keyOf(one))))
    sql<[OperatorId, Role, LibraryId, number]>(
      db,
      'DELETE FROM operator_role WHERE operator_id = ? AND role = ? AND library_id = ? AND ifnull(desk_id, 0) = ?',
    ).run(id, grant.role, grant.libraryId, grant.deskId ?? 0);
  const has = new Set(had.map(keyOf));
  for (const { role, libraryId, deskId } of grants.filter((one) => !has.has(keyOf(one))))
    insertGrant(db, id, { role: listed(roles, role), libraryId, deskId });
};

const insertGrant = (db: WritableDB, id: OperatorId, { role, libraryId, deskId }: RoleGrant): void => {
  sql<object>(
    db,
    `INSERT INTO operator_role (id, operator_id, role, library_id, desk_id)
     VALUES (@id, @operatorId, @role, @libraryId, @deskId)`,
  ).run({ id: newId(db, 'operator_role'), operatorId: id, role, libraryId, deskId });
};

/** Grants an operator every role in every library in which no active operator has one. */
export const grantNewLibraries = (db: WritableDB, operatorId: OperatorId): void => {
  const without = sql<[], LibraryId>(
    db,
    `SELECT id FROM library WHERE NOT EXISTS (
       SELECT 1 FROM operator_role JOIN operator ON operator.id = operator_id AND active = 1 WHERE library_id = library.id)`,
  )
    .pluck()
    .all();
  for (const libraryId of without)
    for (const role of Object.keys(roles) as Role[])
      insertGrant(db, operatorId, { role, libraryId, deskId: null });
};

/** Removes all roles in a library. */
export const deleteGrantsInLibrary = (db: WritableDB, libraryId: LibraryId): void => {
  sql<[LibraryId]>(db, 'DELETE FROM operator_role WHERE library_id = ?').run(libraryId);
};

/** Removes all roles at a desk. */
export const deleteGrantsAtDesk = (db: WritableDB, deskId: DeskId): void => {
  sql<[DeskId]>(db, 'DELETE FROM operator_role WHERE desk_id = ?').run(deskId);
};

/** Removes an operator with their roles and saved views. @throws SqliteError if a step refers to them. */
export const deleteOperator = (db: WritableDB, id: OperatorId): void => {
  sql<[OperatorId]>(db, 'DELETE FROM operator_role WHERE operator_id = ?').run(id);
  deleteViewsOf(db, id);
  sql<[OperatorId]>(db, 'DELETE FROM operator WHERE id = ?').run(id);
};

/** The stored state of a PIN. */
type PinState = {
  readonly hash: string;
  readonly failures: number;
  readonly waitUntil: Instant | null;
};

/** Returns the stored state of an operator's PIN, or undefined for an operator who cannot sign in. */
export const findPin = (db: ReadableDB, operatorId: OperatorId): PinState | undefined =>
  sql<[OperatorId], PinState>(
    db,
    `SELECT pin_hash AS hash, pin_failures AS failures, pin_wait_until AS waitUntil
       FROM operator WHERE id = ? AND active = 1`,
  ).get(operatorId);

/** Records how many wrong PINs were entered in a row, and until when no PIN is checked. */
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

/** Stores another hash of the same PIN, unless the PIN was changed in the meantime. */
export const replaceHash = (db: WritableDB, operatorId: OperatorId, before: string, after: string): void => {
  sql<[string, OperatorId, string]>(db, 'UPDATE operator SET pin_hash = ? WHERE id = ? AND pin_hash = ?').run(
    after,
    operatorId,
    before,
  );
};

/** Stores the hash of a PIN; empty: no PIN. */
export const putPin = (db: WritableDB, operatorId: OperatorId, hash: string): void => {
  sql<[string, OperatorId]>(
    db,
    'UPDATE operator SET pin_hash = ?, pin_failures = 0, pin_wait_until = NULL WHERE id = ?',
  ).run(hash, operatorId);
};
