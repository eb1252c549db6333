import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { csvLine } from '../../../../shared/domain/csv-cell.ts';
import type { RowOutcomeName } from '../../../../shared/domain/intake/row-outcomes.ts';
import { rowOutcomes } from '../../../../shared/domain/intake/row-outcomes.ts';
import type { RowChange } from '../../../../shared/ipc/import-views.ts';

/** What became of a row. */
export type RowOutcome = {
  /** Only where the row is none of a request: `patrons`, `file` … */
  readonly section?: string;
  readonly row: number;
  readonly outcome: RowOutcomeName;
  readonly externalId: string;
  /** Why it was refused, what is in conflict, or what staff should know; empty where there is nothing to say. */
  readonly reason: string;
  /** Title or name, as the row says it. */
  readonly title: string;
  readonly changes: readonly RowChange[];
};

/** Where a report of rows goes: JSON lines behind what stands in a file, for programs; or a table in the place of a file, for people. */
export type RowReportTo = { readonly path: string; readonly as: 'json-lines' | 'table' };

/** A file of what became of each row. */
export type RowReport = {
  readonly write: (rows: readonly RowOutcome[]) => void;
  /** Nothing came of the rows after all: takes out again what was written of them. */
  readonly forget: () => void;
  readonly close: () => void;
};

/** One line of such a file. */
export const rowLine = ({
  section,
  row,
  outcome,
  externalId,
  reason,
}: Omit<RowOutcome, 'title' | 'changes'>): string =>
  `${JSON.stringify({ row, outcome, externalId, reason, ...(section !== undefined && { section }) })}\n`;

const tableLine = ({ section = 'requests', row, outcome, externalId, reason, ...more }: RowOutcome): string =>
  csvLine([
    section,
    String(row),
    rowOutcomes[outcome].label,
    externalId,
    reason,
    more.title,
    more.changes.map(({ label, before, after }) => `${label}: ${before ?? ''} → ${after ?? ''}`).join('\n'),
  ]);

const begin = ({ path, as }: RowReportTo): number => {
  if (as === 'json-lines') return openSync(path, 'a', 0o600);
  mkdirSync(dirname(path), { recursive: true });
  // A link that somebody put there goes away: nothing is written through it.
  rmSync(path, { force: true });
  const open = openSync(path, 'wx', 0o600);
  // Spreadsheet programs take a file for UTF-8 only when it begins with a byte order mark.
  writeSync(open, `\uFEFF${csvLine(['section', 'row', 'outcome', 'key', 'reason', 'title', 'changes'])}`);
  return open;
};

/**
 * @param to where it stands; null: nobody asks for it.
 * @throws errors of the file system from `write` (disk full, no right to write).
 */
export const createRowReport = (to: RowReportTo | null): RowReport => {
  let open: number | null = null;
  let before = 0;
  return {
    write: (rows) => {
      if (to === null || rows.length === 0) return;
      if (open === null) {
        open = begin(to);
        before = fstatSync(open).size;
      }
      writeSync(open, rows.map(to.as === 'table' ? tableLine : rowLine).join(''));
    },
    forget: () => {
      if (open !== null) ftruncateSync(open, before);
    },
    close: () => {
      if (open !== null) closeSync(open);
      open = null;
    },
  };
};
