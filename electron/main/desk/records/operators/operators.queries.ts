import type { LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Returns how many steps an operator took. */
export const countSteps = (db: ReadableDB, id: OperatorId): number =>
  sql<[OperatorId], { readonly n: number }>(
    db,
    'SELECT count(*) AS n FROM command_log WHERE operator_id = ?',
  ).get(id)?.n ?? 0;

type Named = { readonly id: number; readonly name: string; readonly libraryId: LibraryId };

/** Returns the names of libraries. */
export const listLibraryNames = (db: ReadableDB): { readonly id: LibraryId; readonly name: string }[] =>
  sql<[], { readonly id: LibraryId; readonly name: string }>(db, 'SELECT id, name FROM library').all();

/** Returns the desks with their libraries. */
export const listDeskLibraries = (db: ReadableDB): Named[] =>
  sql<[], Named>(db, 'SELECT id, name, library_id AS libraryId FROM desk').all();
