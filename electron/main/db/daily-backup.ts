import type BetterSqlite3 from 'better-sqlite3';
import { BadCopyError, backUp, hasBackupOfToday, listBackups } from './backup.ts';
import { whyNoBackup } from './backup-words.ts';
import { troubleOf } from './errors.ts';
import { markForFullCheck } from './open-mark.ts';

/** How long after the start the first look is taken: the start belongs to the window and the first scans. */
const usualFirstLookAfterMs = 30_000;
const lookEveryMs = 60 * 60_000;
/** A good backup that is older than this is worth a word, even if nothing is known to have failed. */
const oldMs = 2 * 24 * 60 * 60_000;
/** So long after the start it is not said yet: the first backup of the day may still be under way. */
const graceMs = 10 * 60_000;

/** Whether there is a good backup to fall back on. */
export type BackupState = {
  readonly state: 'good' | 'late';
  /** When the newest good daily backup was taken. */
  readonly since: Date | null;
  /** Why there is no newer one and what to do, for staff; empty where all is well. */
  readonly words: string;
};

/** Daily backups that run beside the work. */
export type DailyBackups = {
  /** Looks now: makes a backup when none of today exists. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  readonly describe: () => BackupState;
  /** Makes no further backup and waits for a running one. */
  readonly stop: () => Promise<void>;
};

/**
 * Makes one backup a day while the program runs: half a minute after the start, then hourly looks for a new day. A copy that
 * does not pass its check makes the next start check the database in full: its pages may be well formed and an index wrong.
 * @param report is told how each backup ended; a failure is tried again at the next look.
 */
export const startDailyBackups = (options: {
  readonly db: BetterSqlite3.Database;
  readonly folder: string;
  readonly now: () => Date;
  readonly report: (ended: { readonly file: string } | { readonly error: unknown }) => void;
  /** Milliseconds from the start to the first look; half a minute unless given. */
  readonly firstLookAfterMs?: number | undefined;
}): DailyBackups => {
  const { db, folder, now, firstLookAfterMs = usualFirstLookAfterMs } = options;
  const startedAt = now().getTime();
  let stopped = false;
  let running: Promise<void> | null = null;
  let failure: unknown = null;
  let since = newestDaily(folder);
  const backUpToday = async (): Promise<void> => {
    try {
      if (!hasBackupOfToday(folder, now()))
        options.report({ file: await backUp(db, folder, 'daily', now()) });
      failure = null;
      since = newestDaily(folder);
    } catch (error) {
      failure = error;
      if (error instanceof BadCopyError || troubleOf(error) === 'damaged') markForFullCheck(db.name);
      options.report({ error });
    }
  };
  const look = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    running ??= backUpToday().finally(() => {
      running = null;
    });
    return running;
  };
  const first = setTimeout(() => void look(), firstLookAfterMs);
  const hourly = setInterval(() => void look(), lookEveryMs);
  first.unref();
  hourly.unref();
  return {
    look,
    describe: () => {
      const at = now().getTime();
      const isOld = at - startedAt > graceMs && at - (since?.getTime() ?? startedAt) > oldMs;
      if (failure === null && !isOld) return { state: 'good', since, words: '' };
      return { state: 'late', since, words: whyNoBackup(failure) };
    },
    stop: async () => {
      stopped = true;
      clearTimeout(first);
      clearInterval(hourly);
      await running;
    },
  };
};

const newestDaily = (folder: string): Date | null =>
  listBackups(folder).find(({ kind }) => kind === 'daily')?.takenAt ?? null;
