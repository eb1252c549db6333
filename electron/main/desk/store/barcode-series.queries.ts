import type { LibraryId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** Takes the next number of a library's series of temporary barcodes: it is never given again. */
export const takeNextBarcode = (db: WritableDB, libraryId: LibraryId): string => {
  const taken = sql<[LibraryId], { readonly prefix: string; readonly number: number }>(
    db,
    `INSERT INTO barcode_series (prefix, next_number)
     SELECT iif(barcode_prefix = '', code || '-T', barcode_prefix), 2 FROM library WHERE id = ?
     ON CONFLICT (prefix) DO UPDATE SET next_number = next_number + 1
     RETURNING prefix, next_number - 1 AS number`,
  ).get(libraryId);
  if (!taken) throw new Error(`There is no library ${libraryId}.`);
  return `${taken.prefix}${String(taken.number).padStart(6, '0')}`;
};

/** Whether a code stands for something already: an item, a request, a patron's card. */
export const isCodeTaken = (db: ReadableDB, code: string): boolean =>
  sql<object>(
    db,
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM item WHERE barcode = @code)
                 OR EXISTS (SELECT 1 FROM request WHERE external_id = @code)
                 OR EXISTS (SELECT 1 FROM patron WHERE barcode = @code)`,
  ).get({ code }) !== undefined;
