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
import { storageFaultOf } from './errors.ts';
import { requestFullCheck } from './file-identity.ts';
import type { RunOutside } from './outside.ts';

/** How long after the start the first look takes place: the first moments belong to the window and the first scans. */
const defaultFirstLookAfterMs = 30_000;
const checkIntervalMs = 60 * 60_000;
/** If the newest good backup is older than this, staff are told even if nothing is known to have failed. */
const oldMs = 2 * 24 * 60 * 60_000;
/** During this time after the start they are not told yet: the first backup of the day may still be running. */
const graceMs = 10 * 60_000;

/** Whether there is a recent good backup. */
type BackupState = {
  /** `late`: there is no recent good backup; `second-late`: there is one, but without a copy in the second folder. */
  readonly state: 'good' | 'late' | 'second-late';
  /** When the newest good backup was taken, or its newest copy in the second folder. */
  readonly since: Date | null;
  /** Why there is no newer one and what to do, for staff; empty if all is well. */
  readonly words: string;
};

/** What is known about the copies in the second folder. */
type SecondCopies = {
  /** How many copies are there; null if that was not checked since the start. */
  readonly copies: number | null;
  /** When the newest copy there was taken, as far as is known since the start. */
  readonly since: Date | null;
  /** Why the newest backup is not there, for staff; empty if it is. */
  readonly words: string;
};

/** The folder on a network share or a USB stick to which each backup is copied. */
type SecondFolder = {
  /** Null if none was chosen. */
  readonly folder: () => string | null;
  readonly keep: () => number;
  readonly run: RunOutside;
};

type Options = {
  readonly db: BetterSqlite3.Database;
  readonly folder: string;
  readonly now: () => Date;
  /** Called with the result of each backup; a failed one is retried at the next look. */
  readonly report: (ended: { readonly file: string } | { readonly error: unknown }) => void;
  /** How many daily backups are kept; 14 by default. */
  readonly keep?: () => number;
  /** Backups taken before this moment contain data that must not be kept longer; null: none do. */
  readonly goesBefore?: () => Date | null;
  readonly second?: SecondFolder;
  /** Milliseconds from the start to the first look; half a minute by default. */
  readonly firstLookAfterMs?: number | undefined;
};

/**
 * Makes one backup a day while the program runs: half a minute after the start, then it looks hourly whether a new day has begun. If a copy
 * does not pass its check, the next start checks the database in full: its pages may be well-formed and an index still wrong.
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
    this.first = setTimeout(look, options.firstLookAfterMs ?? defaultFirstLookAfterMs).unref();
    this.hourly = setInterval(look, checkIntervalMs).unref();
  }

  /** Makes a backup now if there is none from today. Settles when it is done or has failed. */
  look(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.running ??= this.backUpToday().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Makes a backup now on the user's request, and copies it to the second folder. @throws what `backUp` throws. */
  async makeNow(): Promise<string> {
    try {
      const file = await this.make('by-hand');
      // The user does not wait for a copy to a slow stick.
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

  /** Called when another folder was chosen: resets what is known about the copies, and copies the newest backup there. */
  secondChosen(): Promise<void> {
    return this.copies.chosen();
  }

  /** Makes no further backups and waits for a running one. */
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
    if (error instanceof BadCopyError || storageFaultOf(error) === 'damaged')
      requestFullCheck(this.options.db.name);
    this.options.report({ error });
  }
}

/** Returns the newest daily or manual backup; the other kinds preserve a former state. */
const newestOf = (folder: string): Backup | undefined =>
  listBackups(folder).find(({ kind }) => kind === 'daily' || kind === 'by-hand');

const newestGood = (folder: string): Date | null => newestOf(folder)?.takenAt ?? null;

const nothingKnown: SecondCopies = { copies: null, since: null, words: '' };

/** Copies the newest backup to the second folder, and retries until it is there. */
class SecondFolderCopies {
  known = nothingKnown;
  private readonly options: Options;
  /** Incremented for each folder that is chosen. */
  private round = 0;
  private running: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.options = options;
  }

  /** Settles when the copy is there or has failed. */
  bring(): Promise<void> {
    this.running = this.running.then(() => this.copyNewest());
    return this.running;
  }

  chosen(): Promise<void> {
    this.round += 1;
    this.known = nothingKnown;
    return this.bring();
  }

  private async copyNewest(): Promise<void> {
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
