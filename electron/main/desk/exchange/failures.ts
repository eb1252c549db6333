import { FileFault } from './row-fault.ts';

/** Why an import stopped, for staff. Messages of systems and libraries never reach them. */
export const failureMessage = (error: unknown): string => {
  if (error instanceof FileFault) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return byCode.find(([pattern]) => pattern.test(code))?.[1] ?? unexpected;
};

/**
 * Whether the row alone is at fault: what our own code throws at it, and what the database refuses in a value. Everything else
 * that the database says is about the disk or the database itself.
 */
export const isRowError = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !code.startsWith('SQLITE_') || rowCodes.test(code);
};

const rowCodes = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/;

/** Whether waiting may help: another connection holds the database. */
export const isBusyError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');

const unexpected =
  'The import stopped for a reason that the program does not know. Restart the program and import the file again.';

const byCode: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'The disk is full. Make room on it and import the file again.'],
  [
    /^SQLITE_BUSY/,
    'Another program keeps the database busy. Close other copies of this program and import the file again.',
  ],
  [
    /^SQLITE_READONLY/,
    'The database cannot be written. Ask for the right to write in its folder and import the file again.',
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB|IOERR)/,
    'The database cannot be read or written. Restart the program: it checks the database when it starts.',
  ],
  [
    /^DATABASE_/,
    'The database is not where it was when the program started. Put it back, or close the program and start it again; then import the file again.',
  ],
  [/^ENOENT/, 'The file is not there any more. Choose it again.'],
  [/^(EACCES|EPERM)/, 'The file may not be read with your rights. Ask for the right to read it, or copy it.'],
  [/^EISDIR/, 'This is a folder. Choose a file.'],
  [
    /^(EIO|EBUSY|ESTALE|ENETDOWN|ETIMEDOUT)/,
    'The file cannot be read: its disk or network drive does not answer. Copy it to this machine and import it again.',
  ],
];
