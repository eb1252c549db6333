import { t } from '../../../shared/words/words.ts';

/** What can become of a database file while it is open. */
export type GoneKind = 'moved' | 'replaced' | 'log-gone' | 'unreachable' | 'taken-over';

const codes: Readonly<Record<GoneKind, string>> = {
  moved: 'DATABASE_MOVED',
  replaced: 'DATABASE_REPLACED',
  'log-gone': 'DATABASE_LOG_GONE',
  unreachable: 'DATABASE_UNREACHABLE',
  'taken-over': 'DATABASE_TAKEN_OVER',
};

const startAgain = t('database.closeBorrowDeskAndStartIt');

const rescued = t('database.everythingThatWasConfirmedBeforeWas');

const wordings: Readonly<Record<GoneKind, (path: string) => string>> = {
  moved: (path) => t('database.theDatabaseWasMovedOrDeleted', { path, startAgain }),
  replaced: (path) => t('database.anotherFileWasPutInThe', { path, startAgain }),
  'log-gone': (path) => t('database.theFileWithTheNewestSteps', { path, startAgain }),
  unreachable: (path) => t('database.theDriveWithTheDatabaseDoes', { path }),
  'taken-over': (path) => t('database.anotherComputerTookOverTheData', { path }),
};

/** The open database is not the file at its path any more: what would be stored in it would be lost. */
export class DatabaseGoneError extends Error {
  readonly kind: GoneKind;
  readonly code: string;
  /** What staff read: what happened and what to do. */
  readonly sentence: string;
  /** @param isRescued whether what was confirmed before lies in a backup of its own by now. */
  constructor(kind: GoneKind, path: string, isRescued = false) {
    super(codes[kind]);
    this.name = 'DatabaseGoneError';
    this.kind = kind;
    this.code = codes[kind];
    this.sentence = isRescued ? `${wordings[kind](path)} ${rescued}` : wordings[kind](path);
  }
}
