import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file that is there whole or not at all. */
export type WholeFile = {
  /** @throws errors of the file system. */
  readonly write: (piece: string | Uint8Array) => void;
  /** Puts it on the disk under its name. @throws errors of the file system, `EEXIST` among them. */
  readonly finish: () => void;
  /** Leaves nothing of it. Never throws. */
  readonly abandon: () => void;
};

/** Small pieces go to the disk together. */
const atOnceBytes = 256 * 1024;

/**
 * Begins a file beside its place, under a name of its own, for this account alone. Nothing stands at its place before `finish`.
 * @param path whole.
 * @param mayReplace whether somebody agreed that what stands there is replaced.
 * @throws errors of the file system; `EEXIST` where something stands there.
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
        // The disk is gone, and the file with it.
      }
    },
  };
};

const alreadyThere = (): Error =>
  Object.assign(new Error('Something stands there already.'), { code: 'EEXIST' });

/** A second name is given only where nothing has it; some file systems (memory sticks) know no second names. */
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

/** Makes sure of the name as well. On Windows folders cannot be opened, and names are kept by the system itself. */
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
    // Network drives and some memory sticks do not do this; the file itself is on the disk.
  }
};
