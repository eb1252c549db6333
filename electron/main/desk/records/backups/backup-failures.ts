import { fail, type NotDone } from '../../../../../shared/ipc/result.ts';
import { BadCopyError } from '../../../db/backup.ts';
import { codeOf, failureOf, troubleOf } from '../../../db/errors.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Why a file could not be read or written, as a failure that staff understand. Nothing was changed then. */
export const notDoneOf = (error: unknown, doing: 'reading' | 'writing'): NotDone => {
  const code = codeOf(error);
  if (error instanceof BadCopyError) return fail('database-damaged', t('database.theCopyDidNotPassIts'));
  if (code === 'NOT_A_FILE')
    return fail('file-unreadable', t('database.thisIsNotAFileBut'), undefined, false);
  switch (troubleOf(error)) {
    case 'disk-full':
      return fail('disk-full', t('backups.theDiskIsFullSoNothing'), { cause: code });
    case 'read-only':
      return doing === 'reading'
        ? fail('file-unreadable', t('database.theFileMayNotBeRead'), { cause: code }, false)
        : fail('file-unwritable', t('backups.nothingMayBeWrittenThereChoose'), { cause: code }, false);
    default:
      return (
        failureOf(error) ??
        fail(
          doing === 'reading' ? 'file-unreadable' : 'file-unwritable',
          t('backups.theDriveDidNotDoIt', { code: code || t('database.forAnUnknownReason') }),
          { cause: code },
        )
      );
  }
};
