import * as z from 'zod';
import { requestId } from './id-shapes.ts';

/** Work outside the page that the end of the program would cut off. */
export const runningWork = z.enum(['import', 'export']);
export type RunningWork = z.infer<typeof runningWork>;

/** Who asks the program to end. */
export const quitAsker = z.enum(['installer', 'staff']);
export type QuitAsker = z.infer<typeof quitAsker>;

/** When an update may be installed by itself: at the start, or when nobody works. */
export const updateOccasion = z.enum(['start', 'tick']);
export type UpdateOccasion = z.infer<typeof updateOccasion>;

/** What was asked for outside the window. */
export const asked = z.discriminatedUnion('kind', [
  /** A link to a request; null if the library has none with this identifier. */
  z.strictObject({ kind: z.literal('request'), requestId: requestId.nullable(), identifier: z.string() }),
  /** A library file was opened: it waits for `backups.bringAsked`. */
  z.strictObject({ kind: z.literal('library') }),
  /** An installer waits for the end of the program, or staff close the window. */
  z.strictObject({ kind: z.literal('quit'), by: quitAsker, running: z.array(runningWork) }),
  /** An update waits: the page calls `updates.install` if nobody works there. */
  z.strictObject({ kind: z.literal('update'), occasion: updateOccasion }),
]);
export type Asked = z.infer<typeof asked>;
