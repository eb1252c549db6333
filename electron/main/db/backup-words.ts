import { BadCopyError } from './backup.ts';
import { DatabaseGoneError } from './database-gone.ts';
import { codeOf, troubleOf } from './errors.ts';

const again = 'Borrow Desk tries again every hour.';

/**
 * Why there is no backup of today, and what to do, for staff.
 * @param failure what the last try ended with; null where none is known to have failed.
 */
export const whyNoBackup = (failure: unknown): string => {
  if (failure === null) return `The last backup is still under way, or was never made. ${again}`;
  if (failure instanceof BadCopyError)
    return 'The copy did not pass its check: something in the database is wrong. Close Borrow Desk and start it again soon: it checks the database and offers to mend it.';
  if (failure instanceof DatabaseGoneError)
    return 'The database is no longer where it was. The next step at the desk says what happened to it and what to do.';
  switch (troubleOf(failure)) {
    case 'disk-full':
      return `The disk is full. Make room on it. ${again}`;
    case 'read-only':
      return `The folder “backups” in the data folder cannot be written. Ask whoever looks after this computer for write access. ${again}`;
    case 'locked':
      return `Another program holds the database. Close that program. ${again}`;
    case 'damaged':
      return 'The database is damaged. Close Borrow Desk and start it again now: it checks the database and offers the newest good backup.';
    case 'disk-error':
    case null:
      return `The backup could not be written (${codeOf(failure) || 'for an unknown reason'}). Check that there is a folder “backups” in the data folder, and ask whoever looks after this computer. ${again}`;
  }
};
