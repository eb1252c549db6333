import type { Backup } from './backup.ts';

/** Why the database cannot be used at the start. */
export type StartFaultKind =
  | 'folder-read-only'
  | 'disk-full'
  | 'locked'
  | 'newer'
  | 'damaged'
  | 'missing'
  | 'unreadable'
  | 'update-failed';

/** A way out that staff can choose. */
export type StartWay = 'retry' | 'restore' | 'start-empty' | 'open-folder' | 'quit';

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
  missing: {
    title: 'The database is missing',
    sentence:
      'The data folder shows that there was a database, but it is not there: it was moved or deleted. Put it back and try again, or go on with the newest good backup; steps after it have to be done again.',
    ways: ['restore', 'retry', 'open-folder', 'start-empty', 'quit'],
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
    sentence: newestBackup === null && kind === 'damaged' ? damagedWithoutBackup : sentence,
    path,
    detail,
    ways: ways.filter((way) => way !== 'restore' || newestBackup !== null),
    newestBackup,
  };
};

const damagedWithoutBackup =
  'The database did not pass its check, and there is no backup of it in the data folder. If a copy exists elsewhere, put it in place and try again. The damaged file is never deleted.';
