import * as z from 'zod';
import type { Topic } from '../topics.ts';
import { instant } from '../views.ts';
import { type Call, nothing } from './shapes.ts';

const changed: readonly Topic[] = ['messages'];

/** The folder of this workstation from which messages of partners' systems are taken. */
export const messageFolderCalls = {
  'messageFolder.status': {
    input: nothing,
    output: z.strictObject({
      /** Null if there is none. */
      folder: z.string().nullable(),
      /** Why nothing is taken, for staff; null if it is. */
      problem: z.string().nullable(),
      waiting: z.int(),
      left: z.array(z.strictObject({ name: z.string(), why: z.string() })),
      last: z.strictObject({ name: z.string(), at: instant, to: z.enum(['done', 'refused']) }).nullable(),
    }),
  },
  'messageFolder.choose': { input: nothing, output: z.null(), changes: changed },
  'messageFolder.stop': { input: nothing, output: z.null(), changes: changed },
} as const satisfies Record<string, Call>;
