import BetterSqlite3 from 'better-sqlite3';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { comparedWithMark, hasEarlierLife } from './earlier-life.ts';
import type { CheckDepth } from './file-tasks.ts';
import { readFileHeader } from './file-header.ts';
import { newestVersionOf, type Migration } from './migrate.ts';
import { isCleanlyClosed, logBytes, readMark, type Mark } from './open-mark.ts';
import { originOf } from './schema.ts';
import { Faulty } from './start-faults.ts';

/** What a person has chosen about what is found. */
export type Accepted = {
  /** Only after a person typed that it be so: begin anew although the folder shows that there was a database. */
  readonly mayBeginEmpty?: boolean;
  /** A person wants to go on with the file as it is, although something of it is missing. */
  readonly asItIs?: boolean;
};

/** What can be told of a database without opening it. */
export type Outside = { readonly mark: Mark | null; readonly check: CheckDepth | null };

/**
 * Looks at a database file from outside: one that is not to be touched is left as it is, with its write-ahead log.
 * No connection may be open.
 * @returns the mark beside it, and how deep it must be checked before it is used (null: not at all).
 * @throws Faulty when it is not to be used.
 */
export const lookFromOutside = (
  file: string,
  migrations: readonly Migration[],
  accepted: Accepted,
): Outside => {
  const header = readFileHeader(file);
  const mark = readMark(file);
  const mayBegin = (): boolean => accepted.mayBeginEmpty === true || !hasEarlierLife(file, mark);
  switch (header.kind) {
    case 'missing':
      if (!mayBegin()) throw new Faulty('missing', '');
      return { mark: null, check: null };
    case 'empty':
      if (!mayBegin()) throw new Faulty('damaged', 'The file is empty.');
      return { mark: null, check: null };
    case 'not-a-file':
      throw new Faulty('unreadable', 'A folder stands where the file should be.');
    case 'foreign':
      throw new Faulty('damaged', 'The file does not begin as a database does.');
    case 'database':
      if (isNewer(header.schemaVersion, migrations) && isOfOtherSchema(file))
        throw new Faulty('other-schema', '');
      refuseNewer(header.schemaVersion, migrations);
      probeFiles(file);
      // What is cut short is damaged, whatever it was.
      if (header.truncated) return { mark, check: 'quick' };
      if (!accepted.asItIs) {
        const fault = comparedWithMark(file, header, mark);
        if (fault) throw new Faulty(fault, '');
      }
      if (mark?.fullCheck) return { mark, check: 'full' };
      return { mark, check: isCleanlyClosed(file, mark) ? null : 'quick' };
  }
};

const isNewer = (version: number, migrations: readonly Migration[]): boolean =>
  version > newestVersionOf(migrations);

/** @throws Faulty when this program does not know the schema. */
export const refuseNewer = (version: number, migrations: readonly Migration[]): void => {
  if (isNewer(version, migrations))
    throw new Faulty(
      'newer',
      `Database version ${version}; this program knows up to ${newestVersionOf(migrations)}.`,
    );
};

/** Whether a database was made by a version before the first release, as far as it can be read. It and its folder stay as they are. */
const isOfOtherSchema = (file: string): boolean => {
  // To read a database SQLite makes these beside it, and a connection that only reads leaves them there.
  const made = logBytes(file) > 0 ? [] : [`${file}-wal`, `${file}-shm`].filter((path) => !existsSync(path));
  try {
    const db = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    try {
      return originOf(db) === 'other-schema';
    } finally {
      db.close();
    }
  } catch {
    return false;
  } finally {
    for (const path of made) rmSync(path, { force: true });
  }
};

const readOnlyCodes = ['EACCES', 'EPERM', 'EROFS'];

// SQLite opens a file that may not be written for reading, and tells of it at the first step.
const probeFiles = (file: string): void => {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    if (!existsSync(path)) continue;
    try {
      closeSync(openSync(path, 'r+'));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (readOnlyCodes.includes(code)) throw new Faulty('file-read-only', `${code} ${path}`);
      throw error;
    }
  }
};
