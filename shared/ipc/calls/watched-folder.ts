import * as z from 'zod';
import { instant } from '../views.ts';
import { type Call, nothing } from './shapes.ts';

/** The folder of this workstation from which files are imported by themselves. */
export const watchedFolderCalls = {
  'watchedFolder.status': {
    input: nothing,
    output: z.strictObject({
      /** Null where none is watched. */
      folder: z.string().nullable(),
      /** How its files are read; null: by their columns. */
      profile: z.string().nullable(),
      /** The names among which a person chooses one. */
      profiles: z.array(z.string()),
      /** With whose rights. */
      operatorName: z.string(),
      /** Why nothing goes on, for staff; null where it does. */
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
