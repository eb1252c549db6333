import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileStamp } from './backup.ts';
import { removeNote } from './file-identity.ts';

/** Why a database is set aside. */
type Why = 'damaged' | 'other-schema';

/** SQLite's files beside a database: without them the database may lack data. */
const companions = ['-wal', '-shm', '-journal'];

/**
 * Moves a database with its write-ahead log and shared memory to a new folder beside it. Nothing is deleted. The database must be closed.
 * @param now the time in the folder's name (UTC).
 * @param why the beginning of the folder's name.
 * @returns the folder, or null if there was nothing to move.
 * @throws a system error if they cannot be moved.
 */
export const setAside = (file: string, now: Date, why: Why = 'damaged'): string | null => {
  const folder = moveFiles(file, ['', ...companions], now, why);
  // The next file must not be compared with the note.
  removeNote(file);
  return folder;
};

/** Sets a write-ahead log that belongs to another database aside. See `setAside`. */
export const setAsideForeignLog = (file: string, now: Date): string | null =>
  moveFiles(file, companions, now, 'damaged');

const moveFiles = (file: string, endings: readonly string[], now: Date, why: Why): string | null => {
  const present = endings.map((ending) => file + ending).filter((path) => existsSync(path));
  if (present.length === 0) return null;
  const folder = freeFolder(join(dirname(file), `${why}-${fileStamp(now)}`));
  mkdirSync(folder);
  // The log first: if the power fails between the moves, no foreign log is left beside the database.
  for (const path of present.toReversed()) renameSync(path, join(folder, basename(path)));
  return folder;
};

const freeFolder = (wanted: string): string => {
  let folder = wanted;
  for (let n = 2; existsSync(folder); n += 1) folder = `${wanted}-${n}`;
  return folder;
};
