import type BetterSqlite3 from 'better-sqlite3';
import { generationOf, logBytes, noteOpened, readNote } from './file-identity.ts';
import { lastCommitAt, noteLogEmpty } from './open.ts';
import { assertSameFile, storedGeneration } from './opened-file.ts';
import { runInFileWorker } from './run-file-task.ts';

/** After this long without a write the desk counts as quiet. */
const quietMs = 5_000;
/** A desk that is never quiet is interrupted after this long: the log must not hold the only copy of a morning's work. */
const latestMs = 5 * 60_000;
const checkIntervalMs = 5_000;
/** A larger log is first merged into the file by a worker thread, so that the window does not wait for the disk. */
const muchBytes = 2 * 1024 * 1024;

/**
 * Merges the whole write-ahead log into the database file and records that.
 * @returns false if a reader prevents it: then it must be tried later.
 * @throws DatabaseGoneError, SqliteError or a system error.
 */
export const emptyLog = async (db: BetterSqlite3.Database): Promise<boolean> => {
  assertSameFile(db);
  if (logBytes(db.name) > muchBytes) await runInFileWorker({ kind: 'merge-log', file: db.name });
  if (!db.open) return false;
  assertSameFile(db);
  const [outcome] = db.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
  if (outcome?.busy !== 0) return false;
  noteLogEmpty(db);
  const fullCheck = readNote(db.name)?.fullCheck ?? false;
  noteOpened(db.name, { stored: storedGeneration(db), newest: generationOf(db) }, fullCheck);
  return true;
};

/** The number of pages in the log at which it is merged during bulk writes, and at which SQLite does so itself in their midst. */
const longPages = 16_000;
const tooLongPages = 24_000;
const againMs = 100;

/**
 * For a connection that writes in bulk: otherwise SQLite would merge the log at the end of a transaction again and again, and the window
 * would wait for the disk.
 * @returns a function to call between transactions: it merges a long log into the file in a worker thread; if there are readers, as much of
 * it as possible. Rejects with an SqliteError or a system error.
 */
export const shorteningLog = (db: BetterSqlite3.Database): (() => Promise<void>) => {
  db.pragma(`wal_autocheckpoint = ${tooLongPages}`);
  let triedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const [found] = db.pragma('wal_checkpoint(NOOP)') as {
      readonly log: number;
      readonly checkpointed: number;
    }[];
    // A reader keeps the log long: it is not retried immediately.
    if (!found || found.log - found.checkpointed < longPages || performance.now() - triedAt < againMs) return;
    triedAt = performance.now();
    await runInFileWorker({ kind: 'merge-log', file: db.name });
  };
};

/** Keeps the write-ahead log short during work. */
type LogUpkeep = {
  /** Merges the log into the file now, if it has content and no write is running. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Merges the write-ahead log into the file whenever the desk is quiet, so that the log is never the only copy of much work.
 * @param assertStorage throws if the file is not in its place: noticed now, more can be saved than at the next step.
 * @param mayNot whether another writer, an import, is active: it merges the log itself.
 * @param failed called with an error; the merge is retried.
 */
export const startLogUpkeep = (options: {
  readonly db: BetterSqlite3.Database;
  readonly assertStorage: () => void;
  readonly mayNot: () => boolean;
  readonly failed: (error: unknown) => void;
}): LogUpkeep => {
  const { db } = options;
  let emptiedAt = performance.now();
  let running: Promise<void> | null = null;
  const empty = async (): Promise<void> => {
    try {
      if (logBytes(db.name) > 0 && (await emptyLog(db))) emptiedAt = performance.now();
    } catch (error) {
      options.failed(error);
    }
  };
  const isInPlace = (): boolean => {
    try {
      options.assertStorage();
      return true;
    } catch {
      // Every call of the page reports it.
      return false;
    }
  };
  const look = (): Promise<void> => {
    if (options.mayNot() || !db.open || !isInPlace()) return Promise.resolve();
    running ??= empty().finally(() => {
      running = null;
    });
    return running;
  };
  const timer = setInterval(() => {
    const now = performance.now();
    const isQuiet = now - (lastCommitAt(db) ?? 0) >= quietMs;
    if (isQuiet || now - emptiedAt >= latestMs) void look();
  }, checkIntervalMs);
  timer.unref();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
