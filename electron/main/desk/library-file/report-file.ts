import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { RefusedRow } from '../../../../shared/ipc/import-views.ts';

/** A CSV file of every refused row; made when the first one comes. */
export type ReportFile = {
  readonly write: (rows: readonly RefusedRow[]) => void;
  /** Closes the file. Returns its path, or null when no row was refused. */
  readonly close: () => string | null;
};

/**
 * @param folder where reports stand; it is made when missing.
 * @throws errors of the file system from `write` and `close` (disk full, no right to write).
 */
export const createReportFile = (folder: string, startedAt: Instant): ReportFile => {
  let open: { readonly path: string; readonly fd: number } | null = null;
  return {
    write: (rows) => {
      if (rows.length === 0) return;
      if (!open) {
        mkdirSync(folder, { recursive: true });
        const path = join(folder, `import-${startedAt.replace(/[:.]/g, '-')}.csv`);
        open = { path, fd: openSync(path, 'w') };
        // Spreadsheet programs take a file for UTF-8 only when it begins with a byte order mark.
        writeSync(open.fd, '\uFEFFsection,row,key,field,reason\r\n');
      }
      writeSync(open.fd, rows.map(toLine).join(''));
    },
    close: () => {
      if (!open) return null;
      fsyncSync(open.fd);
      closeSync(open.fd);
      return open.path;
    },
  };
};

const toLine = ({ section, row, key, field, reason }: RefusedRow): string =>
  `${[section, String(row), key, field, reason].map(toCell).join(',')}\r\n`;

/** Cells that a spreadsheet program would take for a formula get an apostrophe: keys come from outside. */
const toCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
