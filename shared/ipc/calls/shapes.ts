import * as z from 'zod';
import type { Topic } from '../topics.ts';
import * as view from '../views.ts';

export const nothing = z.strictObject({});
/** Whose certificate it is, and until when it is valid. */
export const authority = z.strictObject({ name: z.string(), until: view.instant });
/** A page of a list. */
export const page = { offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(500) };

/** One call: its input, its output (inside a `Result`), who may make it, and what it changes unless it only reads. */
export type Call = {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** What may be different afterwards. */
  readonly changes?: readonly Topic[];
  /**
   * `anybody`: even while no operator is signed in; `signed-in`: operators without any role as well, because it is their own affair and
   * names no patron. Defaults to operators with a role.
   */
  readonly answers?: 'anybody' | 'signed-in' | 'with-role';
  /** Also while the library has been moved to another workstation. */
  readonly whenMovedAway?: true;
};
