import * as z from 'zod';
import { instant } from './views.ts';

/** The shapes of reading a library file: how far it is, and what came of it. */

export const importTotals = z.strictObject({
  added: z.int(),
  updated: z.int(),
  skipped: z.int(),
  refused: z.int(),
});
export type ImportTotals = z.infer<typeof importTotals>;

/** A row of which the report tells something: why it was refused, or what staff should know of it. */
export const reportedRow = z.strictObject({
  /** `requests`, `patrons` … or `file`. */
  section: z.string(),
  /** 1-based place in its section (CSV: the line in the file). */
  row: z.int(),
  /** The row's own key (code, barcode, external identifier), if it has one. */
  key: z.string(),
  field: z.string(),
  reason: z.string(),
});
export type ReportedRow = z.infer<typeof reportedRow>;

export const importReport = z.strictObject({
  fileName: z.string(),
  outcome: z.enum(['done', 'cancelled', 'failed']),
  /** What stopped it, for staff; null when nothing did. */
  failure: z.string().nullable(),
  totals: importTotals,
  bySection: z.record(z.string(), importTotals),
  /** At most 500; the rest is in the report file. */
  refused: z.array(reportedRow),
  /** Rows that are in, of which staff should know something; at most 500 as well. */
  remarks: z.array(reportedRow),
  /** A CSV of every refused row and every remark, null when there is none. */
  reportFile: z.string().nullable(),
  startedAt: instant,
  endedAt: instant,
});
export type ImportReport = z.infer<typeof importReport>;

export const importProgress = z.strictObject({
  fileName: z.string(),
  bytesRead: z.number(),
  bytesTotal: z.number(),
  totals: importTotals,
});
export type ImportProgress = z.infer<typeof importProgress>;
