import * as z from 'zod';
import { type ReportId, reportIds } from '../../domain/reports.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

const asked = {
  report: z.enum(reportIds as readonly [ReportId, ...ReportId[]]),
  /** The first and the last day, both included. */
  from: view.calendarDate,
  to: view.calendarDate,
  /** One library; null for all that the operator may read. */
  libraryId: view.libraryId.nullable(),
};

/** A number; null if nothing was counted from which to compute it. */
const number = z.number().nullable();

/** A report, in the order of its columns and headlines (`reports` in the domain). */
const reportView = z.strictObject({
  rows: z.array(
    z.strictObject({ key: z.string(), name: z.string(), now: z.array(number), before: z.array(number) }),
  ),
  headlines: z.array(z.strictObject({ now: number, before: number })),
});
export type ReportView = z.infer<typeof reportView>;

/** Up to 8 MB as Base64: more than a printed plot needs. */
const picture = z.string().max(8_000_000);

export const reportsCalls = {
  /** Continues counting for a moment; when everything is counted, `counted` equals `total`. */
  'reports.prepare': {
    input: nothing,
    output: z.strictObject({
      counted: z.int(),
      total: z.int(),
      /** The libraries that the operator may read, to choose from. */
      libraries: z.array(z.strictObject({ id: view.libraryId, name: z.string() })),
    }),
  },
  'reports.read': { input: z.strictObject(asked), output: reportView },
  /** The name of the file; null if the dialog was closed. */
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
