import type BetterSqlite3 from 'better-sqlite3';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseGoneError, type GoneKind } from './database-gone.ts';
import { isSameDatabase } from './file-identity.ts';
import { headerBytes, parseHeader } from './file-header.ts';

// A connection keeps using the file that it opened, whatever happens to the file's name: anything stored in a file without a name is lost
// when the program exits. So each transaction first makes sure of it.

/** The system's identity of a file: device and inode; on Windows volume and file index, which need 64 bits. */
type FileId = { readonly device: bigint; readonly file: bigint };

type Place = {
  readonly path: string;
  /** Null as long as SQLite has not created it. */
  id: FileId | null;
};

type OpenedFile = {
  readonly places: readonly [database: Place, log: Place, memory: Place];
  /** For reading the header. Closing it would release SQLite's locks (POSIX), so it stays open until the database is closed. */
  descriptor: number | null;
  /** The last known generation of the file itself. */
  generation: number;
  taken: GoneKind | null;
  /** Whether everything confirmed was saved as a separate backup after the file was gone. */
  rescued: boolean;
};

const openedFiles = new WeakMap<BetterSqlite3.Database, OpenedFile>();

const idOf = (path: string): FileId | null => {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? { device: stats.dev, file: stats.ino } : null;
};

/** Records which files a connection has opened: the database, its write-ahead log and its shared memory. */
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
 * From here on the header is checked too: a file overwritten in place keeps its name and inode. Only for one connection of the process, the
 * one that is opened first and closed last.
 */
export const watchHeader = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (!opened || opened.descriptor !== null) return;
  opened.descriptor = openSync(db.name, 'r');
  opened.generation = readGeneration(opened.descriptor) ?? 0;
};

/** Returns the generation of the file itself, without its log; only if the header is watched. @throws a system error. */
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

/** Records that another process has taken over the folder: nothing is read or stored from here on. */
export const noteTakenOver = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (opened) opened.taken = 'taken-over';
};

/** Whether the open database was deleted: its data is lost when it is closed. */
export const isDeleted = (db: BetterSqlite3.Database): boolean => {
  const descriptor = openedFiles.get(db)?.descriptor ?? null;
  return descriptor !== null && fstatSync(descriptor).nlink === 0;
};

/** Records that everything confirmed has been saved elsewhere. */
export const noteRescued = (db: BetterSqlite3.Database): void => {
  const opened = openedFiles.get(db);
  if (opened) opened.rescued = true;
};

/**
 * Makes sure that the files of a connection are still those at their paths. Takes a few microseconds.
 * @throws DatabaseGoneError if they are not.
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
