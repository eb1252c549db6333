import type { FileHandle } from 'node:fs/promises';
import { NotAFileError, openRegularFile } from '../../db/regular-file.ts';
import { FileFault } from '../row-fault.ts';
import { t } from '../../../../shared/words/words.ts';

/** By what a file is known to be still the same one: its size, and when it was written last, in milliseconds. */
export type FileStamp = { readonly sizeBytes: number; readonly writtenMs: number };

/** @throws FileFault where the file is another one than it was. */
export const assertSameStamp = (now: FileStamp, then: FileStamp): void => {
  if (now.sizeBytes !== then.sizeBytes || now.writtenMs !== then.writtenMs)
    throw new FileFault(t('The file has changed since it was chosen. Choose it again.'));
};

/**
 * Opens a file for reading, if it is one.
 * @throws FileFault for everything else, and errors of the file system.
 */
export const openRegular = async (path: string): Promise<{ readonly file: FileHandle } & FileStamp> => {
  try {
    const { file, stats } = await openRegularFile(path);
    return { file, sizeBytes: stats.size, writtenMs: stats.mtimeMs };
  } catch (error) {
    if (!(error instanceof NotAFileError)) throw error;
    const { what } = error;
    throw new FileFault(
      what === 'folder'
        ? t('This is a folder. Choose a file.')
        : t(
            'This is a {what}, not a file. Choose a library file (.json) or a table of requests (.csv, .txt, .xlsx).',
            { what },
          ),
    );
  }
};
