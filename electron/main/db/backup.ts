import type BetterSqlite3 from 'better-sqlite3';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertSameFile } from './opened-file.ts';
import { syncToDisk, type FileReport } from './file-tasks.ts';
import { schemaVersion } from './migrate.ts';
import { runInFileWorker } from './run-file-task.ts';
import { t } from '../../../shared/words/words.ts';

/** Why a backup was made. Each kind is kept and pruned separately. */
type BackupKind = 'daily' | 'by-hand' | 'before-migration' | 'before-import' | 'before-restore' | 'rescued';

/**
 * How many of each kind are kept unless the caller says otherwise; older ones are deleted only once a newer one is known to be good, so the
 * last good one is never deleted.
 */
const kept: Readonly<Record<BackupKind, number>> = {
  daily: 14,
  'by-hand': 5,
  'before-migration': 5,
  'before-import': 3,
  'before-restore': 5,
  rescued: 5,
};

/** A backup in the folder. Only files that passed their check have such a name. */
export type Backup = {
  readonly file: string;
  readonly kind: BackupKind;
  readonly takenAt: Date;
  readonly schemaVersion: number;
};

/** Thrown if a copy does not pass its check: the database it was made from is not good either. */
export class BadCopyError extends Error {
  /** What SQLite found. The messages name tables and indexes, never values. */
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(t('The backup failed its check: {problems}', { problems: problems.join('; ') }));
    this.name = 'BadCopyError';
    this.problems = problems;
  }
}

const partialEnding = '.partial';
const namePattern =
  /^borrow-desk-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-v(\d+)(?:-(by-hand|before-migration|before-import|before-restore|rescued))?\.sqlite$/;

/** Formats a moment for file names: `20261125T093000Z` (UTC). */
export const fileStamp = (at: Date): string => `${at.toISOString().replace(/[-:]|\.\d+Z$/g, '')}Z`;

/** Returns the backup folder of a data folder. */
export const backupFolderOf = (dataDir: string): string => join(dataDir, 'backups');

/** Returns the file name of a backup. Sorted names are in chronological order. */
export const backupName = (kind: BackupKind, takenAt: Date, version: number): string =>
  `borrow-desk-${fileStamp(takenAt)}-v${version}${kind === 'daily' ? '' : `-${kind}`}.sqlite`;

/** Returns all backups in a folder, newest first; none if the folder does not exist. */
export const listBackups = (folder: string): readonly Backup[] => {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .map((name) => parseName(folder, name))
    .filter((backup) => backup !== null)
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
};

const parseName = (folder: string, name: string): Backup | null => {
  const match = namePattern.exec(name);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, version, kind] = match;
  const takenAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(takenAt.getTime())) return null;
  return {
    file: join(folder, name),
    kind: (kind as BackupKind | undefined) ?? 'daily',
    takenAt,
    schemaVersion: Number(version),
  };
};

/**
 * Makes a backup: copies the database through SQLite's backup API while work continues, checks the copy in full, syncs it to disk, and only
 * then gives it the name of a backup. Older backups of its kind are pruned afterwards.
 * @param db an open connection to a database file.
 * @param now the time of the backup; part of its name, in UTC.
 * @param keep how many of its kind are kept.
 * @returns the path of the backup.
 * @throws SqliteError or a system error (disk full, …), DatabaseGoneError, or BadCopyError. Nothing is left behind then.
 */
export const backUp = (
  db: BetterSqlite3.Database,
  folder: string,
  kind: BackupKind,
  now: Date,
  keep: number = kept[kind],
): Promise<string> => {
  const backup = previous.then(async () => {
    const file = await makeBackup(db, folder, kind, now);
    pruneBackups(folder, kind, keep);
    return file;
  });
  previous = backup.catch(() => undefined);
  return backup;
};

// Backups run one after the other: each first removes what an earlier one left unfinished.
let previous: Promise<unknown> = Promise.resolve();

const makeBackup = async (
  db: BetterSqlite3.Database,
  folder: string,
  kind: BackupKind,
  now: Date,
): Promise<string> => {
  // The copy is made by path: if the file is a different one, its backups would push out the good ones.
  if (kind !== 'rescued') assertSameFile(db);
  const version = schemaVersion(db);
  const file = join(folder, backupName(kind, now, version));
  const partial = file + partialEnding;
  mkdirSync(folder, { recursive: true });
  removePartials(folder);
  try {
    // SQLite only says that the folder cannot be opened; the system says why.
    writeFileSync(partial, '');
    const report = await (kind === 'rescued' ? copyOpen(db, partial) : copyFile(db, partial));
    if (report.problems.length > 0) throw new BadCopyError(report.problems);
    if (report.schemaVersion !== version)
      throw new Error(`Backup has schema version ${report.schemaVersion} instead of ${version}`);
    if (kind !== 'rescued') assertSameFile(db);
    renameSync(partial, file);
    syncToDisk(file);
  } catch (error) {
    removePartials(folder);
    throw error;
  }
  return file;
};

const copyFile = (db: BetterSqlite3.Database, to: string): Promise<FileReport> =>
  runInFileWorker({ kind: 'copy', file: db.name, to });

/** How many pages are copied at a time: the window gets its turn in between. */
const pageBatchSize = 1_000;

// A deleted file can only be read through the connection that has it open.
const copyOpen = async (db: BetterSqlite3.Database, to: string): Promise<FileReport> => {
  await db.backup(to, { progress: () => pageBatchSize });
  return await runInFileWorker({ kind: 'finish-copy', file: to });
};

/** Whether the folder contains a daily backup of this day (UTC). */
export const hasBackupOfToday = (folder: string, now: Date): boolean => {
  const today = now.toISOString().slice(0, 10);
  return listBackups(folder).some(
    ({ kind, takenAt }) => kind === 'daily' && takenAt.toISOString().startsWith(today),
  );
};

// Removes unfinished copies left by a power cut, including their rollback journals.
const removePartials = (folder: string): void => {
  for (const name of readdirSync(folder))
    if (name.startsWith('borrow-desk-') && name.includes(partialEnding))
      rmSync(join(folder, name), { force: true });
};

/**
 * Deletes backups of all kinds that were taken before a moment, but never the newest daily or manual one. Call it only once that one is
 * known to be good.
 */
export const removeBackupsBefore = (folder: string, before: Date): void => {
  const all = listBackups(folder);
  const newest = all.find(({ kind }) => kind === 'daily' || kind === 'by-hand');
  if (!newest) return;
  for (const { file, takenAt } of all)
    if (file !== newest.file && takenAt < before) rmSync(file, { force: true });
};

/** Deletes the oldest backups of a kind beyond the number to keep. Call it only once a newer one is known to be good. */
export const pruneBackups = (folder: string, kind: BackupKind, keep: number = kept[kind]): void => {
  const old = listBackups(folder)
    .filter((backup) => backup.kind === kind)
    .slice(Math.max(1, keep));
  for (const { file } of old) rmSync(file, { force: true });
};
