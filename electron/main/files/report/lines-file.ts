import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { csvLine } from '../../csv-cell.ts';

/** A file of lines that is made, or opened, when the first one comes. */
export type LinesFile = {
  /** @throws errors of the file system (disk full, no right to write). */
  readonly write: (lines: readonly string[]) => void;
  /** Removes what was written. @throws errors of the file system. */
  readonly forget: () => void;
  /** Puts it on the disk. @returns its path, or null when nothing was written. @throws errors of the file system. */
  readonly close: () => string | null;
};

/**
 * @param path whole path.
 * @param heads of the columns of a CSV file that takes the place of another one; null: lines are added to the file that is there.
 */
export const createLinesFile = (path: string, heads: readonly string[] | null): LinesFile => {
  let open: { readonly fd: number; readonly sizeBefore: number } | null = null;
  const begin = (): number => {
    if (heads === null) return openSync(path, 'a', 0o600);
    mkdirSync(dirname(path), { recursive: true });
    // A link that somebody put there goes away: nothing is written through it.
    rmSync(path, { force: true });
    const fd = openSync(path, 'wx', 0o600);
    // Spreadsheet programs take a file for UTF-8 only when it begins with a byte order mark.
    writeSync(fd, `\uFEFF${csvLine(heads)}`);
    return fd;
  };
  return {
    write: (lines) => {
      if (lines.length === 0) return;
      if (open === null) {
        const fd = begin();
        open = { fd, sizeBefore: fstatSync(fd).size };
      }
      writeSync(open.fd, lines.join(''));
    },
    forget: () => {
      if (open === null) return;
      ftruncateSync(open.fd, open.sizeBefore);
      if (heads === null) return;
      closeSync(open.fd);
      rmSync(path, { force: true });
      open = null;
    },
    close: () => {
      if (open === null) return null;
      fsyncSync(open.fd);
      closeSync(open.fd);
      open = null;
      return path;
    },
  };
};
