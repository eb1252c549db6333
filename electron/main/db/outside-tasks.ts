import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './errors.ts';
import { openRegularFile } from './regular-file.ts';

// Work on folders outside the program's control: network shares and USB sticks. A read from a drive that is gone may never return, so it
// runs in a separate process (outside-process.ts), which can be killed.

export type OutsideTask =
  /** Copies a file and reads it back. */
  | { readonly kind: 'copy'; readonly from: string; readonly to: string }
  /** The same in two parts: first under a temporary name, then renamed. */
  | { readonly kind: 'copy-unnamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'give-name'; readonly to: string }
  /** Counts the copies under a temporary name there: none or one. */
  | { readonly kind: 'look-for-unnamed'; readonly to: string }
  /** Removes such a copy. */
  | { readonly kind: 'remove-unnamed'; readonly to: string }
  /** Creates the folder for copies inside one that the user chose. */
  | { readonly kind: 'begin-folder'; readonly folder: string; readonly name: string }
  /** Copies a backup to the second folder, unless it is there, and deletes the oldest ones beyond the number to keep. */
  | {
      readonly kind: 'bring';
      readonly file: string;
      readonly folder: string;
      readonly keep: number;
      /** Copies from before this moment (ISO, UTC) are deleted too; null: none. */
      readonly before: string | null;
    };

/** The result of a task: the path of the file or folder, and how many copies the folder contains. */
export type OutsideDone = { readonly path: string; readonly copies: number };

export type OutsideAnswer =
  | { readonly kind: 'progress'; readonly bytes: number; readonly of: number }
  | { readonly kind: 'done'; readonly done: OutsideDone }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

type Progress = (bytes: number, of: number) => void;

const pieceBytes = 1024 * 1024;
const backupNames = /^borrow-desk-\d{8}T\d{6}Z-v\d+(?:-[a-z-]+)?\.sqlite$/;

/** Thrown if the second folder is gone, or what is at its path is not it: without the stick, the mount point is an empty folder. */
export class FolderGoneError extends Error {
  readonly code = 'FOLDER_GONE';
}

/** Thrown if what was read back differs from what was written. */
class CopyMismatchError extends Error {
  readonly code = 'COPY_DIFFERS';
}

/**
 * Runs a task.
 * @param progress called with the progress of a copy: writing is the first half, reading back the second.
 * @throws a system error, FolderGoneError, NotAFileError or CopyMismatchError. A failed copy leaves nothing under its name.
 */
export const runOutsideTask = async (task: OutsideTask, progress: Progress): Promise<OutsideDone> => {
  switch (task.kind) {
    case 'copy':
      await copyAndReadBack(task.from, task.to, progress);
      return { path: task.to, copies: 1 };
    case 'copy-unnamed':
      await copyUnnamed(task.from, task.to, progress);
      return { path: task.to, copies: 0 };
    case 'give-name':
      await giveName(task.to);
      return { path: task.to, copies: 1 };
    case 'look-for-unnamed':
      return { path: task.to, copies: await countUnnamed(task.to) };
    case 'remove-unnamed':
      if ((await countUnnamed(task.to)) === 1) await rm(unnamed(task.to));
      return { path: task.to, copies: 0 };
    case 'begin-folder': {
      const path = join(task.folder, task.name);
      await mkdir(path, { recursive: true });
      return { path, copies: (await copiesIn(path)).length };
    }
    case 'bring':
      return await bring(task, progress);
  }
};

const bring = async (
  { file, folder, keep, before }: Extract<OutsideTask, { readonly kind: 'bring' }>,
  progress: Progress,
): Promise<OutsideDone> => {
  // Never created here: on a disk of this computer it would not be a second one.
  if (!(await isFolder(folder))) throw new FolderGoneError('The second folder is not there.');
  const to = join(folder, basename(file));
  if ((await sizeOf(to)) !== (await sizeOf(file))) await copyAndReadBack(file, to, progress);
  const stamp = before?.replace(/[-:]|\.\d+/g, '') ?? '';
  const old = (await copiesIn(folder)).filter(
    (name, place) =>
      place >= Math.max(1, keep) || (place > 0 && (/\d{8}T\d{6}Z/.exec(name)?.[0] ?? '') < stamp),
  );
  for (const name of old) await rm(join(folder, name), { force: true });
  return { path: to, copies: (await copiesIn(folder)).length };
};

/** Returns the names of the copies in a folder, newest first. */
const copiesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((name) => backupNames.test(name))
    .sort()
    .toReversed();

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return false;
    throw error;
  }
};

const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};

const copyAndReadBack = async (from: string, to: string, progress: Progress): Promise<void> => {
  await copyUnnamed(from, to, progress);
  try {
    await giveName(to);
  } catch (error) {
    await rm(unnamed(to), { force: true }).catch(() => undefined);
    throw error;
  }
};

const unnamed = (to: string): string => `${to}.partial`;

const copyUnnamed = async (from: string, to: string, progress: Progress): Promise<void> => {
  const partial = unnamed(to);
  await rm(partial, { force: true });
  try {
    const written = await write(from, partial, progress);
    if ((await digestOf(partial, progress)) !== written)
      throw new CopyMismatchError('The copy differs from the file.');
    await syncFolder(dirname(to));
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
};

const giveName = async (to: string): Promise<void> => {
  await rename(unnamed(to), to);
  await syncFolder(dirname(to));
};

const countUnnamed = async (to: string): Promise<number> => {
  if (!(await isFolder(dirname(to)))) throw new FolderGoneError('The folder is not there.');
  return (await sizeOf(unnamed(to))) === null ? 0 : 1;
};

const write = async (from: string, partial: string, progress: Progress): Promise<string> => {
  const { file: source, stats } = await openRegularFile(from);
  try {
    // Exclusive: whatever was put there in between must not be written through.
    const target = await open(partial, 'wx', 0o600);
    try {
      const digest = createHash('sha256');
      let bytes = 0;
      await eachPiece(source, async (piece) => {
        digest.update(piece);
        await writeAll(target, piece);
        bytes += piece.length;
        progress(bytes, 2 * stats.size);
      });
      await target.sync();
      return digest.digest('hex');
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
};

const writeAll = async (target: FileHandle, piece: Buffer): Promise<void> => {
  let from = 0;
  while (from < piece.length) from += (await target.write(piece, from)).bytesWritten;
};

const eachPiece = async (source: FileHandle, hear: (piece: Buffer) => Promise<void>): Promise<void> => {
  const buffer = Buffer.alloc(pieceBytes);
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, pieceBytes, null);
    if (bytesRead === 0) return;
    await hear(buffer.subarray(0, bytesRead));
  }
};

const digestOf = async (path: string, progress: Progress): Promise<string> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const digest = createHash('sha256');
    let bytes = size;
    await eachPiece(file, (piece) => {
      digest.update(piece);
      bytes += piece.length;
      progress(bytes, 2 * size);
      return Promise.resolve();
    });
    return digest.digest('hex');
  } finally {
    await file.close();
  }
};

// Network shares and Windows do not support this: they write when they choose to.
const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file itself is on the disk.
  }
};
