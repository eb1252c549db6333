import * as z from 'zod';
import { type ColumnName, columnNames } from '../../domain/request-fields.ts';
import * as request from '../request-views.ts';
import { todayCardId } from '../today-views.ts';
import { writeProgress, writeReport } from '../write-views.ts';
import * as view from '../views.ts';
import { doneFilter } from './done-here.ts';
import { type Call, nothing } from './shapes.ts';

/** A list that can be saved as a table, filtered and sorted as the page shows it. */
const savedList = z.discriminatedUnion('list', [
  z.strictObject({
    list: z.literal('requests'),
    query: request.requestQuery,
    sort: request.requestSort,
    /** The visible columns, in order. */
    columns: z
      .array(z.enum(columnNames as [ColumnName, ...ColumnName[]]))
      .min(1)
      .max(50),
  }),
  z.strictObject({ list: z.literal('queue'), card: todayCardId }),
  z.strictObject({
    list: z.literal('letters'),
    show: z.enum(['open', 'needs-person', 'no-address', 'gone', 'outdated', 'all']),
  }),
  z.strictObject({ list: z.literal('done-here'), filter: doneFilter }),
  z.strictObject({ list: z.literal('slips'), only: z.enum(['all', 'unprinted']) }),
]);
export type SavedList = z.infer<typeof savedList>;

const tableFormats = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** The name of the file being written; null if the dialog was closed. */
const begun = z.strictObject({ fileName: z.string() }).nullable();

/**
 * File export: the library, and lists as tables. Each call asks for a location, starts writing and returns; progress and completion are
 * reported as events.
 */
export const filesCalls = {
  'files.saveLibrary': {
    input: z.strictObject({
      /** Replaces patrons by numbers. */
      withoutPatrons: z.boolean(),
    }),
    output: begun,
  },
  'files.saveList': {
    input: z.strictObject({ of: savedList, format: z.enum(tableFormats) }),
    output: begun,
  },
  /**
   * Saves the loans and returns not keyed yet as a file for Alma's Offline Circulation: those of one desk, because a file is uploaded at
   * one desk.
   */
  'files.saveOffline': {
    input: z.strictObject({ filter: doneFilter.extend({ deskId: view.deskId }) }),
    output: z
      .strictObject({
        fileName: z.string(),
        /** The steps in the file. */
        steps: z.array(view.opId),
        /** The number of loans and returns that such a file cannot represent. */
        leftOut: z.int(),
        /** The number of renewals still to be keyed: such a file cannot contain renewals. */
        renewals: z.int(),
      })
      .nullable(),
  },
  'files.cancel': { input: nothing, output: z.null() },
  /** Returns the running export, and the result of this operator's last one. */
  'files.status': {
    input: nothing,
    output: z.strictObject({ running: writeProgress.nullable(), last: writeReport.nullable() }),
  },
  /** Shows the last written file in the system's file manager. */
  'files.show': { input: nothing, output: z.null() },
} as const satisfies Record<string, Call>;
