import * as z from 'zod';
import { instant } from '../views.ts';
import { type Call, nothing } from './shapes.ts';

/** The folder of this workstation from which files are imported automatically. */
export const watchedFolderCalls = {
  'watchedFolder.status': {
    input: nothing,
    output: z.strictObject({
      /** Null if none is watched. */
      folder: z.string().nullable(),
      /** The profile by which its files are read; null: by their columns. */
      profile: z.string().nullable(),
      /** The names of the available profiles. */
      profiles: z.array(z.string()),
      /** The operator whose rights apply. */
      operatorName: z.string(),
      /** Why importing has stopped, for staff; null if it has not. */
      problem: z.string().nullable(),
      waiting: z.int(),
      left: z.array(z.strictObject({ name: z.string(), why: z.string() })),
      lastFile: z
        .strictObject({ name: z.string(), at: instant, outcome: z.enum(['done', 'cancelled', 'failed']) })
        .nullable(),
    }),
  },
  'watchedFolder.choose': { input: nothing, output: z.null(), changes: ['imports'] },
  'watchedFolder.saveProfile': {
    input: z.strictObject({ profile: z.string().min(1).max(320).nullable() }),
    output: z.null(),
    changes: ['imports'],
  },
  'watchedFolder.stop': { input: nothing, output: z.null(), changes: ['imports'] },
} as const satisfies Record<string, Call>;
