import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log/log.ts';
import { protectFolder, type Access } from './access-list.ts';

// Names, addresses and what people read must stay within the desk, so other accounts of the computer are kept out. On Windows modes mean
// nothing: there an access list does it (access-list.ts).

const folderMode = 0o700;
const fileMode = 0o600;
const forOthers = 0o077;

/** The names of files and folders in a data folder. */
const ownNames =
  /^(?:borrow-desk\.(?:sqlite|lock).*|backups|logs|slips|reports|trial|updates|chromium|damaged-.*|other-schema-.*|(?:hub|software-drawing|own-requests-\d+)\.json|language\.txt|write-test\.tmp)$/;

/** A folder in an old data folder may contain years of slips: at most this many files are checked per start. */
const most = 50_000;

/** From here on everything this process creates is private to its account. Call it before anything is created. */
export const makeFilesPrivate = (): void => {
  if (process.platform !== 'win32') process.umask(forOthers);
};

/**
 * Makes a data folder private, synchronously, so that nothing in it can be reached. A folder that also contains other things belongs to the
 * user, and is left unchanged; the program's files in it are made private one by one (`closeContents`).
 */
export const closeFolder = (dataDir: string): void => {
  if (process.platform === 'win32') return;
  try {
    if (!readdirSync(dataDir).every((name) => ownNames.test(name))) return;
    const { mode } = lstatSync(dataDir);
    if ((mode & forOthers) !== 0) chmodSync(dataDir, folderMode);
  } catch {
    // It does not exist, or belongs to another account: opening the database reports that.
  }
};

/** Who may use the data folder; `unknown` if Windows does not say. Elsewhere modes keep others out. */
export type DataAccess = Access | 'unknown';

/**
 * On Windows, closes a data folder that this start has created, and finds out who may use another. Await it before the database is opened.
 * Never rejects.
 */
export const protectOnWindows = async (dataDir: string, isNew: boolean, log: Log): Promise<DataAccess> => {
  if (process.platform !== 'win32') return 'closed';
  try {
    const access = await protectFolder(dataDir, isNew);
    if (access === 'shared') log.info('private-files.shared');
    return access;
  } catch (error) {
    log.warn('private-files.failed', {}, error);
    return 'unknown';
  }
};

/**
 * Makes existing files in a data folder private, such as files that were copied there. Runs in the background, for a limited number of
 * files. Never rejects.
 */
export const closeContents = async (dataDir: string, log: Log, limit = most): Promise<void> => {
  if (process.platform === 'win32') return;
  const left = { files: limit };
  try {
    for (const name of await readdir(dataDir))
      if (ownNames.test(name)) await closeOne(join(dataDir, name), left);
  } catch (error) {
    log.warn('private-files.failed', {}, error);
  }
};

const closeOne = async (path: string, left: { files: number }): Promise<void> => {
  if (left.files <= 0) return;
  left.files -= 1;
  const stats = await lstat(path);
  // A link's own mode means nothing, and its target must not be changed.
  if (stats.isSymbolicLink() || (!stats.isDirectory() && !stats.isFile())) return;
  if ((stats.mode & forOthers) !== 0) await chmod(path, stats.isDirectory() ? folderMode : fileMode);
  if (!stats.isDirectory()) return;
  for (const name of await readdir(path)) await closeOne(join(path, name), left).catch(() => undefined);
};
