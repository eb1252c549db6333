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
import { requestFullCheck } from './file-identity.ts';
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

type Options = {
  readonly db: BetterSqlite3.Database;
  readonly folder: string;
  readonly now: () => Date;
  /** Told how each backup ended; a failure is tried again at the next look. */
  readonly report: (ended: { readonly file: string } | { readonly error: unknown }) => void;
  /** How many daily ones stay; 14 when left out. */
  readonly keep?: () => number;
  /** What was taken before this moment holds what may not be kept longer; null: nothing does. */
  readonly goesBefore?: () => Date | null;
  readonly second?: SecondFolder;
  /** Milliseconds from the start to the first look; half a minute unless given. */
  readonly firstLookAfterMs?: number | undefined;
};

/**
 * Makes one backup a day while the program runs: half a minute after the start, then hourly looks for a new day. A copy that
 * does not pass its check makes the next start check the database in full: its pages may be well formed and an index wrong.
 */
export class DailyBackups {
  private readonly options: Options;
  private readonly copies: SecondFolderCopies;
  private readonly startedAt: number;
  private readonly first: NodeJS.Timeout;
  private readonly hourly: NodeJS.Timeout;
  private isStopped = false;
  private running: Promise<void> | null = null;
  private failure: unknown = null;
  private since: Date | null;

  constructor(options: Options) {
    this.options = options;
    this.startedAt = options.now().getTime();
    this.since = newestGood(options.folder);
    this.copies = new SecondFolderCopies(options);
    const look = (): void => void this.look();
    this.first = setTimeout(look, options.firstLookAfterMs ?? usualFirstLookAfterMs).unref();
    this.hourly = setInterval(look, lookEveryMs).unref();
  }

  /** Looks now: makes a backup when none of today exists. Settles when it is done or has failed. */
  look(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.running ??= this.backUpToday().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Makes one now, as a person asked for it, and copies it into the second folder. @throws what `backUp` throws. */
  async makeNow(): Promise<string> {
    try {
      const file = await this.make('by-hand');
      // The copy on a slow stick is nobody's wait.
      void this.copies.bring();
      return file;
    } catch (error) {
      this.noteFailure(error);
      throw error;
    }
  }

  describe(): BackupState {
    const { failure, since, startedAt } = this;
    const at = this.options.now().getTime();
    const isOld = at - startedAt > graceMs && at - (since?.getTime() ?? startedAt) > oldMs;
    if (failure !== null || isOld) return { state: 'late', since, words: whyNoBackup(failure) };
    const { words, since: copiedSince } = this.copies.known;
    return words === ''
      ? { state: 'good', since, words }
      : { state: 'second-late', since: copiedSince, words };
  }

  second(): SecondCopies {
    return this.copies.known;
  }

  /** Another folder was chosen: what was known of the last one says nothing of it. The newest backup is copied into it. */
  secondChosen(): Promise<void> {
    return this.copies.chosen();
  }

  /** Makes no further backup and waits for a running one. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.first);
    clearInterval(this.hourly);
    await this.running;
  }

  private async backUpToday(): Promise<void> {
    const { folder, now, goesBefore } = this.options;
    try {
      if (!hasBackupOfToday(folder, now())) await this.make('daily');
      this.failure = null;
      const before = goesBefore?.() ?? null;
      if (before !== null) removeBackupsBefore(folder, before);
      this.since = newestGood(folder);
    } catch (error) {
      this.noteFailure(error);
    }
    await this.copies.bring();
  }

  private async make(kind: 'daily' | 'by-hand'): Promise<string> {
    const { db, folder, now, keep, report } = this.options;
    const file = await backUp(db, folder, kind, now(), kind === 'daily' ? keep?.() : undefined);
    this.failure = null;
    this.since = newestGood(folder);
    report({ file });
    return file;
  }

  private noteFailure(error: unknown): void {
    this.failure = error;
    if (error instanceof BadCopyError || troubleOf(error) === 'damaged')
      requestFullCheck(this.options.db.name);
    this.options.report({ error });
  }
}

/** What is told of a backup that a person or the day asked for: the others stand for something that was. */
const newestOf = (folder: string): Backup | undefined =>
  listBackups(folder).find(({ kind }) => kind === 'daily' || kind === 'by-hand');

const newestGood = (folder: string): Date | null => newestOf(folder)?.takenAt ?? null;

const nothingKnown: SecondCopies = { copies: null, since: null, words: '' };

/** Copies the newest backup into the second folder, again and again until it is there. */
class SecondFolderCopies {
  known = nothingKnown;
  private readonly options: Options;
  /** Another one for each folder that was chosen. */
  private round = 0;
  private running: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.options = options;
  }

  /** Settles when it is there or has failed. */
  bring(): Promise<void> {
    this.running = this.running.then(() => this.bringNewest());
    return this.running;
  }

  chosen(): Promise<void> {
    this.round += 1;
    this.known = nothingKnown;
    return this.bring();
  }

  private async bringNewest(): Promise<void> {
    const { second, goesBefore, report } = this.options;
    const folder = second?.folder() ?? null;
    const newest = newestOf(this.options.folder);
    if (!second || folder === null || !newest) return;
    const { round } = this;
    try {
      const { path, copies } = await second.run({
        kind: 'bring',
        file: newest.file,
        folder,
        keep: second.keep(),
        before: goesBefore?.()?.toISOString() ?? null,
      });
      if (round !== this.round) return;
      this.known = { copies, since: newest.takenAt, words: '' };
      report({ file: path });
    } catch (error) {
      if (round !== this.round) return;
      this.known = { ...this.known, words: whyNoSecondCopy(error) };
      report({ error });
    }
  }
}
