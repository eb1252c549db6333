import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../../../../shared/domain/csv-cell.ts';
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
        // A link that somebody put there goes away: nothing is written through it.
        rmSync(path, { force: true });
        open = { path, fd: openSync(path, 'wx') };
        // Spreadsheet programs take a file for UTF-8 only when it begins with a byte order mark.
        writeSync(open.fd, `\uFEFF${csvLine(['section', 'row', 'key', 'field', 'reason'])}`);
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
  csvLine([section, String(row), key, field, reason]);
