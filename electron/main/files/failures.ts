import { t } from '../../../shared/words/words.ts';
import { FileFault } from './row-fault.ts';

// Why an import or an export stopped, for staff. Messages of systems and libraries never reach them.

type Failures = readonly (readonly [code: RegExp, sentence: string])[];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
const sentenceOf = (failures: Failures, error: unknown): string | undefined =>
  failures.find(([pattern]) => pattern.test(codeOf(error)))?.[1];

/** Why an import stopped. */
export const failureMessage = (error: unknown): string =>
  error instanceof FileFault
    ? error.message
    : (sentenceOf(importFailures, error) ?? t('exchange.theImportStoppedForAReason'));

/** Why a file could not be written. */
export const exportFailure = (error: unknown): string =>
  sentenceOf(exportFailures, error) ?? t('goingOut.theFileCouldNotBeWritten');

/**
 * Whether the row alone is at fault: what our own code throws at it, and what the database refuses in a value. Everything else
 * that the database says is about the disk or the database itself.
 */
export const isRowError = (error: unknown): boolean =>
  !codeOf(error).startsWith('SQLITE_') ||
  /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/.test(codeOf(error));

const importFailures: Failures = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, t('exchange.theDiskIsFullMakeRoom')],
  [/^SQLITE_BUSY/, t('exchange.anotherProgramKeepsTheDatabaseBusy')],
  [/^SQLITE_READONLY/, t('exchange.theDatabaseCannotBeWrittenAsk')],
  [/^SQLITE_(CORRUPT|NOTADB|IOERR)/, t('exchange.theDatabaseCannotBeReadOr')],
  [/^DATABASE_/, t('exchange.theDatabaseIsNotWhereIt')],
  [/^ENOENT/, t('exchange.theFileIsNotThereAny')],
  [/^(EACCES|EPERM)/, t('exchange.theFileMayNotBeRead')],
  [/^EISDIR/, t('common.thisIsAFolderChooseA')],
  [/^(EIO|EBUSY|ESTALE|ENETDOWN|ETIMEDOUT)/, t('exchange.theFileCannotBeReadIts')],
];

const exportFailures: Failures = [
  [/^EEXIST/, t('goingOut.aFileOfThisNameIsThere')],
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)/, t('goingOut.theDiskIsFull')],
  [/^(EACCES|EPERM|EROFS)/, t('goingOut.theFolderMayNotBeWritten')],
  [/^(ENOENT|ENOTDIR)/, t('goingOut.theFolderIsNotThere')],
  [/^EISDIR/, t('goingOut.aFolderHasThisName')],
  [/^ENAMETOOLONG|^EINVAL/, t('goingOut.theNameIsNoName')],
  [/^(EIO|EBUSY|ESTALE|ENETDOWN|ETIMEDOUT)/, t('goingOut.theDriveDoesNotAnswer')],
  [/^SQLITE_BUSY/, t('exchange.anotherProgramKeepsTheDatabaseBusy')],
  [/^SQLITE_(CORRUPT|NOTADB|IOERR|CANTOPEN)/, t('exchange.theDatabaseCannotBeReadOr')],
];
