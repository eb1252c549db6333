import type BetterSqlite3 from 'better-sqlite3';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

// How a start recognises that the database file is the one that was last closed there, and not an older copy, another database, or the same
// one without its write-ahead log.

// The generation of a database is a number in its header: SQLite's application id, which this program uses for nothing else. It starts at a
// random number and is incremented with the first transaction after each checkpoint that emptied the write-ahead log. So the generations of
// two databases are far apart, an older copy has a lower one, and a file that lost its log has a lower one than was noted.

/** Generations no further apart than this belong to one database: no database sees so many checkpoints. */
const furthest = 1_000_000;

/** Returns the generation of a connection's database including its write-ahead log; 0 if it never had one. */
export const generationOf = (db: BetterSqlite3.Database): number =>
  db.pragma('application_id', { simple: true }) as number;

/** Begins the next generation, in the current transaction or a new one. @returns its number. */
export const nextGeneration = (db: BetterSqlite3.Database): number => {
  const before = generationOf(db);
  const next = before === 0 ? 1 + Math.floor(Math.random() * 2 ** 30) : before + 1;
  db.pragma(`application_id = ${next}`);
  return next;
};

/** Whether two generations belong to one database. */
export const isSameDatabase = (one: number, other: number): boolean => Math.abs(one - other) <= furthest;

/** How a database was left, stored in a small file beside it. */
export type IdentityNote = {
  /** `open`: a program is using it, or exited without closing it; then it may have a write-ahead log. */
  readonly state: 'open' | 'closed';
  readonly sizeBytes: number;
  /** When the file was last modified; only if it was closed. */
  readonly changedMs: number | null;
  /** The generation of the file itself. */
  readonly stored: number;
  /** The generation of the file with its write-ahead log. */
  readonly newest: number;
  /** Whether a problem appeared that a check of the pages alone may not find: the next start then also checks every index. */
  readonly fullCheck: boolean;
};

const noteFile = (databaseFile: string): string => `${databaseFile}.mark`;

/** Reads the note beside a database; null if there is none, or if a power cut left it incomplete. */
export const readNote = (databaseFile: string): IdentityNote | null => {
  try {
    const note = JSON.parse(readFileSync(noteFile(databaseFile), 'utf8')) as Partial<IdentityNote> | null;
    const { state, sizeBytes, changedMs, stored, newest, fullCheck } = note ?? {};
    if (typeof sizeBytes !== 'number' || typeof stored !== 'number' || typeof newest !== 'number')
      return null;
    return {
      state: state === 'closed' ? 'closed' : 'open',
      sizeBytes,
      changedMs: typeof changedMs === 'number' ? changedMs : null,
      stored,
      newest,
      fullCheck: fullCheck === true,
    };
  } catch {
    return null;
  }
};

/** Writes the note atomically. @throws a system error; the old note is kept then. */
const writeNote = (databaseFile: string, note: IdentityNote): void => {
  const partial = `${noteFile(databaseFile)}.partial`;
  writeFileSync(partial, JSON.stringify(note));
  renameSync(partial, noteFile(databaseFile));
};

/** Removes the note, so that the file that comes next is not compared with it. */
export const removeNote = (databaseFile: string): void => {
  rmSync(noteFile(databaseFile), { force: true });
};

/**
 * Records that the database is open from here on, and its generations.
 * @throws a system error if that cannot be recorded.
 */
export const noteOpened = (
  databaseFile: string,
  { stored, newest }: Pick<IdentityNote, 'stored' | 'newest'>,
  fullCheck = false,
): void => {
  const { size } = statSync(databaseFile);
  writeNote(databaseFile, { state: 'open', sizeBytes: size, changedMs: null, stored, newest, fullCheck });
};

/** Records that the database was closed properly, and the size and time of its file. @throws as `noteOpened`. */
export const noteClosed = (databaseFile: string, generation: number): void => {
  const { size, mtimeMs } = statSync(databaseFile);
  writeNote(databaseFile, {
    state: 'closed',
    sizeBytes: size,
    changedMs: Math.floor(mtimeMs),
    stored: generation,
    newest: generation,
    fullCheck: readNote(databaseFile)?.fullCheck ?? false,
  });
};

/** Records that the write-ahead log contains something that the file does not: with it the database has this generation. */
export const noteLogUsed = (databaseFile: string, generation: number): void =>
  change(databaseFile, (note) => ({ ...note, newest: Math.max(note.newest, generation) }));

/** Requests a check of every index at the next start. */
export const requestFullCheck = (databaseFile: string): void =>
  change(databaseFile, (note) => ({ ...note, fullCheck: true }));

// If the note cannot be written, the next start knows less, but no step may fail because of it.
const change = (databaseFile: string, how: (note: IdentityNote) => IdentityNote): void => {
  const note = readNote(databaseFile);
  if (note?.state !== 'open') return;
  try {
    writeNote(databaseFile, how(note));
  } catch {
    // The disk may be full: steps will report that.
  }
};

/** Whether the file is unchanged since it was closed properly: then the start can skip the costly check. */
export const isCleanlyClosed = (databaseFile: string, note: IdentityNote | null): boolean => {
  if (note?.state !== 'closed' || note.fullCheck) return false;
  // A write-ahead log with content was never merged, whatever the note says.
  if (logBytes(databaseFile) > 0) return false;
  const { size, mtimeMs } = statSync(databaseFile);
  return note.sizeBytes === size && note.changedMs === Math.floor(mtimeMs);
};

/** Returns the size of a database's write-ahead log in bytes. */
export const logBytes = (databaseFile: string): number =>
  statSync(`${databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Compares a file, by its header and size, with the note.
 * @returns `older`: the file lacks work that was stored in it, or there is a log of another file beside it; `log-missing`: the log with the
 * last steps is gone.
 */
export const compareWithNote = (
  databaseFile: string,
  found: { readonly generation: number; readonly sizeBytes: number },
  note: IdentityNote | null,
): 'older' | 'log-missing' | null => {
  // Generation 0: no start has opened the file yet.
  if (note === null || found.generation === 0) return null;
  const hasLog = logBytes(databaseFile) > 0;
  // Another database was put here on purpose, properly closed: that is the user's decision.
  if (!isSameDatabase(found.generation, note.stored)) return note.state === 'open' && hasLog ? 'older' : null;
  const isShorter = found.generation === note.stored && found.sizeBytes < note.sizeBytes;
  if (found.generation < note.stored || isShorter) return 'older';
  return isLogMissing(found.generation, note) && !hasLog ? 'log-missing' : null;
};

/** Whether a database of this generation lacks changes that the note recorded. */
export const isLogMissing = (generation: number, note: IdentityNote | null): boolean =>
  note?.state === 'open' && isSameDatabase(generation, note.stored) && generation < note.newest;
