import type BetterSqlite3 from 'better-sqlite3';
import { generationOf, logBytes, noteOpened, readNote } from './file-identity.ts';
import { lastWroteAt, noteLogEmpty } from './open.ts';
import { assertSameFile, storedGeneration } from './opened-file.ts';
import { runInFileWorker } from './run-file-task.ts';

/** A desk that has been quiet for so long can spare a moment. */
const quietMs = 5_000;
/** A desk that is never quiet spares it all the same after so long: the log is not to hold the only copy of a morning. */
const latestMs = 5 * 60_000;
const lookEveryMs = 5_000;
/** More than this is put into the file by a thread of its own first, so that the window does not wait for the disk. */
const muchBytes = 2 * 1024 * 1024;

/**
 * Puts the whole write-ahead log into the database file and notes it.
 * @returns false when somebody who reads keeps it from that: later, then.
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

/** How many pages the log has when it is put into the file beside much that is written at once, and when SQLite does so in the midst of that. */
const longPages = 16_000;
const tooLongPages = 24_000;
const againMs = 100;

/**
 * For whoever writes much at once on a connection: SQLite would put the log into the file at the end of one of its transactions, again and again,
 * and the window would wait for the disk.
 * @returns to be called between transactions: puts a log that has become long into the file by a thread of its own; where somebody reads, as much of
 * it as can be. Rejects with an SqliteError or a system error.
 */
export const shorteningLog = (db: BetterSqlite3.Database): (() => Promise<void>) => {
  db.pragma(`wal_autocheckpoint = ${tooLongPages}`);
  let triedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const [found] = db.pragma('wal_checkpoint(NOOP)') as {
      readonly log: number;
      readonly checkpointed: number;
    }[];
    // Whoever reads keeps the log long: it is not tried again at once.
    if (!found || found.log - found.checkpointed < longPages || performance.now() - triedAt < againMs) return;
    triedAt = performance.now();
    await runInFileWorker({ kind: 'merge-log', file: db.name });
  };
};

/** What keeps the write-ahead log short beside the work. */
export type LogUpkeep = {
  /** Puts the log into the file now, if it holds something and nobody writes. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Keeps the write-ahead log from being the only copy of much work: it goes into the file whenever the desk is quiet.
 * @param assertStorage throws when the file is not in its place: noticed now, more can be saved than at the next step.
 * @param mayNot whether something else writes now, an import: it puts its own log away.
 * @param failed takes what went wrong; it is tried again.
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
      // Every call of the page says so.
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
    const isQuiet = now - (lastWroteAt(db) ?? 0) >= quietMs;
    if (isQuiet || now - emptiedAt >= latestMs) void look();
  }, lookEveryMs);
  timer.unref();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
