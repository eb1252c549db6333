import * as z from 'zod';
import { instant, opId } from './views.ts';

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

/** An import that was, as the log of steps has it. */
export const pastImport = z.strictObject({
  opId,
  fileName: z.string(),
  at: instant,
  operatorName: z.string(),
  deskName: z.string(),
  /** `interrupted`: the program ended in the middle of it. */
  outcome: z.enum(['running', 'done', 'cancelled', 'failed', 'interrupted']),
  /** Null where nobody counted. */
  totals: importTotals.nullable(),
  /** `half`: taking it back was interrupted, and can be gone on with. */
  state: z.enum(['stands', 'half', 'taken-back']),
  /** How many rows are taken back by now, while that goes on. */
  takingBack: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
  /** Null when it can be taken back, otherwise the reason why not. */
  refusal: z.string().nullable(),
});
export type PastImport = z.infer<typeof pastImport>;

/** What came of taking an import back. */
export const takenBack = z.strictObject({
  opId,
  undoes: opId,
  removed: z.int(),
  restored: z.int(),
  /** Rows that stayed: in use or edited since, or worked on while the others were taken back. */
  kept: z.int(),
});
export type TakenBack = z.infer<typeof takenBack>;
