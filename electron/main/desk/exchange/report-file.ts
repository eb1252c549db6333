import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../../../../shared/domain/csv-cell.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { ReportedRow } from '../../../../shared/ipc/import-views.ts';

/** A CSV file of every row that was refused or remarked on; made when the first one comes. */
export type ReportFile = {
  readonly write: (rows: readonly ReportedRow[]) => void;
  /** Nothing came of the rows after all: does away with the file. */
  readonly forget: () => void;
  /** Closes the file. Returns its path, or null when there was no such row. */
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
        // A link that somebody put there goes away: nothing is written through it.
        rmSync(path, { force: true });
        open = { path, fd: openSync(path, 'wx') };
        // Spreadsheet programs take a file for UTF-8 only when it begins with a byte order mark.
        writeSync(open.fd, `\uFEFF${csvLine(['section', 'row', 'key', 'field', 'reason'])}`);
      }
      writeSync(open.fd, rows.map(toLine).join(''));
    },
    forget: () => {
      if (!open) return;
      closeSync(open.fd);
      rmSync(open.path, { force: true });
      open = null;
    },
    close: () => {
      if (!open) return null;
      fsyncSync(open.fd);
      closeSync(open.fd);
      return open.path;
    },
  };
};

const toLine = ({ section, row, key, field, reason }: ReportedRow): string =>
  csvLine([section, String(row), key, field, reason]);
