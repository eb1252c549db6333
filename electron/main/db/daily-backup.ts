import type BetterSqlite3 from 'better-sqlite3';
import {
  BadCopyError,
  backUp,
  hasBackupOfToday,
  listBackups,
  removeBackupsBefore,
  type Backup,
} from './backup.ts';
import { whyNoBackup, whyNoSecondCopy } from './backup-words.ts';
import { troubleOf } from './errors.ts';
import { markForFullCheck } from './open-mark.ts';
import type { RunOutside } from './outside.ts';

/** How long after the start the first look is taken: the start belongs to the window and the first scans. */
const usualFirstLookAfterMs = 30_000;
const lookEveryMs = 60 * 60_000;
/** A good backup that is older than this is worth a word, even if nothing is known to have failed. */
const oldMs = 2 * 24 * 60 * 60_000;
/** So long after the start it is not said yet: the first backup of the day may still be under way. */
const graceMs = 10 * 60_000;

/** Whether there is a good backup to fall back on. */
export type BackupState = {
  /** `late`: there is no good one of late; `second-late`: there is, and it has no copy in the second folder. */
  readonly state: 'good' | 'late' | 'second-late';
  /** When the newest good one was taken, or its newest copy in the second folder. */
  readonly since: Date | null;
  /** Why there is no newer one and what to do, for staff; empty where all is well. */
  readonly words: string;
};

/** What is known of the copies in the second folder. */
export type SecondCopies = {
  /** How many lie there; null where nobody has looked since the start. */
  readonly copies: number | null;
  /** When the newest one there was taken, as far as this start knows. */
  readonly since: Date | null;
  /** Why the newest backup is not there, for staff; empty where it is. */
  readonly words: string;
};

/** The folder on a share or a stick into which each backup is copied. */
export type SecondFolder = {
  /** Null where none was chosen. */
  readonly folder: () => string | null;
  readonly keep: () => number;
  readonly run: RunOutside;
};

/** Daily backups that run beside the work. */
export type DailyBackups = {
  /** Looks now: makes a backup when none of today exists. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  /** Makes one now, as a person asked for it, and copies it into the second folder. @throws what `backUp` throws. */
  readonly makeNow: () => Promise<string>;
  readonly describe: () => BackupState;
  readonly second: () => SecondCopies;
  /** Another folder was chosen: what was known of the last one says nothing of it. The newest backup is copied into it. */
  readonly secondChosen: () => Promise<void>;
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
  /** How many daily ones stay; 14 when left out. */
  readonly keep?: () => number;
  /** What was taken before this moment holds what may not be kept longer; null: nothing does. */
  readonly goesBefore?: () => Date | null;
  readonly second?: SecondFolder;
  /** Milliseconds from the start to the first look; half a minute unless given. */
  readonly firstLookAfterMs?: number | undefined;
}): DailyBackups => {
  const { db, folder, now, firstLookAfterMs = usualFirstLookAfterMs } = options;
  const startedAt = now().getTime();
  let stopped = false;
  let running: Promise<void> | null = null;
  let failure: unknown = null;
  let since = newestGood(folder);
  const second = secondCopies(options);
  const noteFailure = (error: unknown): void => {
    failure = error;
    if (error instanceof BadCopyError || troubleOf(error) === 'damaged') markForFullCheck(db.name);
    options.report({ error });
  };
  const make = async (kind: 'daily' | 'by-hand'): Promise<string> => {
    const file = await backUp(db, folder, kind, now(), kind === 'daily' ? options.keep?.() : undefined);
    failure = null;
    since = newestGood(folder);
    options.report({ file });
    return file;
  };
  const backUpToday = async (): Promise<void> => {
    try {
      if (!hasBackupOfToday(folder, now())) await make('daily');
      failure = null;
      const before = options.goesBefore?.() ?? null;
      if (before !== null) removeBackupsBefore(folder, before);
      since = newestGood(folder);
    } catch (error) {
      noteFailure(error);
    }
    await second.bring();
  };
  const look = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    running ??= backUpToday().finally(() => {
      running = null;
    });
    return running;
  };
  const makeNow = async (): Promise<string> => {
    try {
      const file = await make('by-hand');
      // The copy on a slow stick is nobody's wait.
      void second.bring();
      return file;
    } catch (error) {
      noteFailure(error);
      throw error;
    }
  };
  const first = setTimeout(() => void look(), firstLookAfterMs);
  const hourly = setInterval(() => void look(), lookEveryMs);
  first.unref();
  hourly.unref();
  return {
    look,
    makeNow,
    second: second.describe,
    secondChosen: () => {
      second.forget();
      return second.bring();
    },
    describe: () => {
      const at = now().getTime();
      const isOld = at - startedAt > graceMs && at - (since?.getTime() ?? startedAt) > oldMs;
      const copies = second.describe();
      if (failure === null && !isOld && copies.words === '') return { state: 'good', since, words: '' };
      if (failure === null && !isOld)
        return { state: 'second-late', since: copies.since, words: copies.words };
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

/** What is told of a backup that a person or the day asked for: the others stand for something that was. */
const newestOf = (folder: string): Backup | undefined =>
  listBackups(folder).find(({ kind }) => kind === 'daily' || kind === 'by-hand');

const newestGood = (folder: string): Date | null => newestOf(folder)?.takenAt ?? null;

/** Copies the newest backup into the second folder, again and again until it is there. */
const secondCopies = (options: {
  readonly folder: string;
  readonly second?: SecondFolder;
  readonly goesBefore?: () => Date | null;
  readonly report: (ended: { readonly file: string } | { readonly error: unknown }) => void;
}) => {
  const nothingKnown = { copies: null, since: null, words: '' } as const;
  let known: SecondCopies = nothingKnown;
  let round = 0;
  let running: Promise<void> = Promise.resolve();
  const bringNewest = async (second: SecondFolder, folder: string): Promise<void> => {
    const newest = newestOf(options.folder);
    if (!newest) return;
    const begun = round;
    try {
      const { path, copies } = await second.run({
        kind: 'bring',
        file: newest.file,
        folder,
        keep: second.keep(),
        before: options.goesBefore?.()?.toISOString() ?? null,
      });
      if (begun !== round) return;
      known = { copies, since: newest.takenAt, words: '' };
      options.report({ file: path });
    } catch (error) {
      if (begun !== round) return;
      known = { ...known, words: whyNoSecondCopy(error) };
      options.report({ error });
    }
  };
  return {
    /** Settles when it is there or has failed. */
    bring: (): Promise<void> => {
      running = running.then(() => {
        const folder = options.second?.folder() ?? null;
        return options.second && folder !== null ? bringNewest(options.second, folder) : undefined;
      });
      return running;
    },
    describe: () => known,
    forget: () => {
      round += 1;
      known = nothingKnown;
    },
  };
};
