import * as z from 'zod';
import { rowOutcomeNames } from '../domain/intake/row-outcomes.ts';
import { intakeFields } from '../domain/intake/field-labels.ts';
import { dayOrders } from '../domain/intake/outside-day.ts';
import { requestStatusCodes } from '../domain/request-status.ts';
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

/** So many characters of each text of a listed row are told at most, and so many of its changes. */
export const maxRowText = 200;
export const maxRowChanges = 30;

/** What became of a field of a stored row, in words; null: there was nothing, or there is nothing any more. */
export const rowChange = z.strictObject({
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type RowChange = z.infer<typeof rowChange>;

/** A row by what became of it. */
export const listedRow = reportedRow.omit({ field: true }).extend({
  /** The title of a request, the name of a record; empty where the row says none. */
  title: z.string(),
  /** What it changes of what is stored. */
  changes: z.array(rowChange).max(maxRowChanges),
});
export type ListedRow = z.infer<typeof listedRow>;

/** How many rows came to this, and the first of them: 200 at most. */
export const importOutcome = z.strictObject({
  outcome: z.enum(rowOutcomeNames),
  count: z.int(),
  rows: z.array(listedRow),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export const importReport = z.strictObject({
  fileName: z.string(),
  outcome: z.enum(['done', 'cancelled', 'failed']),
  /** What stopped it, for staff; null when nothing did. */
  failure: z.string().nullable(),
  totals: importTotals,
  bySection: z.record(z.string(), importTotals),
  /** What became of rows, where somebody asked for it. */
  outcomes: z.array(importOutcome).nullable(),
  /** At most 500; the rest is in the report file. */
  refused: z.array(reportedRow),
  /** Rows that are in, of which staff should know something; at most 500 as well. */
  remarks: z.array(reportedRow),
  /** A CSV of every refused and skipped row and every remark, null when there is none. */
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
  /** Since it began. */
  elapsedMs: z.number(),
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
/** What a person says of how a file is read: `Mapping`. */
export const mapping = z.strictObject({
  profile: z.string().max(100).nullable(),
  columns: z.record(z.string().max(1_000), z.enum(intakeFields).nullable()),
  dayOrder: z.enum(dayOrders).nullable(),
  statuses: z.record(z.string().max(1_000), z.enum(requestStatusCodes).nullable()),
});

/** A column of a file, as it is read now. */
export const fileColumn = z.strictObject({
  key: z.string(),
  head: z.string(),
  field: z.enum(intakeFields).nullable(),
  /** Some different values of it. */
  samples: z.array(z.string()),
});
export type FileColumn = z.infer<typeof fileColumn>;

/** A row as it would be read. Empty: nothing is said. */
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
  /** Why it is refused; null: it is not. */
  fault: z.string().nullable(),
  /** Why it is skipped; null: it is not. */
  skipped: z.string().nullable(),
});
export type PreviewRow = z.infer<typeof previewRow>;

/** How a table is read: what its beginning says. */
export const fileReading = z.strictObject({
  /** The system that wrote it. */
  system: z.string(),
  /** The kept profile by which it is read; null: none. */
  keptName: z.string().nullable(),
  /** Files of its kind are kept under no profile: what their heads are called says all. */
  isOwn: z.boolean(),
  /** Names of profiles that are kept, whatever they are for. */
  profiles: z.array(z.string()),
  columns: z.array(fileColumn),
  /** What it must have and nobody knows of: the field. */
  lack: z.enum(['externalId', 'title']).nullable(),
  /** Other sheets of it that are read in the same way. */
  sheets: z.int(),
  rows: z.array(previewRow),
});
export type FileReading = z.infer<typeof fileReading>;

/** Records that a file names. */
export const namedRecords = z.strictObject({
  known: z.int(),
  added: z.int(),
  /** The first of those that are added. */
  names: z.array(z.string()),
});

/** What stands in a whole table, as it is read now. */
export const fileSurvey = z.strictObject({
  rows: z.int(),
  /** A day that reads differently in either order; null: there is none. */
  dayExample: z.string().nullable(),
  /** In which order they are read; null: nobody knows it, and rows with such days are refused. */
  dayOrder: z.enum(dayOrders).nullable(),
  /** Whether the file itself says the order. */
  isOrderSaid: z.boolean(),
  /** Words for statuses, the most frequent first. */
  words: z.array(
    z.strictObject({
      key: z.string(),
      word: z.string(),
      count: z.int(),
      status: z.enum(requestStatusCodes).nullable(),
    }),
  ),
  /** Null: they must be there already, or come with their names. */
  records: z
    .strictObject({ pickups: namedRecords, partners: namedRecords, patrons: namedRecords })
    .nullable(),
});
export type FileSurvey = z.infer<typeof fileSurvey>;
