import type { DeskId, LibraryId } from '../../../../../shared/domain/ids.ts';
import { selectShelfOfLibrary } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** The first desk of a library that has a hold shelf and is in use. */
export const findShelfOfLibrary = (
  db: ReadableDB,
  libraryId: LibraryId,
): { readonly id: DeskId; readonly name: string } | undefined =>
  sql<[LibraryId], { readonly id: DeskId; readonly name: string }>(db, selectShelfOfLibrary).get(libraryId);

/** The name of a desk; empty when there is none. */
export const deskName = (db: ReadableDB, id: DeskId): string =>
  sql<[DeskId], { readonly name: string }>(db, 'SELECT name FROM desk WHERE id = ?').get(id)?.name ?? '';

/** The desk, if it is in use; otherwise null: nobody can stand there. */
export const deskInUse = (db: ReadableDB, id: DeskId | null): DeskId | null =>
  sql<[DeskId | null], { readonly id: DeskId }>(db, 'SELECT id FROM desk WHERE id = ? AND active = 1').get(id)
    ?.id ?? null;
