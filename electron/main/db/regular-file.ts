import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';

/** What stands at a path where a file should be. */
export class NotAFileError extends Error {
  readonly code = 'NOT_A_FILE';
  readonly what: 'folder' | 'pipe' | 'socket' | 'device';
  constructor(what: NotAFileError['what']) {
    super(`${what} instead of a file`);
    this.what = what;
  }
}

/**
 * Opens a file for reading, if it is one: a folder, a pipe or a device has no end that could be waited for.
 * @throws NotAFileError, and errors of the file system.
 */
export const openRegularFile = async (
  path: string,
): Promise<{ readonly file: FileHandle; readonly stats: Stats }> => {
  // Before it is opened: to open a device may already do something.
  refuseOthers(await stat(path));
  // A pipe that took the file's place meanwhile does not keep us waiting. Windows has no such flag.
  const nonBlocking = (constants.O_NONBLOCK as number | undefined) ?? 0;
  const file = await open(path, constants.O_RDONLY | nonBlocking);
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
