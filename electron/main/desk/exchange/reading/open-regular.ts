import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { FileFault } from '../row-fault.ts';
import { t } from '../../../../../shared/words/words.ts';

/** By what a file is known to be still the same one: its size, and when it was written last, in milliseconds. */
export type FileStamp = { readonly sizeBytes: number; readonly writtenMs: number };

/** @throws FileFault where the file is another one than it was. */
export const assertSameStamp = (now: FileStamp, then: FileStamp): void => {
  if (now.sizeBytes !== then.sizeBytes || now.writtenMs !== then.writtenMs)
    throw new FileFault(t('reading.theFileWasChangedMeanwhile'));
};

/**
 * Opens a file for reading, if it is one: a folder, a pipe or a device has no end that could be waited for.
 * @throws FileFault for everything else, and errors of the file system.
 */
export const openRegular = async (path: string): Promise<{ readonly file: FileHandle } & FileStamp> => {
  // Before it is opened: to open a device may already do something.
  refuseOthers(await stat(path));
  // A pipe that took the file's place meanwhile does not keep us waiting. Windows has no such flag.
  const nonBlocking = (constants.O_NONBLOCK as number | undefined) ?? 0;
  const file = await open(path, constants.O_RDONLY | nonBlocking);
  try {
    const stats = await file.stat();
    refuseOthers(stats);
    return { file, sizeBytes: stats.size, writtenMs: stats.mtimeMs };
  } catch (error) {
    await file.close();
    throw error;
  }
};

const refuseOthers = (stats: Stats): void => {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new FileFault(t('common.thisIsAFolderChooseA'));
  const what = stats.isFIFO() ? 'pipe' : stats.isSocket() ? 'socket' : 'device';
  throw new FileFault(t('reading.thisIsANotAFile', { what }));
};
