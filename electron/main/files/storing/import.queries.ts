import type { ReadableDB } from '../../db/types.ts';
import { sql } from '../../db/sql.ts';

/**
 * A million rows touch the indexes all over: the connection keeps more pages in memory. Its short transactions do not wait for
 * the disk, so that they let go of the lock sooner; the whole import is put there before it is reported. What they write is moved
 * into the database in small pieces, for which a step hardly has to wait; in larger ones where nobody takes a step.
 */
export const tuneForImport = (db: ReadableDB, isUnattended: boolean): void => {
  db.pragma(`cache_size = ${isUnattended ? -128_000 : -32_000}`);
  db.pragma('synchronous = NORMAL');
  db.pragma(`wal_autocheckpoint = ${isUnattended ? 16_000 : 500}`);
};

/** Pages that rows touch again and again stay in memory while they are stored in bulk. */
export const tuneForRows = (db: ReadableDB): void => {
  db.pragma('cache_size = -64000');
};

/** To build an index needs its memory for sorting, and passes each page once. */
export const tuneForBuilding = (db: ReadableDB): void => {
  db.pragma('cache_size = -8000');
};

/**
 * What an index is sorted by goes into files that have no names, not into memory, and a second thread sorts while rows are read. Before
 * a transaction only.
 */
export const tuneForSorting = (db: ReadableDB): void => {
  db.pragma('temp_store = FILE');
  db.pragma('threads = 2');
};

/** Puts what a load in bulk stored from the log into the database file, and the room of the log back to the disk. */
export const emptyLogOfBulk = (db: ReadableDB): void => {
  db.pragma('wal_checkpoint(TRUNCATE)');
};

/** Whether a library has no request, and no report counts any. */
export const canBeFilled = (db: ReadableDB): boolean =>
  sql<[]>(
    db,
    'SELECT 1 FROM report_state WHERE requests_to = 0 AND NOT EXISTS (SELECT 1 FROM request)',
  ).get() !== undefined;
