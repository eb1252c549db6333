import BetterSqlite3 from 'better-sqlite3';
import { captureChanges } from './change-capture.ts';
import { nextGeneration, noteLogUsed } from './file-identity.ts';
import { captureForHub, isSharing } from './hub-capture.ts';
import { discardReservedIds, useOwnIdRange } from './new-id.ts';
import { assertSameFile, watchFile } from './opened-file.ts';
import { noteDeferring, sql } from './sql.ts';
import type { ReadableDB, WritableDB } from './types.ts';

/** How long a worker thread waits for another connection's lock before it reports `SQLITE_BUSY`. */
export const busyTimeoutMs = 5_000;

/**
 * How long the connection of the main process waits: the window is blocked in the meantime. Callers that can wait longer use `retryOnBusy`.
 */
export const deskBusyTimeoutMs = 50;

/**
 * Opens a connection with the settings that all connections share.
 * @param file path of the database; it is created if missing, unless it must exist.
 * @param lockWaitMs how long this connection waits for another program's lock.
 * @throws SqliteError (not a database, read-only folder, …).
 */
export const connect = (
  file: string,
  lockWaitMs: number = busyTimeoutMs,
  mustExist = false,
): BetterSqlite3.Database => {
  const db = new BetterSqlite3(file, { timeout: lockWaitMs, fileMustExist: mustExist });
  try {
    db.pragma('journal_mode = WAL');
    // FULL: a confirmed step is on the disk, even after a power cut.
    db.pragma('synchronous = FULL');
    // The log is merged in larger portions, so that a step at the desk rarely waits for it; at most 20 MB accumulate.
    db.pragma('wal_autocheckpoint = 5000');
    db.pragma('foreign_keys = ON');
    // The temporary table that names the running step needs no file.
    db.pragma('temp_store = MEMORY');
    db.pragma('trusted_schema = OFF');
    // A deleted patron is also overwritten in the file.
    db.pragma('secure_delete = ON');
    watchFile(db);
    return db;
  } catch (error) {
    // An open handle would prevent the file from being set aside.
    db.close();
    throw error;
  }
};

/**
 * Prepares a migrated connection for steps of staff: their changes are logged for undo, and for the hub if this workstation shares its
 * requests.
 */
export const asDeskDatabase = (db: BetterSqlite3.Database): ReadableDB => {
  captureChanges(db);
  if (isSharing(db)) {
    captureForHub(db);
    useOwnIdRange(db as ReadableDB);
  }
  return db as ReadableDB;
};

const atEnd = new WeakMap<BetterSqlite3.Database, (db: WritableDB) => void>();

/** Runs work at the end of each transaction of the connection, inside it, before it commits. */
export const atEndOfTransactions = (db: BetterSqlite3.Database, work: (db: WritableDB) => void): void => {
  atEnd.set(db, work);
};

/** Connections that have written to the write-ahead log since it was last merged into the file. */
const logUsed = new WeakSet<BetterSqlite3.Database>();
const wroteAt = new WeakMap<BetterSqlite3.Database, number>();

/**
 * Runs `work` in one `BEGIN IMMEDIATE` transaction: all of it is stored or, if it throws, nothing. The only place that hands out a
 * WritableDB.
 * @throws DatabaseGoneError if the file is no longer where it was opened: nothing is read or stored then.
 */
export const inTransaction = <T>(db: ReadableDB, work: (db: WritableDB) => T): T => {
  const isWithin = db.inTransaction;
  if (!isWithin) assertSameFile(db);
  const whole = (writable: WritableDB): T => {
    const result = work(writable);
    if (!isWithin) atEnd.get(db)?.(writable);
    return result;
  };
  try {
    if (isWithin) return db.transaction(() => whole(db as WritableDB))();
    if (logUsed.has(db)) return noted(db, db.transaction(() => whole(db as WritableDB)).immediate());
    return withFirstUse(db, whole);
  } catch (error) {
    discardReservedIds(db);
    throw error;
  } finally {
    if (!isWithin) noteDeferring(db, false);
  }
};

/**
 * Must be called inside a transaction: runs work in a savepoint. If it fails as `mayFail` expects, only the work is rolled back.
 * @returns whether it succeeded. @throws unexpected errors.
 */
export const savepoint = (
  db: WritableDB,
  work: () => void,
  mayFail: (error: unknown) => boolean,
): boolean => {
  try {
    db.transaction(work)();
    return true;
  } catch (error) {
    discardReservedIds(db);
    if (!mayFail(error)) throw error;
    return false;
  }
};

