import BetterSqlite3 from 'better-sqlite3';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './errors.ts';
import { migrations } from './migrations/index.ts';
import {
  compareLibraries,
  inspectLibrary,
  type LibraryInspection,
  type Comparison,
} from './library-facts.ts';
import { stripForMove, keepWorkstation } from './workstation-rows.ts';

/** Long-running work on whole database files. It runs in a worker thread so that the window stays responsive. */
export type FileTask =
  | { readonly kind: 'check'; readonly file: string; readonly depth: CheckDepth }
  | { readonly kind: 'copy'; readonly file: string; readonly to: string }
  /** Makes a raw copy independent of a log, and checks it in full. */
  | { readonly kind: 'finish-copy'; readonly file: string }
  /** Merges the write-ahead log into the file as far as that needs no waiting. */
  | { readonly kind: 'merge-log'; readonly file: string }
  /** Rebuilds every index. */
  | { readonly kind: 'rebuild'; readonly file: string }
  /** Returns what a file that may be a library contains, and whether it is good. Never throws if the file is not one. */
  | {
      readonly kind: 'look-into';
      readonly file: string;
      /** Whether the file is a copy made by this program: it is then migrated and made independent of a log. */
      readonly isCopy?: boolean;
    }
  /** Compares two libraries. */
  | { readonly kind: 'compare'; readonly here: string; readonly there: string }
  /** Copies the settings of the workstation from one library to another that will replace it. */
  | { readonly kind: 'keep-workstation'; readonly from: string; readonly to: string }
  /** Removes from a copy everything that makes no sense on another workstation. */
  | { readonly kind: 'strip-for-move'; readonly file: string };

/** The answer of each task. */
export type AnswerOf<T extends FileTask> = T extends { readonly kind: 'look-into' }
  ? LibraryInspection
  : T extends { readonly kind: 'compare' }
    ? Comparison
    : FileReport;
export type FileAnswer = FileReport | LibraryInspection | Comparison;

/** `quick` finds damaged pages; `full` also compares every index with its table. */
export type CheckDepth = 'quick' | 'full';

/** The result of a task. `problems` is empty if the file is good. SQLite's messages name tables, never values. */
export type FileReport = { readonly problems: readonly string[]; readonly schemaVersion: number };

const problemLimit = 5;
const lockWaitMs = 2_000;
const everyPage = 0x7fffffff;

/**
 * Runs a task on a database file.
 * @throws SqliteError or a system error if the file cannot be read or written at all.
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
      return inspectOrMigrate(task);
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

const inspectOrMigrate = ({ file, isCopy = false }: Extract<FileTask, { readonly kind: 'look-into' }>) => {
  const look = inspectLibrary(file, {
    migrations,
    migrates: isCopy,
    check: (checked) => {
      if (isCopy) disableWal(checked);
      return check(checked, 'full');
    },
  });
  // The migration created a log again.
  if (isCopy && look.fault === null) disableWal(file);
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
 * Compares the full-text index of patrons with the patrons: the integrity check only looks at each separately. (The index of requests is
 * contentless, so there is nothing to compare.) The command needs write access although it writes nothing. Source:
 * https://www.sqlite.org/fts5.html#the_integrity_check_command
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

// The index of patrons reads its rows itself; that of requests is filled from the list of changed requests before the next search.
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
 * Copies a snapshot of a database while others continue to write; the copy is neither checked nor synced to disk.
 * @throws SqliteError or a system error.
 */
export const copySnapshot = async (file: string, to: string): Promise<void> => {
  const source = new BetterSqlite3(file, { fileMustExist: true, timeout: lockWaitMs });
  try {
    // A single step reads one snapshot: writes at the desk cannot restart the copy.
    await source.backup(to, { progress: () => everyPage });
  } finally {
    source.close();
  }
};

const copy = async (file: string, to: string): Promise<FileReport> => {
  await copySnapshot(file, to);
  return finishCopy(to);
};

// The header of a copy says that it has a write-ahead log. It has none, and must be readable without creating one.
const disableWal = (file: string): void => {
  const copied = new BetterSqlite3(file, { fileMustExist: true });
  try {
    copied.pragma('journal_mode = DELETE');
  } finally {
    copied.close();
  }
};

const finishCopy = (to: string): FileReport => {
  disableWal(to);
  const report = check(to, 'full');
  syncToDisk(to);
  return report;
};

/** Waits until a file and its directory entry are on the disk. */
export const syncToDisk = (file: string): void => {
  syncOne(file, 'r+');
  // Windows cannot sync a folder, and does not need to.
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
