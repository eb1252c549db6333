import BetterSqlite3 from 'better-sqlite3';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { logFolderOf } from '../log/log.ts';
import { backupFolderOf, listBackups } from './backup.ts';
import { codeOf } from './errors.ts';
import type { CheckDepth } from './file-tasks.ts';
import { readFileHeader } from './file-header.ts';
import { newestVersionOf, type Migration } from './migrate.ts';
import { compareWithNote, isCleanlyClosed, logBytes, readNote, type IdentityNote } from './file-identity.ts';
import { originOf } from './schema.ts';
import { StartFaultError } from './start-faults.ts';

/** Decisions of the user about what was found. */
export type Accepted = {
  /** Only after the user typed their consent: start empty although the folder shows that there was a database. */
  readonly mayBeginEmpty?: boolean;
  /** The user wants to continue with the file although something is missing from it. */
  readonly asItIs?: boolean;
};

/** What is known about a database without opening it. */
export type Inspection = { readonly note: IdentityNote | null; readonly check: CheckDepth | null };

/**
 * Inspects a database file without opening it as a database, so that one that must not be used is left untouched, with its write-ahead log.
 * No connection may be open.
 * @returns the note beside it, and how deeply it must be checked before it is used (null: not at all).
 * @throws StartFaultError if it must not be used.
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
      if (!mayBegin()) throw new StartFaultError('missing', '');
      return { note: null, check: null };
    case 'empty':
      if (!mayBegin()) throw new StartFaultError('damaged', 'The file is empty.');
      return { note: null, check: null };
    case 'not-a-file':
      throw new StartFaultError('unreadable', 'A folder stands where the file should be.');
    case 'foreign':
      throw new StartFaultError('damaged', 'The file does not begin as a database does.');
    case 'database':
      if (isNewer(header.schemaVersion, migrations) && isOfOtherSchema(file))
        throw new StartFaultError('other-schema', '');
      refuseNewer(header.schemaVersion, migrations);
      probeFiles(file);
      // A truncated file counts as damaged, whatever else is true of it.
      if (header.truncated) return { note, check: 'quick' };
      if (!accepted.asItIs) {
        const fault = compareWithNote(file, header, note);
        if (fault) throw new StartFaultError(fault, '');
      }
      if (note?.fullCheck) return { note, check: 'full' };
      return { note, check: isCleanlyClosed(file, note) ? null : 'quick' };
  }
};

const isNewer = (version: number, migrations: readonly Migration[]): boolean =>
  version > newestVersionOf(migrations);

/** @throws StartFaultError if this program does not know the schema. */
export const refuseNewer = (version: number, migrations: readonly Migration[]): void => {
  if (isNewer(version, migrations))
    throw new StartFaultError(
      'newer',
      `Database version ${version}; this program knows up to ${newestVersionOf(migrations)}.`,
    );
};

/**
 * Whether a database was made by a version from before the first release, as far as it can be read. The file and its folder stay unchanged.
 */
const isOfOtherSchema = (file: string): boolean => {
  // SQLite creates these files to read a database, and a read-only connection does not remove them.
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

// SQLite silently opens a write-protected file read-only, and only fails at the first step.
const probeFiles = (file: string): void => {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    if (!existsSync(path)) continue;
    try {
      closeSync(openSync(path, 'r+'));
    } catch (error) {
      const code = codeOf(error);
      if (readOnlyCodes.includes(code)) throw new StartFaultError('file-read-only', `${code} ${path}`);
      throw error;
    }
  }
};

/** Log events that occur only if a database was open. */
const signsOfUse = /\b(?:backup\.made|quit\.done)\b/;

/** Whether a data folder shows that there was a database: then it is never replaced by an empty one automatically. */
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
