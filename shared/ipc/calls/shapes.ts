import * as z from 'zod';
import type { Topic } from '../topics.ts';

export const nothing = z.strictObject({});
/** A page of a list. */
export const page = { offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(500) };

/** One call: what goes in, what comes back (inside a `Result`), whom it answers, and, unless it only reads, what it changes. */
export type Call = {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** What may be different afterwards. */
  readonly changes?: readonly Topic[];
  /**
   * `anybody`: also while nobody is signed in; `signed-in`: also who has no role anywhere, because it is their own affair and
   * names no patron. Where nothing is said, operators with a role.
   */
  readonly answers?: 'anybody' | 'signed-in' | 'with-role';
  /** Also while the library is worked with on another workstation. */
  readonly whenMovedAway?: true;
};
