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
    title: t('database.theDataFolderCannotBeWritten'),
    sentence: t('database.borrowDeskKeepsItsDatabaseIn'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'file-read-only': {
    title: t('database.theDatabaseMayNotBeWritten2'),
    sentence: t('database.theDatabaseCanBeReadBut'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'chromium-read-only': {
    title: t('database.aFolderThatTheWindowNeeds'),
    sentence: t('database.borrowDeskKeepsWhatItsWindow'),
    ways: ['open-folder', 'quit'],
  },
  'network-drive': {
    title: t('database.theDataFolderIsOnA'),
    sentence: t('database.aDatabaseOnANetworkDrive'),
    ways: ['open-folder', 'quit'],
  },
  'in-use-elsewhere': {
    title: t('database.theDataFolderIsInUse'),
    sentence: t('database.borrowDeskIsAlreadyAtWork'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'disk-full': {
    title: t('database.theDiskIsFull'),
    sentence: t('database.thereIsNoRoomLeftOn'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  locked: {
    title: t('database.anotherProgramHoldsTheDatabase'),
    sentence: t('database.theDatabaseIsInUseBy'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'other-schema': {
    title: t('database.theDatabaseWasSetAside'),
    sentence: t('database.aVersionBeforeTheFirstRelease'),
    ways: ['go-on', 'open-folder', 'quit'],
  },
  newer: {
    title: t('database.theDatabaseBelongsToANewer'),
    sentence: t('database.aNewerVersionOfBorrowDesk'),
    ways: ['open-folder', 'quit'],
  },
  damaged: {
    title: t('database.theDatabaseIsDamaged'),
    sentence: t('database.theDatabaseDidNotPassIts'),
    ways: ['restore', 'retry', 'open-folder', 'start-empty', 'quit'],
  },
  'indexes-wrong': {
    title: t('database.anIndexOfTheDatabaseIs'),
    sentence: t('database.theCheckFoundThatAnIndex'),
    ways: ['rebuild', 'restore', 'retry', 'open-folder', 'quit'],
  },
  missing: {
    title: t('database.theDatabaseIsMissing'),
    sentence: t('database.theDataFolderShowsThatThere'),
    ways: ['restore', 'retry', 'open-folder', 'start-empty', 'quit'],
  },
  'log-missing': {
    title: t('database.theLastStepsAreMissing'),
    sentence: t('database.borrowDeskWasNotClosedProperly'),
    ways: ['retry', 'go-on', 'restore', 'open-folder', 'quit'],
  },
  older: {
    title: t('database.thisIsNotTheDatabaseAs'),
    sentence: t('database.theFileInTheDatabasesPlace'),
    ways: ['retry', 'go-on', 'restore', 'open-folder', 'quit'],
  },
  unreadable: {
    title: t('database.theDatabaseCannotBeRead'),
    sentence: t('database.somethingAtTheDatabasesPlaceCannot'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'update-failed': {
    title: t('database.theDatabaseCouldNotBeBrought'),
    sentence: t('database.thisVersionOfBorrowDeskHad'),
    ways: ['retry', 'open-folder', 'quit'],
  },
  'no-backup': {
    title: t('database.noBackupCouldBeMadeBefore'),
    sentence: t('database.thisVersionOfBorrowDeskHas'),
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

const damagedWithoutBackup = t('database.theDatabaseDidNotPassItsCheck');
