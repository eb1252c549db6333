import { t } from '../../../shared/words/words.ts';
import { FileFault } from './row-fault.ts';

// Why an import or an export stopped, as sentences for staff. Messages of the system and of libraries are never shown to them.

/** A drive that does not answer. */
export const driveSilent = t(
  'The file cannot be read because its disk or network drive is not responding. Copy it to this computer and import it again.',
);

const databaseBusy = t(
  'Another program is using the database. Close other copies of Borrow Desk and try again.',
);
const databaseUnreadable = t(
  'The database cannot be read or written. Restart Borrow Desk: it checks the database when it starts.',
);

type Failures = readonly (readonly [code: RegExp, sentence: string])[];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
const sentenceOf = (failures: Failures, error: unknown): string | undefined =>
  failures.find(([pattern]) => pattern.test(codeOf(error)))?.[1];

/** Returns why an import stopped. */
export const failureMessage = (error: unknown): string =>
  error instanceof FileFault
    ? error.message
    : (sentenceOf(importFailures, error) ??
      t('The import stopped for an unknown reason. Restart Borrow Desk, then import the file again.'));

/** Returns why a file could not be written. @param error null if it is not known */
export const exportFailure = (error: unknown): string =>
  sentenceOf(exportFailures, error) ?? t('The file could not be saved. Choose another folder or try again.');

/**
 * Whether the error concerns only the row: an error from our own code, or a value that the database refuses. Any other database error
 * concerns the disk or the database.
 */
export const isRowError = (error: unknown): boolean =>
  !codeOf(error).startsWith('SQLITE_') ||
  /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/.test(codeOf(error));

const importFailures: Failures = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, t('The disk is full. Free up space, then import the file again.')],
  [/^SQLITE_BUSY/, databaseBusy],
  [
    /^SQLITE_READONLY/,
    t('The database cannot be changed. Get permission to write to its folder, then import the file again.'),
  ],
  [/^SQLITE_(CORRUPT|NOTADB|IOERR)/, databaseUnreadable],
  [
    /^DATABASE_/,
    t(
      'The database is no longer where it was when Borrow Desk started. Put it back or restart Borrow Desk, then import the file again.',
    ),
  ],
  [/^ENOENT/, t('The file is no longer there. Choose it again.')],
  [/^(EACCES|EPERM)/, t('You do not have permission to read the file. Ask for permission or for a copy.')],
  [/^EISDIR/, t('This is a folder. Choose a file.')],
  [/^EBUSY/, t('Another program has the file open. Close it there, then import the file again.')],
  [/^(EIO|ESTALE|ENETDOWN|ETIMEDOUT)/, driveSilent],
];

const exportFailures: Failures = [
  [
    /^EEXIST/,
    t(
      'A file with this name already exists and was not changed. Choose another name, or delete that file first.',
    ),
  ],
  [
    /^(ENOSPC|EDQUOT|SQLITE_FULL)/,
    t('The disk is full, so no file was saved. Free up space or choose another disk, then export again.'),
  ],
  [
    /^(EACCES|EPERM|EROFS)/,
    t('You do not have permission to write to this folder. Choose another one, or ask your IT staff.'),
  ],
  [/^(ENOENT|ENOTDIR)/, t('The folder does not exist. Choose another one.')],
  [/^EISDIR/, t('A folder already has this name. Choose another name.')],
  [
    /^ENAMETOOLONG|^EINVAL/,
    t('The disk does not accept this file name. Choose a shorter one without special characters.'),
  ],
  [/^EBUSY/, t('Another program has a file with this name open. Close it there, or choose another name.')],
  [
    /^(EIO|ESTALE|ENETDOWN|ETIMEDOUT)/,
    t('The drive is not responding. Choose another folder, or try again later.'),
  ],
  [/^SQLITE_BUSY/, databaseBusy],
  [/^SQLITE_(CORRUPT|NOTADB|IOERR|CANTOPEN)/, databaseUnreadable],
];
