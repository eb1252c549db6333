import { closeSync, openSync, writeSync } from 'node:fs';

/** What became of a row. */
export type RowOutcome = {
  /** Only where the row is none of a request: `patrons`, `file` … */
  readonly section?: string;
  readonly row: number;
  readonly outcome: 'added' | 'updated' | 'unchanged' | 'conflict' | 'refused';
  readonly externalId: string;
  /** Why it was refused, what is in conflict, or what staff should know; empty where there is nothing to say. */
  readonly reason: string;
};

/** A file of what became of each row, one JSON line a row, behind what stands in it. */
export type RowReport = { readonly write: (rows: readonly RowOutcome[]) => void; readonly close: () => void };

/** One line of such a file. */
export const rowLine = ({ section, row, outcome, externalId, reason }: RowOutcome): string =>
  `${JSON.stringify({ row, outcome, externalId, reason, ...(section !== undefined && { section }) })}\n`;

/**
 * @param path where it stands; null: nobody asks for it.
 * @throws errors of the file system from `write` (disk full, no right to write).
 */
export const createRowReport = (path: string | null): RowReport => {
  let open: number | null = null;
  return {
    write: (rows) => {
      if (path === null || rows.length === 0) return;
      open ??= openSync(path, 'a', 0o600);
      writeSync(open, rows.map(rowLine).join(''));
    },
    close: () => {
      if (open !== null) closeSync(open);
      open = null;
    },
  };
};
