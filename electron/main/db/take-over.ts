import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backupFolderOf, backupName, pruneBackups } from './backup.ts';
import { storageFaultOf } from './errors.ts';
import { removeNote } from './file-identity.ts';
import { readFileHeader } from './file-header.ts';
import { syncToDisk } from './file-tasks.ts';
import { runInFileWorker } from './run-file-task.ts';
import { setAside } from './set-aside.ts';

// How another library replaces the one in the data folder: a backup, or a file from another workstation. It is copied beside the database
// and checked while the desk works (`incoming`). After the user's decision, one rename makes it the next library (`next`), and the program
// exits. The following start backs up the previous library by moving it, and moves the next one into its place. Wherever that is
// interrupted, one of the two is intact: as long as `next` exists, the start continues.

/** Returns the path of a library that the user is looking at and has not decided on. */
export const incomingFileOf = (databaseFile: string): string => `${databaseFile}.incoming`;

/** Returns the path of the library that replaces the current one at the next start. */
const nextFileOf = (databaseFile: string): string => `${databaseFile}.next`;

const companions = ['', '-journal', '-wal', '-shm', '.partial'];

/** Deletes a library that the user has not decided on. */
export const dropIncoming = (databaseFile: string): void => {
  for (const ending of companions) rmSync(incomingFileOf(databaseFile) + ending, { force: true });
};

/**
 * Makes the next start open the incoming library. The caller must end the program.
 * @throws a system error; nothing is changed then.
 */
export const decideOnIncoming = (databaseFile: string): void => {
  renameSync(incomingFileOf(databaseFile), nextFileOf(databaseFile));
  syncToDisk(nextFileOf(databaseFile));
};

/**
 * At a start, before anything is open: moves the library that was decided on into place, and keeps the previous one as a backup. Does
 * nothing without a decision.
 * @throws SqliteError or a system error, such as a full disk; the next start retries, and one of the two libraries is intact.
 */
export const finishTakeOver = async (databaseFile: string, now: Date): Promise<void> => {
  const next = nextFileOf(databaseFile);
  dropIncoming(databaseFile);
  if (!existsSync(next)) return;
  const header = readFileHeader(next);
  if (header.kind !== 'database' || header.truncated) {
    // It was intact when it was copied: the disk has damaged it. The current library stays.
    renameSync(next, `${incomingFileOf(databaseFile)}.damaged`);
    return;
  }
  await saveAsBackup(databaseFile, next, now);
  removeNote(databaseFile);
  renameSync(next, databaseFile);
  syncToDisk(databaseFile);
};

const saveAsBackup = async (databaseFile: string, next: string, now: Date): Promise<void> => {
  const header = readFileHeader(databaseFile);
  if (header.kind === 'missing') return;
  if (header.kind !== 'database' || !(await checkpointAndCheck(databaseFile)))
    return void setAside(databaseFile, now);
  // Now rather than at the decision: letters may have been sent until the program exited.
  await runInFileWorker({ kind: 'keep-workstation', from: databaseFile, to: next });
  const folder = backupFolderOf(dirname(databaseFile));
  const kept = join(folder, backupName('before-restore', now, header.schemaVersion));
  mkdirSync(folder, { recursive: true });
  try {
    renameSync(databaseFile, kept);
  } catch (error) {
    // The backup folder is on another disk.
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    return void setAside(databaseFile, now);
  }
  syncToDisk(kept);
  pruneBackups(folder, 'before-restore');
};

/** Merges the log of a closed database into it and checks it, so that the file alone can serve as a backup. */
const checkpointAndCheck = async (file: string): Promise<boolean> => {
  try {
    const { problems } = await runInFileWorker({ kind: 'finish-copy', file });
    return problems.length === 0;
  } catch (error) {
    if (storageFaultOf(error) === 'damaged') return false;
    throw error;
  }
};
