import type { ReadableDB } from '../../db/types.ts';
import { sql } from '../../db/sql.ts';

/**
 * Tunes the connection for an import. A million rows touch all parts of the indexes, so more pages are cached. Its short transactions do
 * not wait for the disk, so that they release the lock sooner; the whole import is flushed before it is reported. Checkpoints are small,
 * so that commands hardly wait for them, and larger if no staff are working.
 */
export const tuneForImport = (db: ReadableDB, isUnattended: boolean): void => {
  db.pragma(`cache_size = ${isUnattended ? -128_000 : -32_000}`);
  db.pragma('synchronous = NORMAL');
  db.pragma(`wal_autocheckpoint = ${isUnattended ? 16_000 : 500}`);
};

/** Caches more pages during a bulk import, because rows touch them repeatedly. */
export const tuneForRows = (db: ReadableDB): void => {
  db.pragma('cache_size = -64000');
};

/** Caches fewer pages: building an index needs the memory for sorting, and reads each page once. */
export const tuneForBuilding = (db: ReadableDB): void => {
  db.pragma('cache_size = -8000');
};

/** Sorts for indexes in unnamed temporary files rather than in memory, with a second thread. Only before a transaction. */
export const tuneForSorting = (db: ReadableDB): void => {
  db.pragma('temp_store = FILE');
  db.pragma('threads = 2');
};

/** Moves a bulk load from the write-ahead log to the database file, and truncates the log. */
export const emptyLogOfBulk = (db: ReadableDB): void => {
  db.pragma('wal_checkpoint(TRUNCATE)');
};

/** Whether a library has no requests, and no report counts any. */
export const canBeFilled = (db: ReadableDB): boolean =>
  sql<[]>(
    db,
    'SELECT 1 FROM report_state WHERE requests_to = 0 AND NOT EXISTS (SELECT 1 FROM request)',
  ).get() !== undefined;
