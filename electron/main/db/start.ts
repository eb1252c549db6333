import BetterSqlite3 from 'better-sqlite3';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { BadCopyError, backUp, backupFolderOf, listBackups } from './backup.ts';
import { codeOf, storageFaultOf } from './errors.ts';
import {
  generationOf,
  isLogMissing,
  logBytes,
  nextGeneration,
  noteClosed,
  noteOpened,
} from './file-identity.ts';
import type { CheckDepth } from './file-tasks.ts';
import { holdFolder, startLockRenewal, type FolderLock } from './folder-lock.ts';
import { analyzeTables } from './analyze-tables.ts';
import { inspectFile, refuseNewer, type Accepted, type Inspection } from './inspect-file.ts';
import { migrate, pendingMigrations, schemaVersion, type Migration } from './migrate.ts';
import { networkDriveOf } from './network-drive.ts';
import { connect, deskBusyTimeoutMs } from './open.ts';
import { endWatch, isSameFile, noteTakenOver, storedGeneration, watchHeader } from './opened-file.ts';
import { runInFileWorker } from './run-file-task.ts';
import { originOf } from './schema.ts';
import { setAside } from './set-aside.ts';
import { finishTakeOver } from './take-over.ts';
import { StartFaultError, startFault, type StartFault } from './start-faults.ts';
import type { ReadableDB } from './types.ts';

/** The desk's database, opened and on the newest schema. */
export type OpenedDesk = {
  readonly ok: true;
  readonly db: BetterSqlite3.Database;
  readonly file: string;
  /** Whether the file was checked because it had not been closed properly. */
  readonly checked: boolean;
  /** The folder with the previous database, which has the schema of a version from before the first release; null if there was none. */
  readonly setAsideIn: string | null;
};

type Opening = OpenedDesk | { readonly ok: false; readonly fault: StartFault };

/** How long another program may lock the database before staff are told at the start. */
const lockWaitMs = 2_000;

export type OpenOptions = Accepted & {
  readonly dataDir: string;
  readonly migrations: readonly Migration[];
  readonly now: () => Date;
  /** Returns the network drive that contains a folder, or null; asks the system by default. */
  readonly driveOf?: (folder: string) => string | null;
  /** Whether this start shows no window; a second start is told. */
  readonly isUnattended?: boolean;
};

/** Returns the database file in a data folder. */
export const databaseFileOf = (dataDir: string): string => join(dataDir, 'borrow-desk.sqlite');

/**
 * Opens the desk's database, creates it if the folder has none, and migrates it after a verified backup. The file is checked only if it was
 * not closed properly or looks truncated: checking a large file takes seconds. A database with the schema of a version from before the
 * first release is set aside, and a new one created.
 * @returns the database, or why it cannot be used; then it is not open and nothing was changed.
 * @throws Error if SQLite cannot be loaded: that is a fault of the program's files, not of the database.
 */
export const openDeskFile = async (options: OpenOptions): Promise<Opening> => {
  new BetterSqlite3(':memory:').close();
  const opened = await open(options);
  if (opened.ok || opened.fault.kind !== 'other-schema') return opened;
  try {
    const setAsideIn = setAside(databaseFileOf(options.dataDir), options.now(), 'other-schema');
    const anew = await open({ ...options, mayBeginEmpty: true });
    return anew.ok ? { ...anew, setAsideIn } : anew;
  } catch (error) {
    return { ok: false, fault: faultOf(error, databaseFileOf(options.dataDir), options.dataDir) };
  }
};

const open = async (options: OpenOptions): Promise<Opening> => {
  const file = databaseFileOf(options.dataDir);
  let db: BetterSqlite3.Database | null = null;
  let lock: FolderLock | null = null;
  try {
    refuseNetworkDrive(options);
    makeFolder(options.dataDir);
    lock = hold(options);
    await finishTakeOver(file, options.now());
    const inspection = inspectFile(file, options.migrations, options);
    db = connect(file, lockWaitMs);
    if (originOf(db) === 'other-schema') throw new StartFaultError('other-schema', '');
    refuseCutLog(db, inspection, options);
    if (inspection.check) await check(file, inspection.check);
    probeWrite(db);
    await updateSchema(db, options);
    beginWork(db);
    holdLock(db, lock);
    return { ok: true, db, file, checked: inspection.check !== null, setAsideIn: null };
  } catch (error) {
    if (db) {
      db.close();
      endWatch(db);
    }
    lock?.release();
    return { ok: false, fault: faultOf(error, file, options.dataDir) };
  }
};

const refuseNetworkDrive = ({ dataDir, driveOf = networkDriveOf }: OpenOptions): void => {
  const drive = driveOf(dataDir);
  if (drive !== null) throw new StartFaultError('network-drive', drive);
};

// SQLite reports a read-only or full disk in many ways; writing a file of our own, the lock, fails in only one.
const hold = ({ dataDir, isUnattended }: OpenOptions): FolderLock => {
  const held = holdFolder(dataDir, isUnattended);
  if (held.lock === null) throw new StartFaultError('in-use-elsewhere', held.host);
  return held.lock;
};

const releases = new WeakMap<BetterSqlite3.Database, () => void>();

