import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Whether a library has no request, and no report counts any. */
export const canBeFilled = (db: ReadableDB): boolean =>
  sql<[]>(
    db,
    'SELECT 1 FROM report_state WHERE requests_to = 0 AND NOT EXISTS (SELECT 1 FROM request)',
  ).get() !== undefined;

/** The highest numbers that requests and patrons have; 0 where there are none. */
export const lastNumbers = (db: ReadableDB): { readonly request: number; readonly patron: number } =>
  sql<[], { readonly request: number; readonly patron: number }>(
    db,
    `SELECT ifnull((SELECT max(id) FROM request), 0) AS request, ifnull((SELECT max(id) FROM patron), 0) AS patron`,
  ).get() ?? { request: 0, patron: 0 };

const listKeys = (db: ReadableDB, table: string, column: string): Iterable<string> =>
  sql<[], string>(db, `SELECT ${column} FROM ${table}`).pluck().iterate() as Iterable<string>;

/** Of the tables that are filled: by which column a file looks for rows that are not there yet, and what stands in it. */
export const keysOf = {
  request: { column: 'external_id', list: (db: ReadableDB) => listKeys(db, 'request', 'external_id') },
  item: { column: 'barcode', list: (db: ReadableDB) => listKeys(db, 'item', 'barcode') },
  patron: { column: 'barcode', list: (db: ReadableDB) => listKeys(db, 'patron', 'barcode') },
} as const;
