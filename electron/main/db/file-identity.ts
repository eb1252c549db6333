import type BetterSqlite3 from 'better-sqlite3';
import { randomInt } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

// How a start tells that the file in the database's place is the one that was closed there, and not an older copy, another database, or
// the same one without its write-ahead log.

// The generation of a database is a number in its header: SQLite's application id, which nothing else of ours uses. It begins with a random
// number and goes up by one with the first transaction after each checkpoint that emptied the write-ahead log. So the generations of two databases
// are far apart, an older copy has a lower one, and a file whose log was lost has a lower one than was noted.

/** Generations that are so close belong to one database: nobody lives to see so many checkpoints. */
const furthest = 1_000_000;

/** The generation of a connection's database, its write-ahead log included; 0 for one that never had any. */
export const generationOf = (db: BetterSqlite3.Database): number =>
  db.pragma('application_id', { simple: true }) as number;

/** Begins the next generation, in the transaction that runs or in one of its own. @returns its number. */
export const nextGeneration = (db: BetterSqlite3.Database): number => {
  const before = generationOf(db);
  const next = before === 0 ? randomInt(1, 2 ** 30) : before + 1;
  db.pragma(`application_id = ${next}`);
  return next;
};

/** Whether two generations are of one database. */
export const isSameDatabase = (one: number, other: number): boolean => Math.abs(one - other) <= furthest;

/** How a database was left, in a small file beside it. */
export type IdentityNote = {
  /** `open`: a program works with it, or ended without closing it; then a write-ahead log belongs to it. */
  readonly state: 'open' | 'closed';
  readonly sizeBytes: number;
  /** When the file was last changed; only where it was closed. */
  readonly changedMs: number | null;
  /** The generation of the file itself. */
  readonly stored: number;
  /** The generation of the file with its write-ahead log. */
  readonly newest: number;
  /** Something showed that a look at the pages alone may not find: the next start compares every index too. */
  readonly fullCheck: boolean;
};

const noteFile = (databaseFile: string): string => `${databaseFile}.mark`;

/** The note beside a database; null where there is none, or one that a power cut left half written. */
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

/** Writes the note, whole or not at all. @throws a system error; the old note stays then. */
const writeNote = (databaseFile: string, note: IdentityNote): void => {
  const partial = `${noteFile(databaseFile)}.partial`;
  writeFileSync(partial, JSON.stringify(note));
  renameSync(partial, noteFile(databaseFile));
};

/** Removes the note: what comes into this place is not compared with it. */
export const removeNote = (databaseFile: string): void => {
  rmSync(noteFile(databaseFile), { force: true });
};

/**
 * Notes that the database is open from here on, and its generations.
 * @throws a system error when it cannot be noted.
 */
export const noteOpened = (
  databaseFile: string,
  { stored, newest }: Pick<IdentityNote, 'stored' | 'newest'>,
  fullCheck = false,
): void => {
  const { size } = statSync(databaseFile);
  writeNote(databaseFile, { state: 'open', sizeBytes: size, changedMs: null, stored, newest, fullCheck });
};

/** Notes that the database was closed in good order, and how its file looked then. @throws as `noteOpened`. */
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

/** Notes that the write-ahead log holds something that the file does not: with it the database has this generation. */
export const noteLogUsed = (databaseFile: string, generation: number): void =>
  change(databaseFile, (note) => ({ ...note, newest: Math.max(note.newest, generation) }));

/** Asks for a check of every index at the next start. */
export const requestFullCheck = (databaseFile: string): void =>
  change(databaseFile, (note) => ({ ...note, fullCheck: true }));

// A note that cannot be written costs the next start what it would know, and no step its end.
const change = (databaseFile: string, how: (note: IdentityNote) => IdentityNote): void => {
  const note = readNote(databaseFile);
  if (note?.state !== 'open') return;
  try {
    writeNote(databaseFile, how(note));
  } catch {
    // The disk is full, say: steps will tell of it.
  }
};

/** Whether the file is just as it was when it was closed in good order: then the costly check at the start is spared. */
export const isCleanlyClosed = (databaseFile: string, note: IdentityNote | null): boolean => {
  if (note?.state !== 'closed' || note.fullCheck) return false;
  // A write-ahead log with content is work that nobody closed, whatever the note says.
  if (logBytes(databaseFile) > 0) return false;
  const { size, mtimeMs } = statSync(databaseFile);
  return note.sizeBytes === size && note.changedMs === Math.floor(mtimeMs);
};

/** How much the write-ahead log of a database holds. */
export const logBytes = (databaseFile: string): number =>
  statSync(`${databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Compares what is found, by its header and its size, with the note.
 * @returns `older`: work that was in this file is not in this one, or a log lies beside it that is another file's;
 * `log-missing`: the log with the last steps is gone.
 */
export const comparedWithNote = (
  databaseFile: string,
  found: { readonly generation: number; readonly sizeBytes: number },
  note: IdentityNote | null,
): 'older' | 'log-missing' | null => {
  // Generation 0: no start has opened the file yet.
  if (note === null || found.generation === 0) return null;
  const hasLog = logBytes(databaseFile) > 0;
  // Somebody put another database here, in good order: that is theirs to decide.
  if (!isSameDatabase(found.generation, note.stored)) return note.state === 'open' && hasLog ? 'older' : null;
  const isShorter = found.generation === note.stored && found.sizeBytes < note.sizeBytes;
  if (found.generation < note.stored || isShorter) return 'older';
  return isLogMissing(found.generation, note) && !hasLog ? 'log-missing' : null;
};

/** Whether a database of this generation lacks what the note says was in it. */
export const isLogMissing = (generation: number, note: IdentityNote | null): boolean =>
  note?.state === 'open' && isSameDatabase(generation, note.stored) && generation < note.newest;
