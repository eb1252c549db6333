import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backupFolderOf, backupName, pruneBackups } from './backup.ts';
import { troubleOf } from './errors.ts';
import { removeNote } from './file-identity.ts';
import { readFileHeader } from './file-header.ts';
import { syncToDisk } from './file-tasks.ts';
import { runInFileWorker } from './run-file-task.ts';
import { setAside } from './set-aside.ts';

// How another library takes the place of the one in the data folder: a backup, or a file from another workstation. It is brought
// beside the database and checked while the desk works (`incoming`). When a person has decided, one rename makes it the next
// library (`next`), and the program ends. The start that follows makes a backup of the library that was, by moving it, and moves
// the next one into its place. Wherever that breaks off, one of the two lies there whole: as long as `next` is there the start goes on.

/** Where a library lies that a person looks at and has not decided on. */
export const incomingFileOf = (databaseFile: string): string => `${databaseFile}.incoming`;

/** Where the library lies that takes the place at the next start. */
const nextFileOf = (databaseFile: string): string => `${databaseFile}.next`;

const companions = ['', '-journal', '-wal', '-shm', '.partial'];

/** Removes a library that nobody decided on. */
export const dropIncoming = (databaseFile: string): void => {
  for (const ending of companions) rmSync(incomingFileOf(databaseFile) + ending, { force: true });
};

/**
 * From here on the next start opens the library that was brought. Whoever calls this ends the program.
 * @throws a system error; everything is as it was then.
 */
export const decideOnIncoming = (databaseFile: string): void => {
  renameSync(incomingFileOf(databaseFile), nextFileOf(databaseFile));
  syncToDisk(nextFileOf(databaseFile));
};

/** Whether a start is to open another library than the one in the place. */
export const isDecided = (databaseFile: string): boolean => existsSync(nextFileOf(databaseFile));

/**
 * At a start, before anything is open: brings the library into its place on which somebody decided, and keeps the one that was
 * there as a backup. Without a decision it does nothing.
 * @throws SqliteError or a system error, such as a full disk; the next start tries again, and either library is whole.
 */
export const finishTakeOver = async (databaseFile: string, now: Date): Promise<void> => {
  const next = nextFileOf(databaseFile);
  dropIncoming(databaseFile);
  if (!existsSync(next)) return;
  const header = readFileHeader(next);
  if (header.kind !== 'database' || header.truncated) {
    // It was whole when it was brought: the disk lost it. The library that is there stays.
    renameSync(next, `${incomingFileOf(databaseFile)}.damaged`);
    return;
  }
  await keepAsBackup(databaseFile, next, now);
  removeNote(databaseFile);
  renameSync(next, databaseFile);
  syncToDisk(databaseFile);
};

const keepAsBackup = async (databaseFile: string, next: string, now: Date): Promise<void> => {
  const header = readFileHeader(databaseFile);
  if (header.kind === 'missing') return;
  if (header.kind !== 'database' || !(await standsForItself(databaseFile)))
    return void setAside(databaseFile, now);
  // Now, and not when somebody decided: until the end of the program letters may have left.
  await runInFileWorker({ kind: 'keep-workstation', from: databaseFile, to: next });
  const folder = backupFolderOf(dirname(databaseFile));
  const kept = join(folder, backupName('before-restore', now, header.schemaVersion));
  mkdirSync(folder, { recursive: true });
  try {
    renameSync(databaseFile, kept);
  } catch (error) {
    // Somebody put the folder of backups on another disk.
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    return void setAside(databaseFile, now);
  }
  syncToDisk(kept);
  pruneBackups(folder, 'before-restore');
};

/** Puts the log of a closed database into it, and checks it, so that it is a backup where it lies. */
const standsForItself = async (file: string): Promise<boolean> => {
  try {
    const { problems } = await runInFileWorker({ kind: 'finish-copy', file });
    return problems.length === 0;
  } catch (error) {
    if (troubleOf(error) === 'damaged') return false;
    throw error;
  }
};
