import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { describeError, redact, type LogFact } from './redact.ts';
import { countRepeats } from './repeats.ts';

type LogFacts = Readonly<Record<string, LogFact>>;

/** Writes one line per event. Names of events and facts are our own words; patron data is never logged (redact.ts). */
export type Log = {
  readonly info: (event: string, facts?: LogFacts) => void;
  readonly warn: (event: string, facts?: LogFacts, error?: unknown) => void;
  readonly error: (event: string, error: unknown, facts?: LogFacts) => void;
};

/** The name of the newest log file. */
const logFileName = 'borrow-desk.log';

/** The folder for logs in a data folder. */
export const logFolderOf = (dataDir: string): string => join(dataDir, 'logs');

/**
 * Opens the log `borrow-desk.log` in a folder. At its size limit it is renamed to `borrow-desk.1.log`, that one to `.2`, and so on.
 * Lines are written immediately, so that the last one before a crash is in the file; repeats within a minute are only counted. If
 * the log cannot be written, no error is thrown: it must not stop the work that it describes.
 * @param options.fileBytes size at which a new file begins; @param options.files how many files are kept, including the current one.
 */
export const openLog = (options: {
  readonly folder: string;
  readonly now: () => Date;
  readonly fileBytes?: number;
  readonly files?: number;
}): Log => {
  const append = openRotated(options.folder, options.fileBytes ?? 1_048_576, options.files ?? 5);
  const add = countRepeats(append, options.now);
  const write = (
    level: 'info' | 'warn' | 'error',
    event: string,
    facts: LogFacts = {},
    error?: unknown,
  ): void => {
    const words = Object.entries(facts)
      .filter(([, fact]) => fact !== undefined)
      .map(([key, fact]) => ` ${redact(key)}=${redact(fact)}`);
    const trouble = error === undefined ? '' : ` ${describeError(error)}`;
    add(`${level} ${redact(event)}${words.join('')}${trouble}`);
  };
  return {
    info: (event, facts) => write('info', event, facts),
    warn: (event, facts, error) => write('warn', event, facts, error),
    error: (event, error, facts) => write('error', event, facts, error ?? 'nothing'),
  };
};

const openRotated = (folder: string, fileBytes: number, files: number): ((line: string) => void) => {
  const path = (n: number): string =>
    join(folder, n === 0 ? logFileName : logFileName.replace('.log', `.${n}.log`));
  let descriptor: number | null = null;
  let size = 0;
  const open = (): number => {
    makeFolder(folder);
    descriptor = openSync(path(0), 'a');
    size = fstatSync(descriptor).size;
    return descriptor;
  };
  const rotate = (): void => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
    rmSync(path(files - 1), { force: true });
    for (let n = files - 2; n >= 0; n -= 1) renameIfThere(path(n), path(n + 1));
  };
  return (line) => {
    try {
      const bytes = Buffer.from(line);
      if (descriptor === null) open();
      if (size > 0 && size + bytes.length > fileBytes) rotate();
      const file = descriptor ?? open();
      // A separate statement: `size +=` would read the size before a new file has set it.
      size += writeSync(file, bytes);
    } catch {
      // Read-only or full: the program continues without its log.
    }
  };
};

const renameIfThere = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch {
    // The first files of a new log have no predecessors.
  }
};

const warningOrError = /^\S+Z (?:warn|error) /;

/**
 * Returns the last warnings and errors in the log of a folder, the newest last, including earlier runs. Only their first lines: the
 * event, the code and the facts, without the stack trace. The log holds no patron data and no file paths (redact.ts).
 * @param count the most lines to return
 * @returns an empty list if there is no log or it cannot be read.
 */
export const lastErrors = (folder: string, count: number): readonly string[] => {
  try {
    return readFileSync(join(folder, logFileName), 'utf8')
      .split('\n')
      .filter((line) => warningOrError.test(line))
      .slice(-count);
  } catch {
    return [];
  }
};
