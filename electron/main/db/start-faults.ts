import type { Backup } from './backup.ts';

/** Why the database cannot be used at the start. */
export type StartFaultKind =
  | 'folder-read-only'
  | 'file-read-only'
  | 'chromium-read-only'
  | 'network-drive'
  | 'in-use-elsewhere'
  | 'disk-full'
  | 'locked'
  | 'newer'
  | 'damaged'
  | 'indexes-wrong'
  | 'missing'
  | 'log-missing'
  | 'older'
  | 'unreadable'
  | 'update-failed'
  | 'no-backup';

/** The ways out that staff can choose. */
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

/** Thrown to leave the opening with a fault; never leaves this folder. */
export class Faulty extends Error {
  readonly kind: StartFaultKind;
  readonly detail: string;
  constructor(kind: StartFaultKind, detail: string) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
  }
}

/** What staff read when the program cannot start, and what they can do. */
export type StartFault = {
  readonly kind: StartFaultKind;
  readonly title: string;
  /** What happened, why, and what to do. */
  readonly sentence: string;
  /** The file or folder that it is about. */
  readonly path: string;
  /** For whoever helps: SQLite's or the system's code, or what the check found. May be empty. */
  readonly detail: string;
  readonly ways: readonly StartWay[];
  /** The newest backup that may be good, for `restore`. */
  readonly newestBackup: Backup | null;
};

/** What a person must type before the program goes on with an empty database. */
export const emptyDatabaseWord = 'EMPTY';

type Wording = Pick<StartFault, 'title' | 'sentence' | 'ways'>;

const wordings: Readonly<Record<StartFaultKind, Wording>> = {
  'folder-read-only': {
    title: 'The data folder cannot be written',
    sentence:
      'Borrow Desk keeps its database in this folder but may not write there. Nothing was changed. Ask whoever looks after this computer for write access, or start Borrow Desk with another data folder.',
    ways: ['retry', 'open-folder', 'quit'],
  },
  'file-read-only': {
    title: 'The database may not be written',
    sentence:
      'The database can be read but not changed, so no step could be stored. Nothing was changed. Take away the write protection of the file, or ask whoever looks after this computer, then try again.',
    ways: ['retry', 'open-folder', 'quit'],
  },
  'chromium-read-only': {
    title: 'A folder that the window needs cannot be written',
    sentence:
      'Borrow Desk keeps what its window needs in this folder but may not write there. The database was not touched. Ask whoever looks after this computer for write access to it, or delete the folder: it holds nothing of the desk’s work. Then start Borrow Desk again.',
    ways: ['open-folder', 'quit'],
  },
  'network-drive': {
    title: 'The data folder is on a network drive',
    sentence:
      'A database on a network drive is damaged sooner or later, because two computers can write into it at once. Nothing was changed. Ask whoever looks after this computer to start Borrow Desk with a data folder on one of its own disks (--data-dir=FOLDER); a copy of the database can be put there.',
    ways: ['open-folder', 'quit'],
  },
  'in-use-elsewhere': {
    title: 'The data folder is in use elsewhere',
    sentence:
      'Borrow Desk is already at work with this data folder on the computer “{detail}”, and two at once would damage it. Nothing was changed. Close it there, then try again. If that computer was switched off, wait three minutes.',
    ways: ['retry', 'open-folder', 'quit'],
  },
  'disk-full': {
    title: 'The disk is full',
    sentence:
      'There is no room left on the disk with the data folder. Nothing was changed. Make room, then try again.',
    ways: ['retry', 'open-folder', 'quit'],
  },
  locked: {
    title: 'Another program holds the database',
    sentence:
      'The database is in use by another program, such as a backup or a database viewer. Nothing was changed. Close that program, then try again.',
    ways: ['retry', 'open-folder', 'quit'],
  },
  newer: {
    title: 'The database belongs to a newer Borrow Desk',
    sentence:
      'A newer version of Borrow Desk has worked with this database, and this version would not understand it. It was left alone. Install the newer version on this computer.',
    ways: ['open-folder', 'quit'],
  },
  damaged: {
    title: 'The database is damaged',
    sentence:
      'The database did not pass its check. You can go on with the newest good backup; steps after it have to be done again. The damaged file is set aside, never deleted.',
    ways: ['restore', 'retry', 'open-folder', 'start-empty', 'quit'],
  },
  'indexes-wrong': {
    title: 'An index of the database is wrong',
    sentence:
      'The check found that an index does not agree with what is stored: searches and lists could leave something out. What is stored itself is sound, so the indexes can be rebuilt; that takes a minute or two in a large library.',
    ways: ['rebuild', 'restore', 'retry', 'open-folder', 'quit'],
  },
  missing: {
    title: 'The database is missing',
    sentence:
      'The data folder shows that there was a database, but it is not there: it was moved or deleted. Put it back and try again, or go on with the newest good backup; steps after it have to be done again.',
    ways: ['restore', 'retry', 'open-folder', 'start-empty', 'quit'],
  },
  'log-missing': {
    title: 'The last steps are missing',
    sentence:
      'Borrow Desk was not closed properly, and the file with the last steps beside the database (its name ends in “-wal”) is gone or cut short. Put it back and try again. Or go on with what is there: then the last steps, at most a few minutes of work, are missing and have to be done again.',
    ways: ['retry', 'go-on', 'restore', 'open-folder', 'quit'],
  },
  older: {
    title: 'This is not the database as it was left',
    sentence:
      'The file in the database’s place is an older or a shorter copy than the one that was open last, or belongs to another database. Put the right one back and try again. Or go on with what is there: steps that are not in it have to be done again. The log of the earlier one is set aside, never deleted.',
    ways: ['retry', 'go-on', 'restore', 'open-folder', 'quit'],
  },
  unreadable: {
    title: 'The database cannot be read',
    sentence:
      'Something at the database’s place cannot be read as a database of Borrow Desk. Nothing was changed. Check that the drive is connected and that the folder is the right one, then try again.',
    ways: ['retry', 'open-folder', 'quit'],
  },
  'update-failed': {
    title: 'The database could not be brought up to date',
    sentence:
      'This version of Borrow Desk had to change the database’s layout, and that failed. Your data is unchanged, and a backup was made before. Try again; if it fails again, go on with the earlier version and report it.',
    ways: ['retry', 'open-folder', 'quit'],
  },
  'no-backup': {
    title: 'No backup could be made before the update',
    sentence:
      'This version of Borrow Desk has to change the database’s layout, and it does not do that without a backup, which could not be written. Nothing was changed. Look whether the folder “backups” can be written and the disk has room, then try again.',
    ways: ['retry', 'open-folder', 'quit'],
  },
};

/** Puts a fault into words. `restore` is offered only where there is a backup. */
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
    sentence:
      newestBackup === null && kind === 'damaged'
        ? damagedWithoutBackup
        : sentence.replace('{detail}', detail),
    path,
    detail,
    ways: ways.filter((way) => way !== 'restore' || newestBackup !== null),
    newestBackup,
  };
};

const damagedWithoutBackup =
  'The database did not pass its check, and there is no backup of it in the data folder. If a copy exists elsewhere, put it in place and try again. The damaged file is never deleted.';
