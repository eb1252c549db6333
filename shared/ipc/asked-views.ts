import * as z from 'zod';
import { requestId } from './id-shapes.ts';

/** What was asked for outside the window. */
export const asked = z.discriminatedUnion('kind', [
  /** A link to a request; null if the library has none with this identifier. */
  z.strictObject({ kind: z.literal('request'), requestId: requestId.nullable(), identifier: z.string() }),
  /** A library file was opened: it waits for `backups.bringAsked`. */
  z.strictObject({ kind: z.literal('library') }),
  /** An installer waits for the end of the program. */
  z.strictObject({ kind: z.literal('quit') }),
  /** An update waits: the page calls `updates.install` if nobody works there. */
  z.strictObject({ kind: z.literal('update'), occasion: z.enum(['start', 'tick']) }),
]);
export type Asked = z.infer<typeof asked>;
