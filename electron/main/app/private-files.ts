import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { chmod, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log/log.ts';

// Names, addresses and what people read are nobody's affair but the desk's: other accounts of the computer are kept out.
// On Windows a folder in the profile of an account is closed to others by itself (its access list is inherited), and modes
// mean nothing; a data folder elsewhere has the rights of the folder in which it was made.

const folderMode = 0o700;
const fileMode = 0o600;
const forOthers = 0o077;

/** What lies in a data folder of ours. */
const ownNames =
  /^(?:borrow-desk\.(?:sqlite|lock).*|backups|logs|slips|reports|chromium|damaged-.*|other-schema-.*|write-test\.tmp)$/;

/** A folder of an old data folder may hold years of slips: so many files are looked at in one start. */
const most = 50_000;

/** From here on what this process makes is for its own account only. Call it before anything is made. */
export const makeFilesPrivate = (): void => {
  if (process.platform !== 'win32') process.umask(forOthers);
};

/**
 * Closes a data folder to other accounts: at once, so that nothing in it can be reached. A folder that holds other things
 * than ours too is a person's, and is left as it is; ours in it are closed one by one (`closeContents`).
 */
export const closeFolder = (dataDir: string): void => {
  if (process.platform === 'win32') return;
  try {
    if (!readdirSync(dataDir).every((name) => ownNames.test(name))) return;
    const { mode } = lstatSync(dataDir);
    if ((mode & forOthers) !== 0) chmodSync(dataDir, folderMode);
  } catch {
    // It is not there, or another account's: the opening of the database says what is to be said.
  }
};

/**
 * Closes what lies in a data folder already, such as files that were copied there. Beside the work, and never more
 * than a bounded number of files. Never rejects.
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
  // A link's own mode means nothing, and what it leads to is not ours to change.
  if (stats.isSymbolicLink() || (!stats.isDirectory() && !stats.isFile())) return;
  if ((stats.mode & forOthers) !== 0) await chmod(path, stats.isDirectory() ? folderMode : fileMode);
  if (!stats.isDirectory()) return;
  for (const name of await readdir(path)) await closeOne(join(path, name), left).catch(() => undefined);
};
