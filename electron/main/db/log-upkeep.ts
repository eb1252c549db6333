import type BetterSqlite3 from 'better-sqlite3';
import { logBytes, markOpen, readMark } from './open-mark.ts';
import { lastWroteAt, noteLogEmpty } from './open.ts';
import { assertSameFile, storedStamp } from './opened-file.ts';
import { runFileTaskAside } from './run-file-task.ts';
import { stampOf } from './stamp.ts';

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
  if (logBytes(db.name) > muchBytes) await runFileTaskAside({ kind: 'merge-log', file: db.name });
  if (!db.open) return false;
  assertSameFile(db);
  const [outcome] = db.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
  if (outcome?.busy !== 0) return false;
  noteLogEmpty(db);
  const fullCheck = readMark(db.name)?.fullCheck ?? false;
  markOpen(db.name, { stored: storedStamp(db), newest: stampOf(db) }, fullCheck);
  return true;
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
