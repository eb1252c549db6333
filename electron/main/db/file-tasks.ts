import BetterSqlite3 from 'better-sqlite3';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './errors.ts';
import { migrations } from './migrations/index.ts';
import { compareLibraries, lookIntoLibrary, type LibraryLook, type Comparison } from './library-facts.ts';
import { stripForMove, keepWorkstation } from './workstation-rows.ts';

/** Long work on whole database files. It runs in a thread of its own, so that no window stands still meanwhile. */
export type FileTask =
  | { readonly kind: 'check'; readonly file: string; readonly depth: CheckDepth }
  | { readonly kind: 'copy'; readonly file: string; readonly to: string }
  /** Makes a raw copy one that stands for itself, and checks it in full. */
  | { readonly kind: 'finish-copy'; readonly file: string }
  /** Puts the write-ahead log into the file as far as nobody has to wait for it. */
  | { readonly kind: 'merge-log'; readonly file: string }
  /** Makes every index anew. */
  | { readonly kind: 'rebuild'; readonly file: string }
  /** Says what a file that may be a library holds, and whether it is good. Never throws for a file that is none. */
  | {
      readonly kind: 'look-into';
      readonly file: string;
      /** The file is a copy of ours: it is brought up to date, and made one that needs no log beside it. */
      readonly isCopy?: boolean;
    }
  /** Holds one library against another. */
  | { readonly kind: 'compare'; readonly here: string; readonly there: string }
  /** Puts the settings of the workstation that stand in one library into another that is to take its place. */
  | { readonly kind: 'keep-workstation'; readonly from: string; readonly to: string }
  /** Takes out of a copy what makes no sense on another workstation. */
  | { readonly kind: 'strip-for-move'; readonly file: string };

/** What each task answers. */
export type AnswerOf<T extends FileTask> = T extends { readonly kind: 'look-into' }
  ? LibraryLook
  : T extends { readonly kind: 'compare' }
    ? Comparison
    : FileReport;
export type FileAnswer = FileReport | LibraryLook | Comparison;

/** `quick` finds damaged pages; `full` also compares every index with its table. */
export type CheckDepth = 'quick' | 'full';

/** What a task found. `problems` is empty when the file is good. SQLite's words for problems name tables, never values. */
export type FileReport = { readonly problems: readonly string[]; readonly schemaVersion: number };

const problemLimit = 5;
const lockWaitMs = 2_000;
const everyPage = 0x7fffffff;

/**
 * Checks a database file, copies it through SQLite's backup API, or puts its write-ahead log into it.
 * @throws SqliteError or a system error when the file cannot be read or written at all.
 */
export const runFileTask = async (task: FileTask): Promise<FileAnswer> => {
  switch (task.kind) {
    case 'check':
      return check(task.file, task.depth);
    case 'copy':
      return await copy(task.file, task.to);
    case 'finish-copy':
      return finishCopy(task.file);
    case 'merge-log':
      return mergeLog(task.file);
    case 'rebuild':
      return rebuild(task.file);
    case 'look-into':
      return lookInto(task);
    case 'compare':
      return compareLibraries(task.here, task.there);
    case 'keep-workstation':
      keepWorkstation(task.from, task.to);
      return finishCopy(task.to);
    case 'strip-for-move':
      stripForMove(task.file);
      return finishCopy(task.file);
  }
};

const lookInto = ({ file, isCopy = false }: Extract<FileTask, { readonly kind: 'look-into' }>) => {
  const look = lookIntoLibrary(file, {
    migrations,
    bringsUpToDate: isCopy,
    check: (checked) => {
      if (isCopy) standAlone(checked);
      return check(checked, 'full');
    },
  });
  // To bring it up to date made a log again.
  if (isCopy && look.fault === null) standAlone(file);
  return look;
};

