import { administrator } from '../../../shared/domain/administration.ts';
import { roles } from '../../../shared/domain/roles.ts';
import { BadCopyError } from './backup.ts';
import { DatabaseGoneError } from './database-gone.ts';
import { codeOf, storageFaultOf } from './errors.ts';
import type { LibraryFault } from './library-facts.ts';
import { t } from '../../../shared/words/words.ts';

const again = t('Borrow Desk tries again every hour.');

/**
 * Says why there is no backup from today and what to do, for staff.
 * @param failure the error of the last attempt; null if none is known to have failed.
 */
export const whyNoBackup = (failure: unknown): string => {
  if (failure === null)
    return t('The last backup is still in progress, or was never made. {again}', { again });
  if (failure instanceof BadCopyError)
    return t(
      'The copy did not pass its check: something in the database is wrong. Close Borrow Desk and start it again soon: it checks the database and shows what can be done.',
    );
  if (failure instanceof DatabaseGoneError)
    return t(
      'The database is no longer where it was. The next step you take will show what happened and what to do.',
    );
  switch (storageFaultOf(failure)) {
    case 'disk-full':
      return t('The disk is full. Free up space. {again}', { again });
    case 'read-only':
      return t(
        'The folder “backups” in the data folder cannot be written to. Ask your IT staff for write access. {again}',
        { again },
      );
    case 'locked':
      return t('Another program is using the database. Close that program. {again}', { again });
    case 'damaged':
      return t(
        'The database is damaged. Close Borrow Desk and start it again now: it checks the database and offers the newest good backup, if there is one.',
      );
    case 'disk-error':
    case null:
      return t(
        'The backup could not be written ({code}). Check that the data folder contains a “backups” folder, and ask your IT staff. {again}',
        {
          code: codeOf(failure) || t('for an unknown reason'),
          again,
        },
      );
  }
};

/** Says why the second folder has no copy of the newest backup and what to do, for staff. */
export const whyNoSecondCopy = (failure: unknown): string => {
  switch (codeOf(failure)) {
    case 'FOLDER_GONE':
    case 'ENOENT':
    case 'ENODEV':
      return t(
        'The second folder is not there: the USB stick is not plugged in, or the share is not connected. The backup here is good. Connect it, or choose another folder in Settings › Backups. {again}',
        { again },
      );
    case 'COPY_DIFFERS':
      return t(
        'The copy in the second folder differs from what was written: its drive may be failing. The backup here is good. Use another drive. {again}',
        { again },
      );
    case 'ETIMEDOUT':
      return t('The drive with the second folder is not responding. The backup here is good. {again}', {
        again,
      });
    default:
  }
  switch (storageFaultOf(failure)) {
    case 'disk-full':
      return t(
        'The drive with the second folder is full. The backup here is good. Free up space there. {again}',
        { again },
      );
    case 'read-only':
      return t(
        'The second folder cannot be written to. The backup here is good. Ask your IT staff for write access. {again}',
        { again },
      );
    default:
      return t(
        'The backup could not be copied to the second folder ({code}). The backup here is good. {again}',
        {
          code: codeOf(failure) || t('for an unknown reason'),
          again,
        },
      );
  }
};

/** Says why a file cannot replace the library, for staff. */
export const whyUnfit = (fault: LibraryFault, detail: string): string => {
  switch (fault) {
    case 'missing':
      return t('The file is no longer there.');
    case 'folder':
      return t('This is a folder, a pipe or a device, not a file. Choose another file.');
    case 'link':
      return t('This is a link to another place, not a backup.');
    case 'empty':
      return t('The file is empty.');
    case 'no-database':
      return t('This is not a Borrow Desk library: the file is not a database.');
    case 'other-database':
      return t('This is another program’s database, not a Borrow Desk library.');
    case 'cut-short':
      return t('The file is cut short: copying it was interrupted. Choose another file.');
    case 'damaged':
      return t('The file is damaged. Choose another file. ({detail})', { detail });
    case 'other-schema':
      return t(
        'This file was made by a pre-release version of Borrow Desk, and this version cannot read it. Choose another file.',
      );
    case 'newer':
      return t(
        'This file was made by a newer version of Borrow Desk. Install that version on this computer, then open the file.',
      );
    case 'no-right':
      return t('You do not have permission to read the file. Ask your IT staff for access.');
    case 'unreadable':
      return t('The file cannot be read ({detail}). Check that its drive is connected.', { detail });
    case 'foreign-schema':
      return t(
        'The file was changed outside Borrow Desk, so it was not opened: {detail}. Choose another file.',
        { detail },
      );
    case 'update-failed':
      return t('The file cannot be updated to this version. Choose another file. ({detail})', { detail });
    case 'broken-references':
      return t(
        'The file is incomplete: some rows refer to rows that are missing ({detail}). Choose another file.',
        { detail },
      );
    case 'no-administrator':
      return t(
        'The file has no administrator: no active operator has the {role} role. Choose another file.',
        { role: roles[administrator].label },
      );
  }
};
