import * as z from 'zod';

/** The shapes of writing a file: its progress, and its result. */

export const writeProgress = z.strictObject({ fileName: z.string(), rows: z.int(), rowsTotal: z.int() });
export type WriteProgress = z.infer<typeof writeProgress>;

export const writeReport = z.strictObject({
  fileName: z.string(),
  outcome: z.enum(['done', 'cancelled', 'failed']),
  /** What stopped it, for staff; null if nothing did. */
  failure: z.string().nullable(),
  /** The number of requests or rows in the file. */
  rows: z.int(),
  bytes: z.number(),
});
export type WriteReport = z.infer<typeof writeReport>;
