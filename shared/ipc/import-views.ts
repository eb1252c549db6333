import * as z from 'zod';
import { rowOutcomeNames } from '../domain/intake/row-outcomes.ts';
import { intakeFields } from '../domain/intake/field-labels.ts';
import { dayOrders } from '../domain/intake/outside-day.ts';
import { requestStatusCodes } from '../domain/request-status.ts';
import { instant, opId } from './views.ts';

/** The shapes of reading a library file: its progress, and its result. */

export const importTotals = z.strictObject({
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Rows with a value that was changed here too; the value here stays. */
  conflict: z.int(),
  /** Rows of another kind of work. */
  skipped: z.int(),
  refused: z.int(),
});
export type ImportTotals = z.infer<typeof importTotals>;

/** A row listed in the report: why it was refused, or what staff should know about it. */
export const reportedRow = z.strictObject({
  /** `requests`, `patrons` … or `file`. */
  section: z.string(),
  /** 1-based position in its section (CSV: the line in the file). */
  row: z.int(),
  /** The row's own key (code, barcode, external identifier), if it has one. */
  key: z.string(),
  field: z.string(),
  reason: z.string(),
});
export type ReportedRow = z.infer<typeof reportedRow>;

/** The maximum number of characters in each text of a listed row, and of changes per row. */
export const maxRowText = 200;
export const maxRowChanges = 30;

/** The change of a field in a stored row, in words; null: there was no value, or there is none now. */
export const rowChange = z.strictObject({
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type RowChange = z.infer<typeof rowChange>;

/** A row with what happened to it. */
export const listedRow = reportedRow.omit({ field: true }).extend({
  /** The title of a request, the name of a record; empty if the row has none. */
  title: z.string(),
  /** Its changes to stored values. */
  changes: z.array(rowChange).max(maxRowChanges),
});
export type ListedRow = z.infer<typeof listedRow>;

/** How many rows had this outcome, and the first ones: 200 at most. */
export const importOutcome = z.strictObject({
  outcome: z.enum(rowOutcomeNames),
  count: z.int(),
  /** How many of them add or change something: a row in conflict may do both. */
  changing: z.int(),
  rows: z.array(listedRow),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export const importReport = z.strictObject({
  fileName: z.string(),
  outcome: z.enum(['done', 'cancelled', 'failed']),
  /** What stopped it, for staff; null if nothing did. */
  failure: z.string().nullable(),
  totals: importTotals,
  bySection: z.record(z.string(), importTotals),
  /** How many letters to patrons and partners its answers wrote. */
  letters: z.int(),
  /** The outcomes of rows, if they were asked for. */
  outcomes: z.array(importOutcome).nullable(),
  /** At most 500; the rest is in the report file. */
  refused: z.array(reportedRow),
  /** Imported rows with a remark for staff; at most 500 as well. */
  remarks: z.array(reportedRow),
  /** A CSV of every refused and skipped row and every remark; null if there are none. */
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
  /** Since the start. */
  elapsedMs: z.number(),
  /** Whether a large first file is stored in one transaction: no one else can save, and cancelling leaves nothing. Defaults to false. */
  inBulk: z.boolean().optional(),
});
export type ImportProgress = z.infer<typeof importProgress>;

/** A past import, as recorded in the log of steps. */
export const pastImport = z.strictObject({
  opId,
  fileName: z.string(),
  at: instant,
  operatorName: z.string(),
  deskName: z.string(),
  /** `interrupted`: the program ended in the middle of it. */
  outcome: z.enum(['running', 'done', 'cancelled', 'failed', 'interrupted']),
  /** Null if not counted. */
  totals: importTotals.nullable(),
  /** `half`: undoing it was interrupted, and can be resumed. */
  state: z.enum(['stands', 'half', 'taken-back']),
  /** The number of rows undone so far, while the undo is running. */
  takingBack: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
  /** Null if it can be undone, otherwise the reason why not. */
  refusal: z.string().nullable(),
});
export type PastImport = z.infer<typeof pastImport>;

/** The result of undoing an import. */
export const takenBack = z.strictObject({
  opId,
  undoes: opId,
  removed: z.int(),
  restored: z.int(),
  /** Rows that were kept: in use or edited since, or being worked on while the others were undone. */
  kept: z.int(),
});
export type TakenBack = z.infer<typeof takenBack>;
/** The user's choices for reading a file: `Mapping`. */
export const mapping = z.strictObject({
  profile: z.string().max(100).nullable(),
  columns: z.record(z.string().max(1_000), z.enum(intakeFields).nullable()),
  dayOrder: z.enum(dayOrders).nullable(),
  statuses: z.record(z.string().max(1_000), z.enum(requestStatusCodes).nullable()),
});

/** A column of a file, as currently read. */
export const fileColumn = z.strictObject({
  key: z.string(),
  head: z.string(),
  field: z.enum(intakeFields).nullable(),
  /** Some of its distinct values. */
  samples: z.array(z.string()),
});
export type FileColumn = z.infer<typeof fileColumn>;

/** A row as it would be read. Empty: no value. */
export const previewRow = z.strictObject({
  row: z.int(),
  externalId: z.string(),
  title: z.string(),
  author: z.string(),
  status: z.string(),
  dueOn: z.string(),
  createdAt: z.string(),
  patron: z.string(),
  partner: z.string(),
  pickup: z.string(),
  /** Why it is refused; null if it is not. */
  fault: z.string().nullable(),
  /** Why it is skipped; null if it is not. */
  skipped: z.string().nullable(),
});
export type PreviewRow = z.infer<typeof previewRow>;

/** How a table is read, judging by its beginning. */
export const fileReading = z.strictObject({
  /** The system that wrote it. */
  system: z.string(),
  /** The saved profile by which it is read; null if none. */
  keptName: z.string().nullable(),
  /** Whether files of its kind need no profile, because their headings are unambiguous. */
  isOwn: z.boolean(),
  /** Names of all saved profiles, whatever they are for. */
  profiles: z.array(z.string()),
  columns: z.array(fileColumn),
  /** A required field for which no column is known. */
  lack: z.enum(['externalId', 'title']).nullable(),
  /** The number of other sheets that are read in the same way. */
  sheets: z.int(),
  rows: z.array(previewRow),
});
export type FileReading = z.infer<typeof fileReading>;

/** Records that a file refers to. */
export const namedRecords = z.strictObject({
  known: z.int(),
  added: z.int(),
  /** The first of the added ones. */
  names: z.array(z.string()),
});

/** The survey of a whole table, as currently read. */
export const fileSurvey = z.strictObject({
  rows: z.int(),
  /** A date that reads differently in either order; null if there is none. */
  dayExample: z.string().nullable(),
  /** The order in which they are read; null: it is unknown, and rows with such dates are refused. */
  dayOrder: z.enum(dayOrders).nullable(),
  /** Words for statuses, most frequent first. */
  words: z.array(
    z.strictObject({
      key: z.string(),
      word: z.string(),
      count: z.int(),
      status: z.enum(requestStatusCodes).nullable(),
    }),
  ),
  /** Null: they must exist already, or come with their names. */
  records: z
    .strictObject({ pickups: namedRecords, partners: namedRecords, patrons: namedRecords })
    .nullable(),
});
export type FileSurvey = z.infer<typeof fileSurvey>;
