import type { ErrorCode } from '../../../shared/ipc/error-codes.ts';
import type { NotDone } from '../../../shared/ipc/result.ts';
import { fail } from '../../../shared/ipc/result.ts';
import { locale } from '../../../shared/words/language.ts';
import { DatabaseGoneError } from './database-gone.ts';
import { maxStepBytes, StepTooLargeError } from './step-size.ts';
import { t } from '../../../shared/words/words.ts';

/** Kinds of storage problems that staff must handle differently. */
type StorageFault = 'disk-full' | 'locked' | 'read-only' | 'damaged' | 'disk-error';

const bySqliteCode: readonly (readonly [prefix: string, StorageFault])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_PROTOCOL', 'locked'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_IOERR', 'disk-error'],
  ['SQLITE_CANTOPEN', 'disk-error'],
];

const bySystemCode: Readonly<Record<string, StorageFault>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EBUSY: 'locked',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EIO: 'disk-error',
  EMFILE: 'disk-error',
  ENFILE: 'disk-error',
};

/** Returns the code that SQLite or the system gave an error (`SQLITE_FULL`, `ENOSPC`); empty if there is none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether an error is a violation of a unique or primary key. */
export const isUniqueViolation = (error: unknown): boolean =>
  ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error));

/** Returns the storage problem that an error indicates; null if it is about something else. */
export const storageFaultOf = (error: unknown): StorageFault | null => {
  const code = codeOf(error);
  // SQLite's extended codes begin with the primary code: SQLITE_IOERR_WRITE, SQLITE_BUSY_SNAPSHOT.
  const known = bySqliteCode.find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`));
  return known?.[1] ?? bySystemCode[code] ?? null;
};

type Wording = { readonly code: ErrorCode; readonly message: string; readonly retryable: boolean };

const wordings: Readonly<Record<StorageFault, Wording>> = {
  'disk-full': {
    code: 'disk-full',
    message: t('The disk is full, so nothing was saved. Free up space, then try again.'),
    retryable: true,
  },
  locked: {
    code: 'database-busy',
    message: t(
      'Another program is using the database, so nothing was saved. Close that program (a backup or a database viewer), then try again.',
    ),
    retryable: true,
  },
  'read-only': {
    code: 'database-read-only',
    message: t(
      'The database cannot be written to, so nothing was saved. Ask your IT staff for write access to the data folder, then start Borrow Desk again.',
    ),
    retryable: false,
  },
  damaged: {
    code: 'database-damaged',
    message: t(
      'The database is damaged, so nothing was saved. Close Borrow Desk and start it again: it checks the database and offers the newest good backup, if there is one.',
    ),
    retryable: false,
  },
  'disk-error': {
    code: 'unexpected',
    message: t(
      'The disk could not be read or written, so nothing was saved. Check that the drive with the data folder is connected, then try again.',
    ),
    retryable: true,
  },
};

const inMegabytes = (bytes: number): string =>
  (bytes / 1_000_000).toLocaleString(locale, { maximumFractionDigits: 1 });

/** Says that a step is too large for the other workstations, for staff. */
export const tooLargeWords = ({ bytes }: StepTooLargeError): string =>
  t(
    'This is too large to share with the other workstations in one step ({size} MB, limit {most} MB), so nothing was saved. Do it in smaller parts.',
    { size: inMegabytes(bytes), most: inMegabytes(maxStepBytes) },
  );

/**
 * Returns the failure that staff read if the disk or the database fails during a step. The step's transaction was rolled back: nothing of
 * it is stored.
 * @returns null for errors that are not about storage (constraints, bugs): those are errors of the program.
 */
export const failureOf = (error: unknown): NotDone | null => {
  if (error instanceof StepTooLargeError)
    return fail('text-too-long', tooLargeWords(error), { bytes: error.bytes }, false);
  if (error instanceof DatabaseGoneError)
    return fail('database-gone', error.sentence, { cause: error.code }, false);
  const trouble = storageFaultOf(error);
  if (!trouble) return null;
  const { code, message, retryable } = wordings[trouble];
  return fail(code, message, { cause: codeOf(error) }, retryable);
};
