import * as z from 'zod';
import type { Topic } from '../topics.ts';

/** Scanned or typed text, before it is normalised: longer than any code, so that over-long ones get their own sentence. */
export const rawCode = z.string().max(4096);
export const nothing = z.strictObject({});
/** A page of a list. */
export const page = { offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(500) };

/** One call: what goes in, what comes back (inside a `Result`), and, unless it only reads, what may be different afterwards. */
export type Call = {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly changes?: readonly Topic[];
};
