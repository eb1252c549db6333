import { t } from '../../../shared/words/words.ts';

/** What can happen to a database file while it is open. */
export type GoneKind = 'moved' | 'replaced' | 'log-gone' | 'unreachable' | 'taken-over';

const codes: Readonly<Record<GoneKind, string>> = {
  moved: 'DATABASE_MOVED',
  replaced: 'DATABASE_REPLACED',
  'log-gone': 'DATABASE_LOG_GONE',
  unreachable: 'DATABASE_UNREACHABLE',
  'taken-over': 'DATABASE_TAKEN_OVER',
};

const startAgain = t(
  'close Borrow Desk and start it again; it checks what is there and offers the newest backup, if there is one.',
);

const rescued = t('Everything confirmed up to then was saved as a backup in the data folder.');

const wordings: Readonly<Record<GoneKind, (path: string) => string>> = {
  moved: (path) =>
    t(
      'The database was moved or deleted while Borrow Desk was running, so nothing was saved. Put {path} back with the files beside it, then try again. If that is not possible, {startAgain}',
      { path, startAgain },
    ),
  replaced: (path) =>
    t(
      'The database ({path}) was replaced by another file while Borrow Desk was running, so nothing was saved. To continue, {startAgain}',
      { path, startAgain },
    ),
  'log-gone': (path) =>
    t(
      'The file with the newest steps ({path}), beside the database, was removed while Borrow Desk was running, so nothing was saved. Put it back, then try again. If that is not possible, {startAgain}',
      { path, startAgain },
    ),
  unreachable: (path) =>
    t(
      'The drive with the database ({path}) is not responding, so nothing was saved. Check that it is connected, then try again.',
      { path },
    ),
  'taken-over': (path) =>
    t(
      'Another computer took over the data folder ({path}) while this one was asleep or not responding, so nothing was saved. Close Borrow Desk here, and work at one computer only.',
      { path },
    ),
};

/** Thrown if the open database is no longer the file at its path: anything stored in it would be lost. */
export class DatabaseGoneError extends Error {
  readonly kind: GoneKind;
  readonly code: string;
  /** What staff read: what happened and what to do. */
  readonly sentence: string;
  /** @param isRescued whether everything confirmed before has been saved as a separate backup. */
  constructor(kind: GoneKind, path: string, isRescued = false) {
    super(codes[kind]);
    this.name = 'DatabaseGoneError';
    this.kind = kind;
    this.code = codes[kind];
    this.sentence = isRescued ? `${wordings[kind](path)} ${rescued}` : wordings[kind](path);
  }
}
