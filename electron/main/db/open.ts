import BetterSqlite3 from 'better-sqlite3';
import { captureChanges } from './change-capture.ts';
import { nextGeneration, noteLogUsed } from './file-identity.ts';
import { captureForHub, isSharing } from './hub-capture.ts';
import { forgetTakenIds, giveOwnIds } from './new-id.ts';
import { assertSameFile, watchFile } from './opened-file.ts';
import { noteDeferring, sql } from './sql.ts';
import type { ReadableDB, WritableDB } from './types.ts';

/** How long a thread of its own waits for another connection's lock before it reports `SQLITE_BUSY`. */
export const busyTimeoutMs = 5_000;

/**
 * How long the connection of the main process waits: meanwhile the window stands still. Whoever can wait longer does so
 * with `retryOnBusy`.
 */
export const deskBusyTimeoutMs = 50;

/**
 * Opens a connection with the settings that every connection of ours has.
 * @param file path of the database; it is made when missing, unless it must exist.
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
    // FULL: a step that was confirmed is on the disk, whatever happens to the power.
    db.pragma('synchronous = FULL');
    // Written back into the database in larger portions, so that a clerk's step rarely waits for it; at most 20 MB wait.
    db.pragma('wal_autocheckpoint = 5000');
    db.pragma('foreign_keys = ON');
    // The table that names the running step is temporary: it needs no file.
    db.pragma('temp_store = MEMORY');
    db.pragma('trusted_schema = OFF');
    // A patron who was deleted is gone from the file as well.
    db.pragma('secure_delete = ON');
    watchFile(db);
    return db;
  } catch (error) {
    // An open handle would keep the file from being set aside.
    db.close();
    throw error;
  }
};

/**
 * Makes a migrated connection the one on which steps of staff run: their changes are logged for undo, and for the hub where this
 * workstation shares its requests.
 */
export const asDeskDatabase = (db: BetterSqlite3.Database): ReadableDB => {
  captureChanges(db);
  if (isSharing(db)) {
    captureForHub(db);
    giveOwnIds(db as ReadableDB);
  }
  return db as ReadableDB;
};

const atEnd = new WeakMap<BetterSqlite3.Database, (db: WritableDB) => void>();

/** Runs this at the end of each transaction of the connection, inside it, before it is stored. */
export const atEndOfTransactions = (db: BetterSqlite3.Database, work: (db: WritableDB) => void): void => {
  atEnd.set(db, work);
};

/** Connections that have written into the write-ahead log since it last went into the file. */
const logUsed = new WeakSet<BetterSqlite3.Database>();
const wroteAt = new WeakMap<BetterSqlite3.Database, number>();

/**
 * Runs `work` in one `BEGIN IMMEDIATE` transaction: all of it is stored, or, when it throws, nothing.
 * The only place that hands out a WritableDB.
 * @throws DatabaseGoneError when the file is not where it was opened any more: nothing is read or stored then.
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
    forgetTakenIds(db);
    throw error;
  } finally {
    if (!isWithin) noteDeferring(db, false);
  }
};

/**
 * Inside a transaction: runs work in a savepoint. Where it fails as `mayFail` expects, the work alone is rolled back.
 * @returns whether it was done. @throws what was not expected.
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
    forgetTakenIds(db);
    if (!mayFail(error)) throw error;
    return false;
  }
};

/** Inside a transaction: rows may refer to others that come later in it. */
export const deferForeignKeys = (db: WritableDB): void => {
  // SQLite sets this when it reads the statement. To run it would have every statement of the connection planned anew, of which one that changes a
  // row takes a millisecond.
  db.prepare('PRAGMA defer_foreign_keys = ON');
  noteDeferring(db, true);
};

/** As `PRAGMA synchronous` numbers them: FULL waits for the disk at each commit, NORMAL at checkpoints only. */
const synchronous = { full: 2, normal: 1 } as const;

/**
 * Runs work that is done again if a power cut loses it: it is stored whole or not at all, without waiting for the disk. The next commit waits for
 * it too.
 */
export const withSynchronousNormal = <T>(db: ReadableDB, work: () => T): T => {
  // The first use of the log is waited for: otherwise a log that is lost later would not be missed.
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

// The first change since the log was empty begins the next generation, so that a log that is lost afterwards is missed.
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

/** A transaction that stays open over many calls. What runs in `inTransaction` meanwhile is a part of it. */
export type OpenTransaction = {
  /** Stores all of it. @throws SqliteError; nothing of it is stored then. */
  readonly commit: () => void;
  /** Stores nothing of it. */
  readonly rollBack: () => void;
};

/**
 * Begins a transaction for work that waits in between, for a file say. Others read what was before it until it is over. What runs at the
 * end of transactions (`atEndOfTransactions`) does not run at the end of this one.
 * @throws as `inTransaction`.
 */
export const openTransaction = (db: ReadableDB): OpenTransaction => {
  assertSameFile(db);
  db.exec('BEGIN IMMEDIATE');
  const rollBack = (): void => {
    forgetTakenIds(db);
    // A full disk has ended it already.
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

/** When a connection's last transaction ended, as `performance.now()` counts; null before the first. */
export const lastWroteAt = (db: BetterSqlite3.Database): number | null => wroteAt.get(db) ?? null;

/** Notes that everything is in the file: the next change uses the log for the first time again. */
export const noteLogEmpty = (db: BetterSqlite3.Database): void => {
  logUsed.delete(db);
};

/** From now on foreign keys are not checked, until `checkForeignKeys`. Outside of a transaction only. */
export const foreignKeysOff = (db: ReadableDB): void => {
  db.pragma('foreign_keys = OFF');
};

/**
 * Checks all foreign keys at once: to check each of millions of rows while their parents come later takes longer the more there are.
 * @throws SqliteError where a row refers to none.
 */
export const checkForeignKeys = (db: ReadableDB): void => {
  const [broken] = db.pragma('foreign_key_check') as { readonly table: string }[];
  if (broken !== undefined)
    throw new BetterSqlite3.SqliteError(
      `FOREIGN KEY constraint failed: ${broken.table}`,
      'SQLITE_CONSTRAINT_FOREIGNKEY',
    );
};

/** Foreign keys are checked again as rows are stored. Outside of a transaction only. */
export const foreignKeysOn = (db: ReadableDB): void => {
  db.pragma('foreign_keys = ON');
};
