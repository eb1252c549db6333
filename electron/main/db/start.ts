import type BetterSqlite3 from 'better-sqlite3';
import { mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backUp, backupFolderOf, listBackups } from './backup.ts';
import { isCleanlyClosed, removeCleanMark, writeCleanMark } from './clean-mark.ts';
import { codeOf, troubleOf } from './errors.ts';
import { readFileHeader } from './file-header.ts';
import { migrate, pendingMigrations, schemaVersion, type Migration } from './migrate.ts';
import { busyTimeoutMs, connect } from './open.ts';
import { runFileTaskAside } from './run-file-task.ts';
import { startFault, type StartFault, type StartFaultKind } from './start-faults.ts';

/** The database of the desk, opened and on the newest schema. */
export type OpenedDesk = {
  readonly ok: true;
  readonly db: BetterSqlite3.Database;
  readonly file: string;
  /** Whether the file was checked, because it had not been closed in good order. */
  readonly checked: boolean;
};

/** How long another program may hold the database before staff are told at the start. */
const lockWaitMs = 2_000;

export type OpenOptions = {
  readonly dataDir: string;
  readonly migrations: readonly Migration[];
  readonly now: () => Date;
  /** Only after a person typed that it be so: begin anew although backups show that there was a database. */
  readonly mayBeginEmpty?: boolean;
};

/** The database file in a data folder. */
export const databaseFileOf = (dataDir: string): string => join(dataDir, 'borrow-desk.sqlite');

/** Thrown to leave the opening with a fault; never leaves this file. */
class Faulty extends Error {
  readonly kind: StartFaultKind;
  readonly detail: string;
  constructor(kind: StartFaultKind, detail: string) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
  }
}

/**
 * Opens the desk's database, makes it when the folder has none, and brings its schema up to date after a verified backup.
 * The file is checked only when it was not closed in good order or looks cut short: a check of a large file takes seconds.
 * @returns the database, or why it cannot be used; then nothing of it is open and nothing was changed.
 */
export const openDeskFile = async (
  options: OpenOptions,
): Promise<OpenedDesk | { readonly ok: false; readonly fault: StartFault }> => {
  const file = databaseFileOf(options.dataDir);
  let db: BetterSqlite3.Database | null = null;
  try {
    mkdirSync(options.dataDir, { recursive: true });
    probeFolder(options.dataDir);
    const suspect = lookFromOutside(file, options);
    db = connect(file, lockWaitMs);
    if (suspect) await check(file);
    probeWrite(db);
    await updateSchema(db, options);
    db.pragma(`busy_timeout = ${busyTimeoutMs}`);
    removeCleanMark(file);
    return { ok: true, db, file, checked: suspect };
  } catch (error) {
    db?.close();
    return { ok: false, fault: faultOf(error, file, options.dataDir) };
  }
};

// SQLite tells of a read-only or full disk in many ways; a byte of our own tells it in one.
const probeFolder = (folder: string): void => {
  const probe = join(folder, 'write-test.tmp');
  try {
    writeFileSync(probe, '.');
  } finally {
    rmSync(probe, { force: true });
  }
};

// What can be told without opening: a file that is not to be touched is left as it is, with its write-ahead log.
const lookFromOutside = (file: string, options: OpenOptions): boolean => {
  const header = readFileHeader(file);
  const hasPast =
    listBackups(backupFolderOf(options.dataDir)).length > 0 ||
    (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  switch (header.kind) {
    case 'missing':
      if (hasPast && !options.mayBeginEmpty) throw new Faulty('missing', '');
      return false;
    case 'empty':
      if (hasPast && !options.mayBeginEmpty) throw new Faulty('damaged', 'The file is empty.');
      return false;
    case 'not-a-file':
      throw new Faulty('unreadable', 'A folder stands where the file should be.');
    case 'foreign':
      throw new Faulty('damaged', 'The file does not begin as a database does.');
    case 'database':
      refuseNewer(header.schemaVersion, options.migrations);
      return header.truncated || !isCleanlyClosed(file);
  }
};

const refuseNewer = (version: number, migrations: readonly Migration[]): void => {
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest)
    throw new Faulty('newer', `Database version ${version}; this program knows up to ${newest}.`);
};

const check = async (file: string): Promise<void> => {
  const { problems } = await runFileTaskAside({ kind: 'check', file, depth: 'quick' });
  if (problems.length > 0) throw new Faulty('damaged', problems.join('\n'));
};

// A database may open for reading only, or while another program holds its write lock: the first step would fail.
const probeWrite = (db: BetterSqlite3.Database): void => {
  db.exec('BEGIN IMMEDIATE; ROLLBACK');
};

const updateSchema = async (db: BetterSqlite3.Database, options: OpenOptions): Promise<void> => {
  const version = schemaVersion(db);
  refuseNewer(version, options.migrations);
  if (pendingMigrations(options.migrations, version).length === 0) return;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (version === 0 && tables > 0)
    throw new Faulty('unreadable', 'The file is a database, but not one of Borrow Desk.');
  if (version > 0) await backUp(db, backupFolderOf(options.dataDir), 'before-migration', options.now());
  try {
    migrate(db, options.migrations);
  } catch (error) {
    if (troubleOf(error)) throw error;
    throw new Faulty('update-failed', error instanceof Error ? error.message : '');
  }
};

const faultOf = (error: unknown, file: string, dataDir: string): StartFault => {
  const newestBackup = listBackups(backupFolderOf(dataDir))[0] ?? null;
  if (error instanceof Faulty) return startFault(error.kind, file, error.detail, newestBackup);
  const code = codeOf(error);
  switch (troubleOf(error)) {
    case 'disk-full':
      return startFault('disk-full', dataDir, code);
    case 'locked':
      return startFault('locked', file, code);
    case 'read-only':
      return startFault('folder-read-only', dataDir, code);
    case 'damaged':
      return startFault('damaged', file, code, newestBackup);
    case 'disk-error':
      // A full disk can also show as a file that cannot be made or made longer.
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

const suspects = new WeakSet<BetterSqlite3.Database>();

/** Notes that damage showed while the database was in use: the next start will check it whatever else happens. */
export const markSuspect = (db: BetterSqlite3.Database): void => {
  suspects.add(db);
};

/**
 * Closes the database in good order: planner statistics, write-ahead log into the file, and the mark that spares the next
 * start its check. Never throws: a database that cannot be closed so is checked at the next start.
 * @returns the error that prevented good order, or null.
 */
export const closeDesk = (db: BetterSqlite3.Database): unknown => {
  if (!db.open) return null;
  const file = db.name;
  try {
    db.pragma('optimize');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    if (!suspects.has(db)) writeCleanMark(file);
    return null;
  } catch (error) {
    if (db.open) db.close();
    return error;
  }
};
