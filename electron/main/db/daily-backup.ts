import type BetterSqlite3 from 'better-sqlite3';
import { backUp, hasBackupOfToday } from './backup.ts';

/** How long after the start the first look is taken: the start belongs to the window and the first scans. */
const firstLookAfterMs = 30_000;
const lookEveryMs = 60 * 60_000;

/** Daily backups that run beside the work. */
export type DailyBackups = {
  /** Looks now: makes a backup when none of today exists. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  /** Makes no further backup and waits for a running one. */
  readonly stop: () => Promise<void>;
};

/**
 * Makes one backup a day while the program runs: half a minute after the start, then hourly looks for a new day.
 * @param report is told how each backup ended; a failure is tried again at the next look.
 */
export const startDailyBackups = (options: {
  readonly db: BetterSqlite3.Database;
  readonly folder: string;
  readonly now: () => Date;
  readonly report: (ended: { readonly file: string } | { readonly error: unknown }) => void;
}): DailyBackups => {
  let stopped = false;
  let running: Promise<void> | null = null;
  const backUpToday = async (): Promise<void> => {
    try {
      if (hasBackupOfToday(options.folder, options.now())) return;
      options.report({ file: await backUp(options.db, options.folder, 'daily', options.now()) });
    } catch (error) {
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
    stop: async () => {
      stopped = true;
      clearTimeout(first);
      clearInterval(hourly);
      await running;
    },
  };
};
