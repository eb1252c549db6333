import type { DeskId, LibraryId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** Whether a patron's card has this barcode. */
export const isPatronCard = (db: ReadableDB, code: string): boolean =>
  sql<[string]>(db, 'SELECT 1 FROM patron WHERE barcode = ?').get(code) !== undefined;

/** A desk, in use or not. */
export type DeskRow = {
  readonly id: DeskId;
  readonly name: string;
  readonly libraryId: LibraryId;
  readonly active: 0 | 1;
};

/** A desk, or undefined. */
export const findDesk = (db: ReadableDB, id: DeskId): DeskRow | undefined =>
  sql<[DeskId], DeskRow>(db, 'SELECT id, name, library_id AS libraryId, active FROM desk WHERE id = ?').get(
    id,
  );

/** The first desk of a library that has a hold shelf and is in use, or undefined. */
export const findShelfOfLibrary = (
  db: ReadableDB,
  libraryId: LibraryId,
): { readonly id: DeskId; readonly name: string } | undefined =>
  sql<[LibraryId], { readonly id: DeskId; readonly name: string }>(
    db,
    'SELECT id, name FROM desk WHERE library_id = ? AND hold_shelf = 1 AND active = 1 ORDER BY id LIMIT 1',
  ).get(libraryId);
