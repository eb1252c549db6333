import type BetterSqlite3 from 'better-sqlite3';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseGoneError, type GoneKind } from './database-gone.ts';
import { headerBytes, parseHeader } from './file-header.ts';
import { isSameDatabase } from './stamp.ts';

// A connection goes on with the file that it opened, whatever becomes of the file's name: what is stored in a file that
// nobody can find any more is lost with the end of the program. So each transaction makes sure of it first.

type Place = {
  readonly path: string;
  /** What the system calls the file itself; null while SQLite has not made it yet. */
  id: string | null;
};

type OpenedFile = {
  readonly places: readonly [database: Place, log: Place, memory: Place];
  /** For a look at the header. Closing it would take SQLite's locks away (POSIX), so it stays until the database is closed. */
  descriptor: number | null;
  /** The stamp that the file itself was last seen to have. */
  stamp: number;
  taken: GoneKind | null;
};

const openedFiles = new WeakMap<BetterSqlite3.Database, OpenedFile>();

// Device and inode; on Windows the volume and the index of the file, which need 64 bits.
const idOf = (path: string): string | null => {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.dev}:${stats.ino}` : null;
};

/** Notes which files a connection has opened: the database, its write-ahead log and its shared memory. */
export const watchFile = (db: BetterSqlite3.Database): void => {
  const place = (ending: string): Place => ({ path: db.name + ending, id: idOf(db.name + ending) });
  openedFiles.set(db, {
    places: [place(''), place('-wal'), place('-shm')],
    descriptor: null,
    stamp: 0,
    taken: null,
  });
};

/**
 * From here on the header is looked at too: a file that was overwritten in its place keeps its name and its number. For one
 * connection of the process only, the one that is opened first and closed last.
 */
export const watchHeader = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (!opened || opened.descriptor !== null) return;
  opened.descriptor = openSync(db.name, 'r');
  opened.stamp = readStamp(opened.descriptor) ?? 0;
};

/** The stamp that the file itself has, without its log. Only where the header is watched. @throws a system error. */
export const storedStamp = (db: BetterSqlite3.Database): number => {
  const descriptor = openedFiles.get(db)?.descriptor ?? null;
  return descriptor === null ? 0 : (readStamp(descriptor) ?? 0);
};

/** Ends the watch of a connection that has been closed. */
export const endWatch = (db: BetterSqlite3.Database): void => {
  const descriptor = openedFiles.get(db)?.descriptor ?? null;
  openedFiles.delete(db);
  if (descriptor !== null) closeSync(descriptor);
};

/** Notes that the folder is not ours any more: nothing is read or stored from here on. */
export const noteTakenOver = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (opened) opened.taken = 'taken-over';
};

/**
 * Makes sure that the files of a connection are still those at their paths. A few microseconds.
 * @throws DatabaseGoneError when they are not.
 */
export const assertSameFile = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (!opened) return;
  const [database, log, memory] = opened.places;
  if (opened.taken !== null) throw new DatabaseGoneError(opened.taken, database.path);
  assertPlace(database, 'moved');
  assertPlace(log, 'log-gone');
  assertPlace(memory, 'log-gone');
  if (opened.descriptor !== null) assertHeader(opened, opened.descriptor, database.path);
};

/** Whether the files of a connection are still those at their paths. */
export const isSameFile = (db: BetterSqlite3.Database): boolean => {
  try {
    assertSameFile(db);
    return true;
  } catch {
    return false;
  }
};

const assertPlace = (place: Place, whenMissing: GoneKind): void => {
  let found: string | null;
  try {
    found = idOf(place.path);
  } catch {
    throw new DatabaseGoneError('unreachable', place.path);
  }
  if (found !== null && place.id === null) place.id = found;
  if (found === place.id) return;
  throw new DatabaseGoneError(found === null ? whenMissing : 'replaced', place.path);
};

const assertHeader = (opened: OpenedFile, descriptor: number, path: string): void => {
  let stamp: number | null;
  try {
    stamp = readStamp(descriptor);
  } catch {
    throw new DatabaseGoneError('unreachable', path);
  }
  if (stamp === null || stamp < opened.stamp || !isSameDatabase(stamp, opened.stamp))
    throw new DatabaseGoneError('replaced', path);
  opened.stamp = stamp;
};

const buffer = Buffer.alloc(headerBytes);

const readStamp = (descriptor: number): number | null => {
  const bytes = readSync(descriptor, buffer, 0, headerBytes, 0);
  return parseHeader(buffer.subarray(0, bytes))?.stamp ?? null;
};
