import { type RowOutcomeName, rowOutcomes } from '../../../../shared/domain/intake/row-outcomes.ts';
import type { RowChange } from '../../../../shared/ipc/import-views.ts';
import { csvLine } from '../../csv-cell.ts';

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

/** What became of a row, as a JSON line for programs. */
export const rowLine = ({
  section,
  row,
  outcome,
  externalId,
  reason,
}: Omit<RowOutcome, 'title' | 'changes'>): string =>
  `${JSON.stringify({ row, outcome, externalId, reason, ...(section !== undefined && { section }) })}\n`;

/** What became of a row, as a line of a table for people. */
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

/** The heads of such a table. */
export const tableHeads = ['section', 'row', 'outcome', 'key', 'reason', 'title', 'changes'] as const;
