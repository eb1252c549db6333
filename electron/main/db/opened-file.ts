import type BetterSqlite3 from 'better-sqlite3';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseGoneError, type GoneKind } from './database-gone.ts';
import { isSameDatabase } from './file-identity.ts';
import { headerBytes, parseHeader } from './file-header.ts';

// A connection goes on with the file that it opened, whatever becomes of the file's name: what is stored in a file that
// nobody can find any more is lost with the end of the program. So each transaction makes sure of it first.

/** What the system calls a file itself: device and inode; on Windows volume and index, which need 64 bits. */
type FileId = { readonly device: bigint; readonly file: bigint };

type Place = {
  readonly path: string;
  /** Null while SQLite has not made it yet. */
  id: FileId | null;
};

type OpenedFile = {
  readonly places: readonly [database: Place, log: Place, memory: Place];
  /** For a look at the header. Closing it would take SQLite's locks away (POSIX), so it stays until the database is closed. */
  descriptor: number | null;
  /** The generation that the file itself was last seen to have. */
  generation: number;
  taken: GoneKind | null;
  /** Whether what was confirmed lies in a backup of its own, since the file is gone. */
  rescued: boolean;
};

const openedFiles = new WeakMap<BetterSqlite3.Database, OpenedFile>();

const idOf = (path: string): FileId | null => {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? { device: stats.dev, file: stats.ino } : null;
};

/** Notes which files a connection has opened: the database, its write-ahead log and its shared memory. */
export const watchFile = (db: BetterSqlite3.Database): void => {
  const place = (ending: string): Place => ({ path: db.name + ending, id: idOf(db.name + ending) });
  openedFiles.set(db, {
    places: [place(''), place('-wal'), place('-shm')],
    descriptor: null,
    generation: 0,
    taken: null,
    rescued: false,
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
  opened.generation = readGeneration(opened.descriptor) ?? 0;
};

/** The generation that the file itself has, without its log. Only where the header is watched. @throws a system error. */
export const storedGeneration = (db: BetterSqlite3.Database): number => {
  const descriptor = openedFiles.get(db)?.descriptor ?? null;
  return descriptor === null ? 0 : (readGeneration(descriptor) ?? 0);
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

/** Whether the open database has no name any more: it was deleted, and is gone for good when it is closed. */
export const isDeleted = (db: BetterSqlite3.Database): boolean => {
  const descriptor = openedFiles.get(db)?.descriptor ?? null;
  return descriptor !== null && fstatSync(descriptor).nlink === 0;
};

/** Notes that what was confirmed is safe elsewhere. */
export const noteRescued = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (opened) opened.rescued = true;
};

/**
 * Makes sure that the files of a connection are still those at their paths. A few microseconds.
 * @throws DatabaseGoneError when they are not.
 */
export const assertSameFile = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (!opened) return;
  const { places, rescued } = opened;
  const [database, log, memory] = places;
  if (opened.taken !== null) throw new DatabaseGoneError(opened.taken, database.path);
  assertPlace(database, 'moved', rescued);
  assertPlace(log, 'log-gone', rescued);
  assertPlace(memory, 'log-gone', rescued);
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

const assertPlace = (place: Place, whenMissing: GoneKind, rescued: boolean): void => {
  let found: FileId | null;
  try {
    found = idOf(place.path);
  } catch {
    throw new DatabaseGoneError('unreachable', place.path);
  }
  if (found !== null) place.id ??= found;
  if (found?.file === place.id?.file && found?.device === place.id?.device) return;
  throw new DatabaseGoneError(found === null ? whenMissing : 'replaced', place.path, rescued);
};

const assertHeader = (opened: OpenedFile, descriptor: number, path: string): void => {
  let generation: number | null;
  try {
    generation = readGeneration(descriptor);
  } catch {
    throw new DatabaseGoneError('unreachable', path);
  }
  if (generation === null || generation < opened.generation || !isSameDatabase(generation, opened.generation))
    throw new DatabaseGoneError('replaced', path);
  opened.generation = generation;
};

const buffer = Buffer.alloc(headerBytes);

const readGeneration = (descriptor: number): number | null => {
  const bytes = readSync(descriptor, buffer, 0, headerBytes, 0);
  return parseHeader(buffer.subarray(0, bytes))?.generation ?? null;
};
