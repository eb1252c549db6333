import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backupFolderOf, fileStamp, listBackups, type Backup } from './backup.ts';
import { syncToDisk } from './file-tasks.ts';
import { removeMark } from './open-mark.ts';
import { runFileTaskAside } from './run-file-task.ts';
import { databaseFileOf } from './start.ts';
import { emptyDatabaseWord } from './start-faults.ts';

/** SQLite's files beside a database: without them the database file is not what it was. */
const companions = ['-wal', '-shm', '-journal'];

/**
 * Moves a database with its write-ahead log and shared memory into a folder of their own beside it. Nothing is deleted.
 * The database must be closed.
 * @param now the time that the folder's name bears (UTC).
 * @returns the folder, or null when there was nothing to move.
 * @throws a system error when they cannot be moved.
 */
export const setAside = (file: string, now: Date): string | null => {
  const folder = moveAside(file, ['', ...companions], now);
  // Without its mark what comes into its place is not held against it.
  removeMark(file);
  return folder;
};

/**
 * Moves a write-ahead log that belongs to another database out of the way of the one beside it. As `setAside`.
 */
export const setForeignLogAside = (dataDir: string, now: Date): string | null =>
  moveAside(databaseFileOf(dataDir), companions, now);

const moveAside = (file: string, endings: readonly string[], now: Date): string | null => {
  const present = endings.map((ending) => file + ending).filter((path) => existsSync(path));
  if (present.length === 0) return null;
  const folder = freeFolder(join(dirname(file), `damaged-${fileStamp(now)}`));
  mkdirSync(folder);
  // The log first: if the power fails between the moves, no foreign log lies beside the database.
  for (const path of present.toReversed()) renameSync(path, join(folder, basename(path)));
  return folder;
};

const freeFolder = (wanted: string): string => {
  let folder = wanted;
  for (let n = 2; existsSync(folder); n += 1) folder = `${wanted}-${n}`;
  return folder;
};

/** The newest backup that passes a full check and that this program understands, or null. */
export const findGoodBackup = async (
  dataDir: string,
  newestSchemaVersion: number,
): Promise<Backup | null> => {
  for (const backup of listBackups(backupFolderOf(dataDir))) {
    if (backup.schemaVersion > newestSchemaVersion) continue;
    if (await isGood(backup)) return backup;
  }
  return null;
};

const isGood = async ({ file, schemaVersion }: Backup): Promise<boolean> => {
  try {
    const report = await runFileTaskAside({ kind: 'check', file, depth: 'full' });
    return report.problems.length === 0 && report.schemaVersion === schemaVersion;
  } catch {
    // Unreadable is just as unfit as damaged; the next older one is tried.
    return false;
  }
};

/**
 * Puts a copy of the newest good backup in the database's place and sets what stood there aside. The database must be closed.
 * @returns the backup that was used and where the old files lie; null when no backup is good (nothing was changed then).
 * @throws a system error (disk full, …); the old files are where they were, or set aside, never gone.
 */
export const restoreNewestBackup = async (
  dataDir: string,
  newestSchemaVersion: number,
  now: Date,
): Promise<{ readonly backup: Backup; readonly asideIn: string | null } | null> => {
  const backup = await findGoodBackup(dataDir, newestSchemaVersion);
  if (!backup) return null;
  const file = databaseFileOf(dataDir);
  const partial = `${file}.partial`;
  try {
    copyFileSync(backup.file, partial);
    syncToDisk(partial);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  const asideIn = setAside(file, now);
  renameSync(partial, file);
  syncToDisk(file);
  return { backup, asideIn };
};

/**
 * Sets the database aside so that an empty one can begin, if a person typed the word for it.
 * @param typed what the person typed; anything but the word changes nothing.
 * @returns whether it was done; then open with `mayBeginEmpty`.
 */
export const setAsideForEmpty = (dataDir: string, typed: string, now: Date): boolean => {
  if (typed.trim() !== emptyDatabaseWord) return false;
  setAside(databaseFileOf(dataDir), now);
  return true;
};