const holdLock = (db: BetterSqlite3.Database, lock: FolderLock): void => {
  releases.set(
    db,
    // A folder that was moved is no longer locked at its old path.
    startLockRenewal({ ...lock, refresh: () => !isSameFile(db) || lock.refresh() }, () => noteTakenOver(db)),
  );
};

// A log may exist and yet be truncated before the last step.
const refuseCutLog = (db: BetterSqlite3.Database, { note }: Inspection, accepted: Accepted): void => {
  if (!accepted.asItIs && isLogMissing(generationOf(db), note))
    throw new StartFaultError('log-missing', 'The write-ahead log is cut short.');
};

// "row 5 missing from index item_barcode", "wrong # of entries in index …", "malformed inverted index for FTS5 table …"
const aboutAnIndex = /\b(?:index|FTS5 table)\b/;

const check = async (file: string, depth: CheckDepth): Promise<void> => {
  const { problems } = await runInFileWorker({ kind: 'check', file, depth });
  if (problems.length > 0) throw startFaultFor(problems);
};

const startFaultFor = (problems: readonly string[]): StartFaultError => {
  const isOnlyIndexes = problems.every((problem) => aboutAnIndex.test(problem));
  return new StartFaultError(isOnlyIndexes ? 'indexes-wrong' : 'damaged', problems.join('\n'));
};

// A database may open read-only, or while another program holds its write lock: the first step would fail.
const probeWrite = (db: BetterSqlite3.Database): void => {
  db.exec('BEGIN IMMEDIATE; ROLLBACK');
};

const updateSchema = async (db: BetterSqlite3.Database, options: OpenOptions): Promise<void> => {
  const version = schemaVersion(db);
  refuseNewer(version, options.migrations);
  if (pendingMigrations(options.migrations, version).length === 0) return;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (version === 0 && tables > 0)
    throw new StartFaultError('unreadable', 'The file is a database, but not one of Borrow Desk.');
  if (version > 0) await backUpBefore(db, options);
  try {
    migrate(db, options.migrations);
  } catch (error) {
    if (storageFaultOf(error)) throw error;
    throw new StartFaultError('update-failed', error instanceof Error ? error.message : '');
  }
};

const backUpBefore = async (db: BetterSqlite3.Database, options: OpenOptions): Promise<void> => {
  try {
    await backUp(db, backupFolderOf(options.dataDir), 'before-migration', options.now());
  } catch (error) {
    if (error instanceof BadCopyError) throw startFaultFor(error.problems);
    if (storageFaultOf(error) === 'disk-full') throw error;
    throw new StartFaultError('no-backup', codeOf(error) || (error instanceof Error ? error.message : ''));
  }
};

// Merges the log into the file, and records in the note what is known about the database at this moment.
const beginWork = (db: BetterSqlite3.Database): void => {
  if (generationOf(db) === 0) nextGeneration(db);
  if (logBytes(db.name) > 0) db.pragma('wal_checkpoint(TRUNCATE)');
  watchHeader(db);
  // A reader may keep a part of it in the log.
  noteOpened(db.name, { stored: storedGeneration(db), newest: generationOf(db) });
  db.pragma(`busy_timeout = ${deskBusyTimeoutMs}`);
};

const faultOf = (error: unknown, file: string, dataDir: string): StartFault => {
  const newestBackup = listBackups(backupFolderOf(dataDir))[0] ?? null;
  if (error instanceof StartFaultError) return startFault(error.kind, file, error.detail, newestBackup);
  const code = codeOf(error);
  switch (storageFaultOf(error)) {
    case 'disk-full':
      return startFault('disk-full', dataDir, code);
    case 'locked':
      return startFault('locked', file, code);
    case 'read-only':
      return startFault('folder-read-only', dataDir, code);
    case 'damaged':
      return startFault('damaged', file, code, newestBackup);
    case 'disk-error':
      // A full disk can also show as a file that cannot be created or extended.
      if (isDiskFull(dataDir)) return startFault('disk-full', dataDir, code);
      return startFault('unreadable', file, code);
    case null:
      return startFault('unreadable', file, code || (error instanceof Error ? error.message : ''));
  }
};

const isDiskFull = (folder: string): boolean => {
  try {
    return statfsSync(folder).bavail === 0;
  } catch {
    return false;
  }
};

/**
 * Closes the database properly: updates planner statistics, merges the write-ahead log into the file, and writes the note that lets the
 * next start skip its check. Never throws: a database that cannot be closed properly is checked at the next start.
 * @returns the error that prevented it, or null.
 */
export const closeDesk = (db: BetterSqlite3.Database): unknown => {
  if (!db.open) return null;
  const file = db.name;
  try {
    db.pragma(`busy_timeout = ${lockWaitMs}`);
    // A file that was moved is left as it is with its log; the note beside it says what belongs to it.
    const isInPlace = isSameFile(db);
    if (isInPlace) {
      analyzeTables(db as ReadableDB, 'changed');
      db.pragma('wal_checkpoint(TRUNCATE)');
    }
    const generation = generationOf(db);
    db.close();
    if (isInPlace) noteClosed(file, generation);
    return null;
  } catch (error) {
    if (db.open) db.close();
    return error;
  } finally {
    releases.get(db)?.();
    endWatch(db);
  }
};
