import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file that is written completely or not at all. */
export type WholeFile = {
  /** @throws errors of the file system. */
  readonly write: (piece: string | Uint8Array) => void;
  /** Flushes it to disk and gives it its name. @throws errors of the file system, including `EEXIST`. */
  readonly finish: () => void;
  /** Deletes the incomplete file. Never throws. */
  readonly abandon: () => void;
};

/** Small pieces are buffered up to this size. */
const atOnceBytes = 256 * 1024;

/**
 * Creates a partial file next to the target, readable by this account only. The target does not exist before `finish`.
 * @param path absolute.
 * @param mayReplace whether the operator agreed to replace an existing file.
 * @throws errors of the file system; `EEXIST` if the target exists.
 */
export const beginWholeFile = (path: string, mayReplace: boolean): WholeFile => {
  if (!mayReplace && existsSync(path)) throw alreadyThere();
  const partial = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID().slice(0, 8)}.partial`);
  const file = openSync(partial, 'wx', 0o600);
  let isOpen = true;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const flush = (): void => {
    const piece = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    for (let from = 0; from < piece.length;) from += writeSync(file, piece, from);
  };
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(file);
  };
  return {
    write: (piece) => {
      const bytes = Buffer.from(piece);
      waiting.push(bytes);
      if ((waitingBytes += bytes.length) >= atOnceBytes) flush();
    },
    finish: () => {
      flush();
      fsyncSync(file);
      close();
      if (mayReplace) renameSync(partial, path);
      else putWhereNothingIs(partial, path);
      syncFolder(dirname(path));
    },
    abandon: () => {
      try {
        close();
        rmSync(partial, { force: true });
      } catch {
        // The disk is gone, and with it the file.
      }
    },
  };
};

const alreadyThere = (): Error =>
  Object.assign(new Error('Something stands there already.'), { code: 'EEXIST' });

/** A hard link never replaces an existing file. Some file systems (USB sticks) have no hard links; those get a rename. */
const putWhereNothingIs = (partial: string, path: string): void => {
  try {
    linkSync(partial, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST') throw error;
    if (existsSync(path)) throw alreadyThere();
    renameSync(partial, path);
    return;
  }
  rmSync(partial);
};

/** Flushes the folder, so that the name is on disk too. On Windows a folder cannot be opened, and the system does this. */
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  try {
    const open = openSync(folder, 'r');
    try {
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
  } catch {
    // Network drives and some USB sticks do not support this; the file itself is on disk.
  }
};
