import BetterSqlite3 from 'better-sqlite3';
import { captureChanges } from './change-capture.ts';
import type { ReadableDB, WritableDB } from './types.ts';

/** How long a writer waits for another connection's lock before it reports `SQLITE_BUSY`. */
export const busyTimeoutMs = 5_000;

/**
 * Opens a connection with the settings that every connection of ours has.
 * @param file path of the database; it is made when missing.
 * @param lockWaitMs how long this connection waits for another program's lock.
 * @throws SqliteError (not a database, read-only folder, …).
 */
export const connect = (file: string, lockWaitMs: number = busyTimeoutMs): BetterSqlite3.Database => {
  const db = new BetterSqlite3(file, { timeout: lockWaitMs });
  try {
    db.pragma('journal_mode = WAL');
    // FULL: a step that was confirmed is on the disk, whatever happens to the power.
    db.pragma('synchronous = FULL');
    // Written back into the database in larger portions, so that a clerk's step rarely waits for it; at most 20 MB wait.
    db.pragma('wal_autocheckpoint = 5000');
    db.pragma('foreign_keys = ON');
    // The table that names the running step is temporary: it needs no file.
    db.pragma('temp_store = MEMORY');
    db.pragma('trusted_schema = OFF');
    return db;
  } catch (error) {
    // An open handle would keep the file from being set aside.
    db.close();
    throw error;
  }
};

/** Makes a migrated connection the one on which steps of staff run: their changes are logged for undo. */
export const asDeskDatabase = (db: BetterSqlite3.Database): ReadableDB => {
  captureChanges(db);
  return db as ReadableDB;
};

/**
 * Runs `work` in one `BEGIN IMMEDIATE` transaction: all of it is stored, or, when it throws, nothing.
 * The only place that hands out a WritableDB.
 */
export const inTransaction = <T>(db: ReadableDB, work: (db: WritableDB) => T): T =>
  db.transaction(() => work(db as WritableDB)).immediate();
