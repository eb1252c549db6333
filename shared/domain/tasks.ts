import * as z from 'zod';

/** What a task tells of: what was done here, what was done elsewhere before it was known, and why both cannot stand. */
export const taskFacts = z.object({
  /** Why the step does not stand: a code of shared/ipc/error-codes, or `changed-meanwhile`. */
  code: z.string(),
  /** What the rules said, a sentence; empty for `changed-meanwhile`. */
  message: z.string(),
  /** What was done here, as the history said it. */
  headline: z.string(),
  /** What was done elsewhere, the newest first. */
  elsewhere: z.array(
    z.object({
      at: z.string(),
      headline: z.string(),
      operatorName: z.string(),
      deskName: z.string(),
    }),
  ),
  /** Kinds of slips that were printed for it and are on paper. */
  paper: z.array(z.string()),
  /** What was asked, so that it can be done again. */
  input: z.string(),
});
export type TaskFacts = z.infer<typeof taskFacts>;
