import { type RowOutcomeName, rowOutcomes } from '../../../../shared/domain/intake/row-outcomes.ts';
import type { RowChange } from '../../../../shared/ipc/import-views.ts';
import { csvLine } from '../../csv-cell.ts';

/** The result of a row. */
export type RowOutcome = {
  /** Only for rows that are not requests: `patrons`, `file` … */
  readonly section?: string;
  readonly row: number;
  readonly outcome: RowOutcomeName;
  /** Whether it added or changed something, even if it is in conflict too. */
  readonly isChanging: boolean;
  readonly externalId: string;
  /** Why it was refused, what is in conflict, or what staff should know; may be empty. */
  readonly reason: string;
  /** The title or name in the row. */
  readonly title: string;
  readonly changes: readonly RowChange[];
};

/** Where to write the report of rows: JSON lines appended to a file, for programs; or a table that replaces a file, for people. */
export type RowReportTo = { readonly path: string; readonly as: 'json-lines' | 'table' };

/** The result of a row as a JSON line, for programs. */
export const rowLine = ({
  section,
  row,
  outcome,
  externalId,
  reason,
}: Omit<RowOutcome, 'title' | 'changes' | 'isChanging'>): string =>
  `${JSON.stringify({ row, outcome, externalId, reason, ...(section !== undefined && { section }) })}\n`;

/** The result of a row as a line of a table, for people. */
export const tableLine = ({
  section = 'requests',
  row,
  outcome,
  externalId,
  reason,
  ...more
}: RowOutcome): string =>
  csvLine([
    section,
    String(row),
    rowOutcomes[outcome].label,
    externalId,
    reason,
    more.title,
    more.changes.map(({ label, before, after }) => `${label}: ${before ?? ''} → ${after ?? ''}`).join('\n'),
  ]);

/** The column heads of this table. */
export const tableHeads = ['section', 'row', 'outcome', 'key', 'reason', 'title', 'changes'] as const;
