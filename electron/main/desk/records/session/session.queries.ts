import type { RoleGrant } from '../../../../../shared/domain/roles.ts';
import type { DeskView, OperatorView } from '../../../../../shared/ipc/views.ts';
import { firstDesk } from '../../../../../shared/domain/set-up.ts';
import type { DeskId, LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

type DeskRow = Omit<DeskView, 'holdShelf' | 'receives'> & {
  readonly holdShelf: number;
  readonly receives: number;
};

/** Returns all desks in use, with libraries in insertion order. */
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

/** Returns the ids of all libraries. */
export const listLibraryIds = (db: ReadableDB): LibraryId[] =>
  sql<[], LibraryId>(db, 'SELECT id FROM library ORDER BY id').pluck().all() as LibraryId[];

/** Returns all operators who may sign in, with their roles. */
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

/** A desk and its library. */
type DeskInLibrary = { readonly deskId: DeskId; readonly libraryId: LibraryId };

/** Returns the desk and library of the first start if they were never used; otherwise undefined. */
export const findUnusedFirstDesk = (db: ReadableDB): DeskInLibrary | undefined =>
  sql<[], DeskInLibrary>(
    db,
    `SELECT desk.id AS deskId, library.id AS libraryId
       FROM library JOIN desk ON desk.library_id = library.id
      WHERE library.code = 'LIBRARY' AND library.name = 'My Library' AND desk.code = 'DESK'
        AND library.edited_at IS NULL AND desk.edited_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM desk AS other WHERE other.library_id = library.id AND other.id <> desk.id)
        AND NOT EXISTS (SELECT 1 FROM patron WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM opening_hours WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM closed_day WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM library_setting WHERE library_id = library.id AND key <> 'letters')
        AND NOT EXISTS (SELECT 1 FROM letter_template WHERE library_id = library.id)
        AND NOT EXISTS (SELECT 1 FROM command_log
                         WHERE desk_id = desk.id AND (kind <> 'import' OR answer ->> '$.outcome' = 'running'))
        AND NOT EXISTS (SELECT 1 FROM request WHERE pickup_desk_id = desk.id)
        AND NOT EXISTS (SELECT 1 FROM item
                         WHERE desk_id = desk.id OR destination_desk_id = desk.id OR owning_desk_id = desk.id)`,
  ).get();

/** Returns the desk of the first start if it was never named and nothing was done there except imports; otherwise undefined. */
export const findUnnamedFirstDesk = (db: ReadableDB): DeskId | undefined =>
  sql<[], { readonly id: DeskId }>(
    db,
    `SELECT id FROM desk
      WHERE code = '${firstDesk.code}' AND name = '${firstDesk.name}' AND edited_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM command_log
                         WHERE desk_id = desk.id AND (request_id IS NOT NULL OR answer ->> '$.outcome' = 'running'))
        AND NOT EXISTS (SELECT 1 FROM request WHERE pickup_desk_id = desk.id)
        AND NOT EXISTS (SELECT 1 FROM item
                         WHERE desk_id = desk.id OR destination_desk_id = desk.id OR owning_desk_id = desk.id)`,
  ).get()?.id;

/** Returns the first other desk in use, or undefined. */
export const findOtherDesk = (db: ReadableDB, except: DeskId): DeskInLibrary | undefined =>
  sql<[DeskId], DeskInLibrary>(
    db,
    `SELECT id AS deskId, library_id AS libraryId FROM desk WHERE id <> ? AND active = 1
      ORDER BY library_id, id LIMIT 1`,
  ).get(except);
