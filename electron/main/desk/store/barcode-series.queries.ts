import type { LibraryId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/**
 * Takes the next number of a library's series of temporary barcodes; it is never assigned again. Where workstations share their requests, each
 * has a series of its own: the number of the workstation stands between dashes after the prefix.
 */
export const takeNextBarcode = (db: WritableDB, libraryId: LibraryId): string => {
  const taken = sql<[LibraryId], { readonly prefix: string; readonly number: number }>(
    db,
    `INSERT INTO barcode_series (prefix, next_number)
     SELECT iif(barcode_prefix = '', code || '-T', barcode_prefix) || ifnull((SELECT '-' || workstation || '-' FROM hub_state), ''), 2
       FROM library WHERE id = ?
     ON CONFLICT (prefix) DO UPDATE SET next_number = next_number + 1
     RETURNING prefix, next_number - 1 AS number`,
  ).get(libraryId);
  if (!taken) throw new Error(`There is no library ${libraryId}.`);
  return `${taken.prefix}${String(taken.number).padStart(6, '0')}`;
};

/** Whether a code is already in use by an item, a request or a patron's card. */
export const isCodeTaken = (db: ReadableDB, code: string): boolean =>
  sql<object>(
    db,
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM item WHERE barcode = @code)
                 OR EXISTS (SELECT 1 FROM request WHERE external_id = @code)
                 OR EXISTS (SELECT 1 FROM patron WHERE barcode = @code)`,
  ).get({ code }) !== undefined;

/** A series of temporary barcodes: their prefix, and the next number. */
type BarcodeSeries = { readonly prefix: string; readonly nextNumber: number };

/** Returns all series that have been started. */
export const listBarcodeSeries = (db: ReadableDB): BarcodeSeries[] =>
  sql<[], BarcodeSeries>(
    db,
    'SELECT prefix, next_number AS nextNumber FROM barcode_series ORDER BY id',
  ).all();

/** Starts a series, or raises its next number. Returns whether anything changed: the number never decreases. */
export const raiseBarcodeSeries = (db: WritableDB, { prefix, nextNumber }: BarcodeSeries): boolean =>
  sql<[string, number]>(
    db,
    `INSERT INTO barcode_series (prefix, next_number) VALUES (?, ?)
     ON CONFLICT (prefix) DO UPDATE SET next_number = excluded.next_number WHERE excluded.next_number > next_number`,
  ).run(prefix, nextNumber).changes > 0;
