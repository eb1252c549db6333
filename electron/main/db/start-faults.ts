import type { Backup } from './backup.ts';
import { t } from '../../../shared/words/words.ts';

/** Why the database cannot be used at the start. */
export type StartFaultKind =
  | 'folder-read-only'
  | 'file-read-only'
  | 'chromium-read-only'
  | 'network-drive'
  | 'in-use-elsewhere'
  | 'disk-full'
  | 'locked'
  | 'other-schema'
  | 'newer'
  | 'damaged'
  | 'indexes-wrong'
  | 'missing'
  | 'log-missing'
  | 'older'
  | 'unreadable'
  | 'update-failed'
  | 'no-backup';

/** The choices that staff have. */
export const startWays = [
  'retry',
  'rebuild',
  'go-on',
  'restore',
  'start-empty',
  'open-folder',
  'quit',
] as const;
export type StartWay = (typeof startWays)[number];

/** Thrown to abort opening with a fault; never leaves this folder. */
export class StartFaultError extends Error {
  readonly kind: StartFaultKind;
  readonly detail: string;
  constructor(kind: StartFaultKind, detail: string) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
  }
}

/** What staff read if the program cannot start, and what they can do. */
export type StartFault = {
  readonly kind: StartFaultKind;
  readonly title: string;
  /** What happened, why, and what to do. */
  readonly sentence: string;
  /** The file or folder concerned. */
  readonly path: string;
  /** For support: the code of SQLite or the system, or the result of the check. May be empty. */
  readonly detail: string;
  readonly ways: readonly StartWay[];
  /** The newest backup, which may be good, for `restore`. */
  readonly newestBackup: Backup | null;
};

/** The word that the user must type before the program continues with an empty database. */
export const emptyDatabaseWord = 'EMPTY';

type Wording = Pick<StartFault, 'title' | 'sentence' | 'ways'>;

