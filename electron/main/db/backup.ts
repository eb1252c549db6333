import type BetterSqlite3 from 'better-sqlite3';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertSameFile } from './opened-file.ts';
import { syncToDisk, type FileReport } from './file-tasks.ts';
import { schemaVersion } from './migrate.ts';
import { runInFileWorker } from './run-file-task.ts';
import { t } from '../../../shared/words/words.ts';

/** Why a backup was made. Each kind is kept and pruned by itself. */
export type BackupKind =
  | 'daily'
  | 'by-hand'
  | 'before-migration'
  | 'before-import'
  | 'before-restore'
  | 'rescued';

/**
 * How many of each kind stay unless the caller says otherwise; older ones make room once a newer one is known to be good, so
 * the last good one never goes.
 */
const kept: Readonly<Record<BackupKind, number>> = {
  daily: 14,
  'by-hand': 5,
  'before-migration': 5,
  'before-import': 3,
  'before-restore': 5,
  rescued: 5,
};

/** A backup that lies in the folder. Only files that passed their check bear such a name. */
export type Backup = {
  readonly file: string;
  readonly kind: BackupKind;
  readonly takenAt: Date;
  readonly schemaVersion: number;
};

/** A copy that does not pass its check: what it was made from is not good either. */
export class BadCopyError extends Error {
  /** What SQLite found. Its words name tables and indexes, never values. */
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

/** A moment as it stands in names of files: `20261125T093000Z` (UTC). */
export const fileStamp = (at: Date): string => `${at.toISOString().replace(/[-:]|\.\d+Z$/g, '')}Z`;

/** The folder for backups in a data folder. */
export const backupFolderOf = (dataDir: string): string => join(dataDir, 'backups');

/** The name of a backup. Names in order are backups in the order of their time. */
export const backupName = (kind: BackupKind, takenAt: Date, version: number): string =>
  `borrow-desk-${fileStamp(takenAt)}-v${version}${kind === 'daily' ? '' : `-${kind}`}.sqlite`;

/** All backups in a folder, newest first. A folder that does not exist has none. */
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
 * Makes a backup: a copy through SQLite's backup API while work goes on, checked in full, on the disk, and only then
 * named as a backup. Older backups of its kind are pruned afterwards.
 * @param db an open connection to a database file.
 * @param now the time of the backup; it stands in the name in UTC.
 * @param keep how many of its kind stay.
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

// One after the other: a backup clears away what an earlier one left unfinished.
let previous: Promise<unknown> = Promise.resolve();

const makeBackup = async (
  db: BetterSqlite3.Database,
  folder: string,
  kind: BackupKind,
  now: Date,
): Promise<string> => {
  // A copy is made by the file's path: of another file it would push the good ones out.
  if (kind !== 'rescued') assertSameFile(db);
  const version = schemaVersion(db);
  const file = join(folder, backupName(kind, now, version));
  const partial = file + partialEnding;
  mkdirSync(folder, { recursive: true });
  removePartials(folder);
  try {
    // SQLite says of every folder that it cannot be opened; the system says why.
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

/** So many pages at once: the window gets its turn between. */
const pagesAtOnce = 1_000;

// A file without a name can be read by the connection alone that has it open.
const copyOpen = async (db: BetterSqlite3.Database, to: string): Promise<FileReport> => {
  await db.backup(to, { progress: () => pagesAtOnce });
  return await runInFileWorker({ kind: 'finish-copy', file: to });
};

/** Whether a daily backup of this day (UTC) lies in the folder. */
export const hasBackupOfToday = (folder: string, now: Date): boolean => {
  const today = now.toISOString().slice(0, 10);
  return listBackups(folder).some(
    ({ kind, takenAt }) => kind === 'daily' && takenAt.toISOString().startsWith(today),
  );
};

// What a power cut left of an unfinished copy, its rollback journal included.
const removePartials = (folder: string): void => {
  for (const name of readdirSync(folder))
    if (name.startsWith('borrow-desk-') && name.includes(partialEnding))
      rmSync(join(folder, name), { force: true });
};

/**
 * Removes the backups of each kind that were taken before a moment, but never the newest of those that a day or a person asked for.
 * Call it once that one is known to be good.
 */
export const removeBackupsBefore = (folder: string, before: Date): void => {
  const all = listBackups(folder);
  const newest = all.find(({ kind }) => kind === 'daily' || kind === 'by-hand');
  if (!newest) return;
  for (const { file, takenAt } of all)
    if (file !== newest.file && takenAt < before) rmSync(file, { force: true });
};

/** Removes the oldest backups of a kind, beyond those that stay. Call it once a newer one is known to be good. */
export const pruneBackups = (folder: string, kind: BackupKind, keep: number = kept[kind]): void => {
  const old = listBackups(folder)
    .filter((backup) => backup.kind === kind)
    .slice(Math.max(1, keep));
  for (const { file } of old) rmSync(file, { force: true });
};
