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

/** A file of lines, created or opened when the first line is written. */
export type LinesFile = {
  /** @throws errors of the file system (disk full, no write permission). */
  readonly write: (lines: readonly string[]) => void;
  /** Removes what was written. @throws errors of the file system. */
  readonly forget: () => void;
  /** Flushes it to disk. @returns its path, or null if nothing was written. @throws errors of the file system. */
  readonly close: () => string | null;
};

/**
 * @param path absolute path.
 * @param heads column heads of a CSV file that replaces an existing file; null: lines are appended to the existing file.
 */
export const createLinesFile = (path: string, heads: readonly string[] | null): LinesFile => {
  let open: { readonly fd: number; readonly sizeBefore: number } | null = null;
  const begin = (): number => {
    if (heads === null) return openSync(path, 'a', 0o600);
    mkdirSync(dirname(path), { recursive: true });
    // Removes a link at this path, so that nothing is written through it.
    rmSync(path, { force: true });
    const fd = openSync(path, 'wx', 0o600);
    // Spreadsheet programs recognise UTF-8 only by a byte order mark.
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