const wordings: Readonly<Record<StartFaultKind, Wording>> = {
  'folder-read-only': {
    title: t('The data folder cannot be written to'),
    sentence: t(
      'Borrow Desk keeps its database in this folder but cannot write to it. Nothing was changed. Ask your IT staff for write access, or start Borrow Desk with another data folder.',
    ),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'file-read-only': {
    title: t('The database cannot be written to'),
    sentence: t(
      'The database can be read but not changed, so no steps could be saved. Nothing was changed. Remove the file’s write protection, or ask your IT staff, then try again.',
    ),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'chromium-read-only': {
    title: t('Borrow Desk cannot write its display files'),
    sentence: t(
      'Borrow Desk keeps its display files in this folder but cannot write to it. The database was not touched. Ask your IT staff for write access, or delete the folder: it contains none of your work. Then start Borrow Desk again.',
    ),
    ways: ['open-folder', 'quit'],
  },
  'network-drive': {
    title: t('The data folder is on a network drive'),
    sentence: t(
      'A database on a network drive gets damaged sooner or later, because two computers can write to it at the same time. Nothing was changed. Ask your IT staff to start Borrow Desk with a data folder on a local disk (--data-dir=FOLDER); a copy of the database can be put there.',
    ),
    ways: ['open-folder', 'quit'],
  },
  'in-use-elsewhere': {
    title: t('The data folder is in use elsewhere'),
    sentence: t(
      "Borrow Desk is already using this data folder on the computer “'{'detail'}'”; two at the same time would damage it. Nothing was changed. Close it there, then try again. If that computer was switched off, wait three minutes.",
    ),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'disk-full': {
    title: t('The disk is full'),
    sentence: t('The disk with the data folder is full. Nothing was changed. Free up space, then try again.'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  locked: {
    title: t('Another program is using the database'),
    sentence: t(
      'The database is in use by another program, such as a backup or a database viewer. Nothing was changed. Close that program, then try again.',
    ),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'other-schema': {
    title: t('The database was set aside'),
    sentence: t(
      'The database in this data folder was made by a pre-release version of Borrow Desk, and this version cannot read it. It was set aside, with the files beside it, in the folder named below; nothing was deleted. You now have a new, empty database.',
    ),
    ways: ['go-on', 'open-folder', 'quit'],
  },
  newer: {
    title: t('The database belongs to a newer version of Borrow Desk'),
    sentence: t(
      'A newer version of Borrow Desk has used this database, and this version cannot work with it. The database was left unchanged. Install the newer version on this computer.',
    ),
    ways: ['open-folder', 'quit'],
  },
  damaged: {
    title: t('The database is damaged'),
    sentence: t(
      'The database did not pass its check. You can continue with the newest good backup. Steps taken after that backup have to be done again, and patrons forgotten after it have to be forgotten again. The damaged file is set aside, never deleted.',
    ),
    ways: ['restore', 'retry', 'open-folder', 'start-empty', 'quit'],
  },
  'indexes-wrong': {
    title: t('A database index is wrong'),
    sentence: t(
      'The check found an index that does not match the saved data: searches and lists could leave something out. The data itself is sound, so the indexes can be rebuilt. This takes a minute or two in a large library.',
    ),
    ways: ['rebuild', 'restore', 'retry', 'open-folder', 'quit'],
  },
  missing: {
    title: t('The database is missing'),
    sentence: t(
      'This data folder had a database, but it was moved or deleted. Put it back and try again, or continue with the newest good backup. Steps taken after that backup have to be done again, and patrons forgotten after it have to be forgotten again.',
    ),
    ways: ['restore', 'retry', 'open-folder', 'start-empty', 'quit'],
  },
  'log-missing': {
    title: t('The latest steps are missing'),
    sentence: t(
      'Borrow Desk was not closed properly, and the file with the latest steps, beside the database (its name ends in “-wal”), is missing or cut short. Put it back and try again. Or continue with what is there: the latest steps, at most a few minutes of work, will be missing and have to be done again.',
    ),
    ways: ['retry', 'go-on', 'restore', 'open-folder', 'quit'],
  },
  older: {
    title: t('This is not the database that was last open'),
    sentence: t(
      'The file in the database’s place is older or shorter than the one that was last open, or belongs to another database. Put the right one back and try again. Or continue with what is there: steps that are not in it have to be done again. The log of the earlier database is set aside, never deleted.',
    ),
    ways: ['retry', 'go-on', 'restore', 'open-folder', 'quit'],
  },
  unreadable: {
    title: t('The database cannot be read'),
    sentence: t(
      'The file or folder in the database’s place cannot be read as a Borrow Desk database. Nothing was changed. Check that the drive is connected and that the folder is the right one, then try again.',
    ),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'update-failed': {
    title: t('The database could not be updated'),
    sentence: t(
      'This version of Borrow Desk had to change the database’s layout, and that failed. Your data is unchanged, and a backup was made first. Try again; if it fails again, continue with the earlier version and report the problem.',
    ),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'no-backup': {
    title: t('No backup could be made before the update'),
    sentence: t(
      'This version of Borrow Desk has to change the database’s layout. It does that only after a backup, and the backup could not be written. Nothing was changed. Check that the folder “backups” can be written to and that the disk has space, then try again.',
    ),
    ways: ['retry', 'open-folder', 'quit'],
  },
};

/** Describes a fault for staff. `restore` is offered only if there is a backup. */
export const startFault = (
  kind: StartFaultKind,
  path: string,
  detail: string,
  newestBackup: Backup | null = null,
): StartFault => {
  const { title, sentence, ways } = wordings[kind];
  return {
    kind,
    title,
    sentence: (newestBackup === null ? (withoutBackup[kind] ?? sentence) : sentence).replace(
      '{detail}',
      detail,
    ),
    path,
    detail,
    ways: ways.filter((way) => way !== 'restore' || newestBackup !== null),
    newestBackup,
  };
};

/** The sentences of faults if there is no backup to continue with. */
const withoutBackup: Partial<Record<StartFaultKind, string>> = {
  damaged: t(
    'The database did not pass its check, and the data folder has no backup of it. If there is a copy elsewhere, put it in place and try again. The damaged file is never deleted.',
  ),
  missing: t(
    'This data folder had a database, but it was moved or deleted, and the folder has no backup of it. Put the database back, or a copy of it, and try again.',
  ),
};
