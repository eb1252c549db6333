import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';

/** Thrown if a path leads to something other than a regular file. */
export class NotAFileError extends Error {
  readonly code = 'NOT_A_FILE';
  readonly what: 'folder' | 'pipe' | 'socket' | 'device';
  constructor(what: NotAFileError['what']) {
    super(`${what} instead of a file`);
    this.what = what;
  }
}

/** A flag for opening a file with which a link is an error (ELOOP). Windows has none; most accounts cannot make links there. */
export const noLink = (constants.O_NOFOLLOW as number | undefined) ?? 0;

/**
 * Opens a file for reading, if it is a regular file: reading from a pipe or a device may never end.
 * @param flags more than for reading, such as `noLink`
 * @throws NotAFileError, and errors of the file system.
 */
export const openRegularFile = async (
  path: string,
  flags = 0,
): Promise<{ readonly file: FileHandle; readonly stats: Stats }> => {
  // Checked before opening: opening a device may already have side effects.
  refuseOthers(await stat(path));
  // Prevents blocking on a pipe that has replaced the file in the meantime. Windows has no such flag.
  const nonBlocking = (constants.O_NONBLOCK as number | undefined) ?? 0;
  const file = await open(path, constants.O_RDONLY | nonBlocking | flags);
  try {
    const stats = await file.stat();
    refuseOthers(stats);
    return { file, stats };
  } catch (error) {
    await file.close();
    throw error;
  }
};

const refuseOthers = (stats: Stats): void => {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new NotAFileError('folder');
  throw new NotAFileError(stats.isFIFO() ? 'pipe' : stats.isSocket() ? 'socket' : 'device');
};
