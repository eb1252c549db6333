import * as z from 'zod';
import { type ColumnName, columnNames } from '../../domain/request-fields.ts';
import * as request from '../request-views.ts';
import { todayCardId } from '../today-views.ts';
import { writeProgress, writeReport } from '../write-views.ts';
import * as view from '../views.ts';
import { doneFilter } from './done-here.ts';
import { type Call, nothing } from './shapes.ts';

/** What can be saved as a table: a list as the page shows it, filtered and in its order. */
export const savedList = z.discriminatedUnion('list', [
  z.strictObject({
    list: z.literal('requests'),
    query: request.requestQuery,
    sort: request.requestSort,
    /** The columns in sight, in their order. */
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

export const tableFormats = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** The name of the file that is being written; null when the person closed the dialog. */
const begun = z.strictObject({ fileName: z.string() }).nullable();

/** Files out: the library, and lists as tables. Each call asks where to, begins and returns; progress and end come as events. */
export const filesCalls = {
  'files.saveLibrary': {
    input: z.strictObject({
      /** Patrons become numbers. */
      withoutPatrons: z.boolean(),
    }),
    output: begun,
  },
  'files.saveList': {
    input: z.strictObject({ of: savedList, format: z.enum(tableFormats) }),
    output: begun,
  },
  /**
   * The loans and returns that are not keyed yet, as the file that Alma's Offline Circulation takes: of one desk, because a file is
   * taken in at one.
   */
  'files.saveOffline': {
    input: z.strictObject({ filter: doneFilter.extend({ deskId: view.deskId }) }),
    output: z
      .strictObject({
        fileName: z.string(),
        /** The steps that are in it. */
        steps: z.array(view.opId),
        /** So many loans and returns cannot stand in such a file. */
        leftOut: z.int(),
        /** So many renewals are still to be keyed: such a file knows none. */
        renewals: z.int(),
      })
      .nullable(),
  },
  'files.cancel': { input: nothing, output: z.null() },
  /** What runs, and what came of the last file that this operator wrote. */
  'files.status': {
    input: nothing,
    output: z.strictObject({ running: writeProgress.nullable(), last: writeReport.nullable() }),
  },
  /** Shows the file that was written last in the system's file manager. */
  'files.show': { input: nothing, output: z.null() },
} as const satisfies Record<string, Call>;
