import { t } from '../../../../shared/words/words.ts';

/** Why a file could not be written, for staff. Messages of systems never reach them. */
export const writeFailure = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return byCode.find(([pattern]) => pattern.test(code))?.[1] ?? t('goingOut.theFileCouldNotBeWritten');
};

const byCode: readonly (readonly [RegExp, string])[] = [
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

/** Said where the process that writes a file went without a word, or had to be ended. */
export const writerWentAway = t('goingOut.theDriveDoesNotAnswer');
