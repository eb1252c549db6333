import type { DeskId, LibraryId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** The first desk of a library that has a hold shelf and is in use. */
export const findShelfOfLibrary = (
  db: ReadableDB,
  libraryId: LibraryId,
): { readonly id: DeskId; readonly name: string } | undefined =>
  sql<[LibraryId], { readonly id: DeskId; readonly name: string }>(
    db,
    'SELECT id, name FROM desk WHERE library_id = ? AND hold_shelf = 1 AND active = 1 ORDER BY id LIMIT 1',
  ).get(libraryId);

/** The name of a desk; empty when there is none. */
export const deskName = (db: ReadableDB, id: DeskId): string =>
  sql<[DeskId], { readonly name: string }>(db, 'SELECT name FROM desk WHERE id = ?').get(id)?.name ?? '';
