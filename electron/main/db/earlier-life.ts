import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { logFolderOf } from '../log/log.ts';
import { backupFolderOf, listBackups } from './backup.ts';
import { logBytes, type Mark } from './open-mark.ts';
import { isSameDatabase } from './stamp.ts';

/** What a log says only where a database was open. */
const signsOfLife = /\b(?:backup\.made|quit\.done)\b/;

/** Whether a data folder shows that there was a database: then an empty one never takes its place by itself. */
export const hasEarlierLife = (databaseFile: string, mark: Mark | null): boolean => {
  const dataDir = dirname(databaseFile);
  return (
    mark !== null ||
    listBackups(backupFolderOf(dataDir)).length > 0 ||
    logBytes(databaseFile) > 0 ||
    ['slips', 'reports'].some((folder) => namesIn(join(dataDir, folder)).length > 0) ||
    namesIn(logFolderOf(dataDir)).some((name) => tellsOfLife(join(logFolderOf(dataDir), name)))
  );
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const tellsOfLife = (logFile: string): boolean => {
  try {
    return statSync(logFile).isFile() && signsOfLife.test(readFileSync(logFile, 'utf8'));
  } catch {
    return false;
  }
};

/** What a database file is, as its header and its size tell. */
type Found = { readonly stamp: number; readonly sizeBytes: number };

/**
 * Holds what is found against what the mark says.
 * @returns `older`: work that was in this file is not in this one, or a log lies beside it that is another file's;
 * `log-missing`: the log with the last steps is gone.
 */
export const comparedWithMark = (
  databaseFile: string,
  found: Found,
  mark: Mark | null,
): 'older' | 'log-missing' | null => {
  // A stamp of 0: no start has opened the file yet.
  if (mark === null || found.stamp === 0) return null;
  const hasLog = logBytes(databaseFile) > 0;
  // Somebody put another database here, in good order: that is theirs to decide.
  if (!isSameDatabase(found.stamp, mark.stored)) return mark.state === 'open' && hasLog ? 'older' : null;
  if (found.stamp < mark.stored || (found.stamp === mark.stored && found.sizeBytes < mark.sizeBytes))
    return 'older';
  return isLogMissing(found.stamp, mark) && !hasLog ? 'log-missing' : null;
};

/** Whether a database at this stamp lacks what the mark says was in it. */
export const isLogMissing = (stamp: number, mark: Mark | null): boolean =>
  mark?.state === 'open' && isSameDatabase(stamp, mark.stored) && stamp < mark.newest;