const check = (file: string, depth: CheckDepth): FileReport => {
  const db = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: lockWaitMs });
  try {
    const pragma = depth === 'full' ? 'integrity_check' : 'quick_check';
    const rows = db.pragma(`${pragma}(${problemLimit})`) as Record<string, string>[];
    const problems = rows.map((row) => row[pragma] ?? '').filter((text) => text !== 'ok');
    if (depth === 'full' && problems.length === 0) problems.push(...wordProblems(file));
    return { problems, schemaVersion: db.pragma('user_version', { simple: true }) as number };
  } finally {
    db.close();
  }
};

/**
 * The index of patrons' words against the patrons: the check of the database looks at either alone. (The index of requests
 * keeps no words to compare with.) Asking needs the right to write, although nothing is written.
 * Source: https://www.sqlite.org/fts5.html#the_integrity_check_command
 */
const wordProblems = (file: string): readonly string[] => {
  const db = new BetterSqlite3(file, { fileMustExist: true, timeout: lockWaitMs });
  try {
    if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'patron_search'").get()) return [];
    db.exec("INSERT INTO patron_search (patron_search, rank) VALUES ('integrity-check', 1)");
    return [];
  } catch (error) {
    const code = codeOf(error);
    if (code.startsWith('SQLITE_CORRUPT')) return ['FTS5 table patron_search does not agree with patron'];
    if (code.startsWith('SQLITE_READONLY')) return [];
    throw error;
  } finally {
    db.close();
  }
};

// The index of patrons reads its rows itself; that of requests is filled before the next search from the list of changed ones.
const rebuildWords = `
  INSERT INTO patron_search (patron_search) VALUES ('rebuild');
  INSERT INTO request_search (request_search) VALUES ('delete-all');
  INSERT INTO request_search_todo SELECT id FROM request WHERE true ON CONFLICT DO NOTHING;`;

const rebuild = (file: string): FileReport => {
  const db = new BetterSqlite3(file, { fileMustExist: true, timeout: lockWaitMs });
  try {
    const hasWords = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'request_search_todo'").get();
    db.transaction(() => {
      db.exec('REINDEX');
      if (hasWords !== undefined) db.exec(rebuildWords);
    }).immediate();
  } finally {
    db.close();
  }
  return check(file, 'full');
};

const mergeLog = (file: string): FileReport => {
  const db = new BetterSqlite3(file, { fileMustExist: true, timeout: lockWaitMs });
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
    return { problems: [], schemaVersion: db.pragma('user_version', { simple: true }) as number };
  } finally {
    db.close();
  }
};

/**
 * Copies a database as it is at one moment, while others go on writing: neither checked nor put on the disk.
 * @throws SqliteError or a system error.
 */
export const copySnapshot = async (file: string, to: string): Promise<void> => {
  const source = new BetterSqlite3(file, { fileMustExist: true, timeout: lockWaitMs });
  try {
    // One single step reads one snapshot: a desk that goes on writing cannot make the copy begin anew.
    await source.backup(to, { progress: () => everyPage });
  } finally {
    source.close();
  }
};

const copy = async (file: string, to: string): Promise<FileReport> => {
  await copySnapshot(file, to);
  return finishCopy(to);
};

// A copy says in its header that it has a write-ahead log. It has none, and must be readable without making one.
const standAlone = (file: string): void => {
  const copied = new BetterSqlite3(file, { fileMustExist: true });
  try {
    copied.pragma('journal_mode = DELETE');
  } finally {
    copied.close();
  }
};

const finishCopy = (to: string): FileReport => {
  standAlone(to);
  const report = check(to, 'full');
  syncToDisk(to);
  return report;
};

/** Waits until a file and its entry in the folder are on the disk. */
export const syncToDisk = (file: string): void => {
  syncOne(file, 'r+');
  // Windows has no way to sync a folder, and needs none.
  if (process.platform !== 'win32') syncOne(dirname(file), 'r');
};

const syncOne = (path: string, flags: string): void => {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
