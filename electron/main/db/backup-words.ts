import { administrator } from '../../../shared/domain/administration.ts';
import { roles } from '../../../shared/domain/roles.ts';
import { BadCopyError } from './backup.ts';
import { DatabaseGoneError } from './database-gone.ts';
import { codeOf, troubleOf } from './errors.ts';
import type { LibraryFault } from './library-facts.ts';
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

/** Why the newest backup has no copy in the second folder, and what to do, for staff. */
export const whyNoSecondCopy = (failure: unknown): string => {
  switch (codeOf(failure)) {
    case 'FOLDER_GONE':
    case 'ENOENT':
    case 'ENODEV':
      return t('database.theSecondFolderIsNotThere', { again });
    case 'COPY_DIFFERS':
      return t('database.whatWasReadBackFromThe', { again });
    case 'ETIMEDOUT':
      return t('database.theDriveWithTheSecondFolder', { again });
    default:
  }
  switch (troubleOf(failure)) {
    case 'disk-full':
      return t('database.theDriveWithTheSecondFolderIsFull', { again });
    case 'read-only':
      return t('database.theSecondFolderMayNotBe', { again });
    default:
      return t('database.theCopyInTheSecondFolder', {
        code: codeOf(failure) || t('database.forAnUnknownReason'),
        again,
      });
  }
};

/** Why a file cannot take the library's place, for staff. */
export const whyUnfit = (fault: LibraryFault, detail: string): string => {
  switch (fault) {
    case 'missing':
      return t('database.theFileIsNotThereAnyMore');
    case 'folder':
      return t('database.thisIsNotAFileBut');
    case 'link':
      return t('database.aLinkToAnotherPlaceNoBackup');
    case 'empty':
      return t('database.theFileIsEmpty');
    case 'no-database':
      return t('database.theFileIsNoDatabaseAt');
    case 'other-database':
      return t('database.thisIsADatabaseOfAnother');
    case 'cut-short':
      return t('database.theFileIsCutShortA');
    case 'damaged':
      return t('database.theFileIsDamaged', { detail });
    case 'other-schema':
      return t('database.aVersionBeforeTheFirstReleaseMade');
    case 'newer':
      return t('database.aNewerVersionOfBorrowDeskMade');
    case 'no-right':
      return t('database.theFileMayNotBeRead');
    case 'unreadable':
      return t('database.theFileCannotBeRead', { detail });
    case 'foreign-schema':
      return t('database.somethingInTheFileIsNot', { detail });
    case 'update-failed':
      return t('database.theFileCannotBeBroughtUp', { detail });
    case 'broken-references':
      return t('database.rowsOfTheFileReferTo', { detail });
    case 'no-administrator':
      return t('database.theFileHasNoAdministrator', { role: roles[administrator].label });
  }
};