/** Must be called inside a transaction: lets rows refer to rows that are inserted later in it. */
export const deferForeignKeys = (db: WritableDB): void => {
  // SQLite applies this when it parses the statement. Running it would make SQLite re-plan every statement of the connection, which takes a
  // millisecond for each that changes a row.
  db.prepare('PRAGMA defer_foreign_keys = ON');
  noteDeferring(db, true);
};

/** Values of `PRAGMA synchronous`: FULL waits for the disk at each commit, NORMAL only at checkpoints. */
const synchronous = { full: 2, normal: 1 } as const;

/**
 * Runs work that is repeated if a power cut loses it: it is stored atomically, but without waiting for the disk. The next regular commit
 * also syncs it.
 */
export const withSynchronousNormal = <T>(db: ReadableDB, work: () => T): T => {
  // The first use of the log must be synced: otherwise the loss of the log would go unnoticed.
  if (db.inTransaction || !logUsed.has(db) || db.pragma('synchronous', { simple: true }) !== synchronous.full)
    return work();
  db.pragma(`synchronous = ${synchronous.normal}`);
  try {
    return work();
  } finally {
    db.pragma(`synchronous = ${synchronous.full}`);
  }
};

const noted = <T>(db: ReadableDB, result: T): T => {
  wroteAt.set(db, performance.now());
  return result;
};

// The first change since the log was empty begins the next generation, so that a lost log is noticed.
const withFirstUse = <T>(db: ReadableDB, work: (db: WritableDB) => T): T => {
  const changes = sql<[], number>(db, 'SELECT total_changes()').pluck();
  let generation: number | null = null;
  const result = db
    .transaction(() => {
      const before = changes.get();
      const done = work(db as WritableDB);
      if (changes.get() !== before) generation = nextGeneration(db);
      return done;
    })
    .immediate();
  if (generation !== null) noteFirstUse(db, generation);
  return noted(db, result);
};

const noteFirstUse = (db: ReadableDB, generation: number): void => {
  logUsed.add(db);
  noteLogUsed(db.name, generation);
};

/** A transaction that stays open across calls. `inTransaction` calls in between become part of it. */
type OpenTransaction = {
  /** Stores all of it. @throws SqliteError; nothing of it is stored then. */
  readonly commit: () => void;
  /** Stores nothing of it. */
  readonly rollBack: () => void;
};

/**
 * Begins a transaction for work that waits in between, for example for a file. Others see the previous state until it is over. Work
 * registered with `atEndOfTransactions` does not run at its end.
 * @throws as `inTransaction`.
 */
export const openTransaction = (db: ReadableDB): OpenTransaction => {
  assertSameFile(db);
  db.exec('BEGIN IMMEDIATE');
  const rollBack = (): void => {
    discardReservedIds(db);
    // A full disk has already ended it.
    if (db.inTransaction) db.exec('ROLLBACK');
    noteDeferring(db, false);
  };
  return {
    commit: () => {
      try {
        const generation = logUsed.has(db) ? null : nextGeneration(db);
        db.exec('COMMIT');
        noteDeferring(db, false);
        if (generation !== null) noteFirstUse(db, generation);
        noted(db, null);
      } catch (error) {
        rollBack();
        throw error;
      }
    },
    rollBack,
  };
};

/** Returns when a connection's last transaction ended, on the clock of `performance.now()`; null before the first. */
export const lastCommitAt = (db: BetterSqlite3.Database): number | null => wroteAt.get(db) ?? null;

/** Records that everything is in the file: the next change counts as the first use of the log again. */
export const noteLogEmpty = (db: BetterSqlite3.Database): void => {
  logUsed.delete(db);
};

/** Turns foreign key checks off until `foreignKeysOn`. Only outside a transaction. */
export const foreignKeysOff = (db: ReadableDB): void => {
  db.pragma('foreign_keys = OFF');
};

/**
 * Checks all foreign keys in one pass: checking millions of rows one by one, while their parents come later, takes ever longer the more
 * there are.
 * @throws SqliteError if a row refers to a missing one.
 */
export const checkForeignKeys = (db: ReadableDB): void => {
  const [broken] = db.pragma('foreign_key_check') as { readonly table: string }[];
  if (broken !== undefined)
    throw new BetterSqlite3.SqliteError(
      `FOREIGN KEY constraint failed: ${broken.table}`,
      'SQLITE_CONSTRAINT_FOREIGNKEY',
    );
};

/** Turns foreign key checks on again. Only outside a transaction. */
export const foreignKeysOn = (db: ReadableDB): void => {
  db.pragma('foreign_keys = ON');
};
