/** What can become of a database file while it is open. */
export type GoneKind = 'moved' | 'replaced' | 'log-gone' | 'unreachable' | 'taken-over';

const codes: Readonly<Record<GoneKind, string>> = {
  moved: 'DATABASE_MOVED',
  replaced: 'DATABASE_REPLACED',
  'log-gone': 'DATABASE_LOG_GONE',
  unreachable: 'DATABASE_UNREACHABLE',
  'taken-over': 'DATABASE_TAKEN_OVER',
};

const startAgain =
  'close Borrow Desk and start it again; it looks at what is there and offers the newest backup.';

const rescued = 'Everything that was confirmed before was saved as a backup in the data folder.';

const wordings: Readonly<Record<GoneKind, (path: string) => string>> = {
  moved: (path) =>
    `The database was moved or deleted while Borrow Desk was at work, so nothing was stored. Put ${path} back with the files beside it, and do this step again. If that cannot be done, ${startAgain}`,
  replaced: (path) =>
    `Another file was put in the place of the database (${path}) while Borrow Desk was at work, so nothing was stored. To go on, ${startAgain}`,
  'log-gone': (path) =>
    `The file with the newest steps (${path}) was taken away from beside the database while Borrow Desk was at work, so nothing was stored. Put it back and do this step again. If that cannot be done, ${startAgain}`,
  unreachable: (path) =>
    `The drive with the database (${path}) does not answer, so nothing was stored. Check that it is connected, then do this step again.`,
  'taken-over': (path) =>
    `Another computer took over the data folder (${path}) while this one slept or did not answer, so nothing was stored. Close Borrow Desk here, and work at one computer only.`,
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
