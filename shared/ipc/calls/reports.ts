import * as z from 'zod';
import { type ReportId, reportIds } from '../../domain/reports.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

const asked = {
  report: z.enum(reportIds as readonly [ReportId, ...ReportId[]]),
  /** The first and the last day, both included. */
  from: view.calendarDate,
  to: view.calendarDate,
  /** One library; null for all that one may read. */
  libraryId: view.libraryId.nullable(),
};

/** A number; null where nothing was counted that it could be made of. */
const number = z.number().nullable();

/** A report, in the order of its columns and headlines (`reports` in the domain). */
export const reportView = z.strictObject({
  rows: z.array(
    z.strictObject({ key: z.string(), name: z.string(), now: z.array(number), before: z.array(number) }),
  ),
  headlines: z.array(z.strictObject({ now: number, before: number })),
});
export type ReportView = z.infer<typeof reportView>;

/** Up to 8 MB as base64: more than a plot needs in print. */
const picture = z.string().max(8_000_000);

export const reportsCalls = {
  /** Counts on, a moment at a time, until all is counted: then `counted` is `total`. */
  'reports.prepare': {
    input: nothing,
    output: z.strictObject({
      counted: z.int(),
      total: z.int(),
      /** Those that one may read, to choose from. */
      libraries: z.array(z.strictObject({ id: view.libraryId, name: z.string() })),
    }),
  },
  'reports.read': { input: z.strictObject(asked), output: reportView },
  /** The name of the file; null when the person chose none. */
  'reports.saveTable': { input: z.strictObject(asked), output: z.string().nullable() },
  'reports.savePlot': {
    input: z.strictObject({
      report: asked.report,
      from: view.calendarDate,
      to: view.calendarDate,
      png: picture,
    }),
    output: z.string().nullable(),
  },
} as const satisfies Record<string, Call>;
