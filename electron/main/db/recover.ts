import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { backupFolderOf, listBackups, type Backup } from './backup.ts';
import { codeOf } from './errors.ts';
import { syncToDisk } from './file-tasks.ts';
import { runInFileWorker } from './run-file-task.ts';
import { setAside } from './set-aside.ts';
import { databaseFileOf } from './start.ts';
import { emptyDatabaseWord } from './start-faults.ts';

/** Returns the newest backup that passes a full check and that this program understands, or null. */
const findGoodBackup = async (dataDir: string): Promise<Backup | null> => {
  for (const backup of listBackups(backupFolderOf(dataDir))) {
    if (await isGood(backup)) return backup;
  }
  return null;
};

const isGood = async ({ file, schemaVersion }: Backup): Promise<boolean> => {
  const look = await runInFileWorker({ kind: 'look-into', file });
  return look.fault === null && look.schemaVersion === schemaVersion;
};

/**
 * Replaces the database with a copy of the newest good backup and sets the old files aside. The database must be closed.
 * @returns the backup that was used and the folder of the old files; null if no backup is good (nothing was changed then).
 * @throws a system error (disk full, …); the old files are in their place or set aside, never lost.
 */
export const restoreNewestBackup = async (
  dataDir: string,
  now: Date,
): Promise<{ readonly backup: Backup; readonly asideIn: string | null } | null> => {
  const backup = await findGoodBackup(dataDir);
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
 * Sets the database aside so that an empty one can be created, if the user typed the required word.
 * @param typed what the user typed; anything else changes nothing.
 * @returns whether it was done; then open with `mayBeginEmpty`.
 */
export const setAsideForEmpty = (dataDir: string, typed: string, now: Date): boolean => {
  if (typed.trim() !== emptyDatabaseWord) return false;
  setAside(databaseFileOf(dataDir), now);
  return true;
};

/**
 * Rebuilds every index from the tables, including the full-text indexes. The database must be closed.
 * @returns false if rows violate a unique index; nothing is changed then.
 * @throws SqliteError or a system error.
 */
export const rebuildIndexes = async (file: string): Promise<boolean> => {
  try {
    await runInFileWorker({ kind: 'rebuild', file });
    return true;
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
};
