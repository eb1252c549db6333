import { FileFault } from './row-fault.ts';
import { t } from '../../../shared/words/words.ts';

/** Why an import stopped, for staff. Messages of systems and libraries never reach them. */
export const failureMessage = (error: unknown): string => {
  if (error instanceof FileFault) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return byCode.find(([pattern]) => pattern.test(code))?.[1] ?? unexpected;
};

/**
 * Whether the row alone is at fault: what our own code throws at it, and what the database refuses in a value. Everything else
 * that the database says is about the disk or the database itself.
 */
export const isRowError = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !code.startsWith('SQLITE_') || rowCodes.test(code);
};

const rowCodes = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/;

const unexpected = t('exchange.theImportStoppedForAReason');

const byCode: readonly (readonly [RegExp, string])[] = [
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
