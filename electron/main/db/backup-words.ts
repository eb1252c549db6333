import { BadCopyError } from './backup.ts';
import { DatabaseGoneError } from './database-gone.ts';
import { codeOf, troubleOf } from './errors.ts';
import { t } from '../../../shared/words/words.ts';

const again = t('database.borrowDeskTriesAgainEveryHour');

/**
 * Why there is no backup of today, and what to do, for staff.
 * @param failure what the last try ended with; null where none is known to have failed.
 */
export const whyNoBackup = (failure: unknown): string => {
  if (failure === null) return t('database.theLastBackupIsStillUnder', { again });
  if (failure instanceof BadCopyError) return t('database.theCopyDidNotPassIts');
  if (failure instanceof DatabaseGoneError) return t('database.theDatabaseIsNoLongerWhere');
  switch (troubleOf(failure)) {
    case 'disk-full':
      return t('database.theDiskIsFullMakeRoom', { again });
    case 'read-only':
      return t('database.theFolderBackupsInTheData', { again });
    case 'locked':
      return t('database.anotherProgramHoldsTheDatabaseClose', { again });
    case 'damaged':
      return t('database.theDatabaseIsDamagedCloseBorrow');
    case 'disk-error':
    case null:
      return t('database.theBackupCouldNotBeWritten', {
        code: codeOf(failure) || t('database.forAnUnknownReason'),
        again,
      });
  }
};
