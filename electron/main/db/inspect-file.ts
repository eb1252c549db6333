import BetterSqlite3 from 'better-sqlite3';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { logFolderOf } from '../log/log.ts';
import { backupFolderOf, listBackups } from './backup.ts';
import { codeOf } from './errors.ts';
import type { CheckDepth } from './file-tasks.ts';
import { readFileHeader } from './file-header.ts';
import { newestVersionOf, type Migration } from './migrate.ts';
import { comparedWithNote, isCleanlyClosed, logBytes, readNote, type IdentityNote } from './file-identity.ts';
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
export type Inspection = { readonly note: IdentityNote | null; readonly check: CheckDepth | null };

/**
 * Inspects a database file without opening it as a database: one that is not to be touched is left as it is, with its write-ahead log.
 * No connection may be open.
 * @returns the note beside it, and how deep it must be checked before it is used (null: not at all).
 * @throws Faulty when it is not to be used.
 */
export const inspectFile = (
  file: string,
  migrations: readonly Migration[],
  accepted: Accepted,
): Inspection => {
  const header = readFileHeader(file);
  const note = readNote(file);
  const mayBegin = (): boolean => accepted.mayBeginEmpty === true || !hadDatabase(file, note);
  switch (header.kind) {
    case 'missing':
      if (!mayBegin()) throw new Faulty('missing', '');
      return { note: null, check: null };
    case 'empty':
      if (!mayBegin()) throw new Faulty('damaged', 'The file is empty.');
      return { note: null, check: null };
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
      if (header.truncated) return { note, check: 'quick' };
      if (!accepted.asItIs) {
        const fault = comparedWithNote(file, header, note);
        if (fault) throw new Faulty(fault, '');
      }
      if (note?.fullCheck) return { note, check: 'full' };
      return { note, check: isCleanlyClosed(file, note) ? null : 'quick' };
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
      const code = codeOf(error);
      if (readOnlyCodes.includes(code)) throw new Faulty('file-read-only', `${code} ${path}`);
      throw error;
    }
  }
};

/** What a log says only where a database was open. */
const signsOfUse = /\b(?:backup\.made|quit\.done)\b/;

/** Whether a data folder shows that there was a database: then an empty one never takes its place by itself. */
const hadDatabase = (databaseFile: string, note: IdentityNote | null): boolean => {
  const dataDir = dirname(databaseFile);
  const logs = logFolderOf(dataDir);
  return (
    note !== null ||
    listBackups(backupFolderOf(dataDir)).length > 0 ||
    logBytes(databaseFile) > 0 ||
    ['slips', 'reports'].some((folder) => namesIn(join(dataDir, folder)).length > 0) ||
    namesIn(logs).some((name) => showsUse(join(logs, name)))
  );
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const showsUse = (logFile: string): boolean => {
  try {
    return statSync(logFile).isFile() && signsOfUse.test(readFileSync(logFile, 'utf8'));
  } catch {
    return false;
  }
};
