import * as z from 'zod';
import { instant } from './branded.ts';

/** What is known of updates, for staff. */
export const updateView = z.strictObject({
  /** The version that runs. */
  version: z.string(),
  /** When the update server answered last; null: never, or nobody looks. */
  lookedAt: instant.nullable(),
  /** What there is, and what happens next. */
  words: z.string(),
  /** Whether something is wrong that staff or IT must know. */
  isWrong: z.boolean(),
  /** The server is being asked, a file comes, or the installer starts. */
  isBusy: z.boolean(),
  /** False in a build that looks for no updates, whatever is chosen. */
  hasChoice: z.boolean(),
  canLook: z.boolean(),
  canInstall: z.boolean(),
  /** Told once, wherever staff work; `id` is passed to `updates.close`. */
  notice: z
    .strictObject({
      id: z.string(),
      words: z.string(),
      /** An update was installed: what is new is of interest. */
      isDone: z.boolean(),
    })
    .nullable(),
});
export type UpdateView = z.infer<typeof updateView>;
