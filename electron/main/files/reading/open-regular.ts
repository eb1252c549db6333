import type { FileHandle } from 'node:fs/promises';
import { NotAFileError, openRegularFile } from '../../db/regular-file.ts';
import { FileFault } from '../row-fault.ts';
import { t } from '../../../../shared/words/words.ts';

/** Identifies an unchanged file by its size and modification time, in milliseconds. */
export type FileStamp = { readonly sizeBytes: number; readonly writtenMs: number };

/** @throws FileFault if the file has changed. */
export const assertSameStamp = (now: FileStamp, then: FileStamp): void => {
  if (now.sizeBytes !== then.sizeBytes || now.writtenMs !== then.writtenMs)
    throw new FileFault(t('The file has changed since it was chosen. Choose it again.'));
};

/**
 * Opens a regular file for reading. @param flags as of `openRegularFile`
 * @throws FileFault for anything else, and errors of the file system.
 */
export const openRegular = async (
  path: string,
  flags = 0,
): Promise<{ readonly file: FileHandle } & FileStamp> => {
  try {
    const { file, stats } = await openRegularFile(path, flags);
    return { file, sizeBytes: stats.size, writtenMs: stats.mtimeMs };
  } catch (error) {
    if (!(error instanceof NotAFileError)) throw error;
    const { what } = error;
    throw new FileFault(
      what === 'folder'
        ? t('This is a folder. Choose a file.')
        : t(
            'This is {what, select, pipe {a pipe} socket {a socket} other {a device}}, not a file. Choose a library file (.json) or a table of requests (.csv, .txt, .xlsx).',
            { what },
          ),
    );
  }
};
