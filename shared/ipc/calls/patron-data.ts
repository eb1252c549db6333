import * as z from 'zod';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';
import { everything } from '../topics.ts';

/** The data kept about one patron: saving all of it as a file, or deleting it. */
export const patronDataCalls = {
  /** Null if the dialog was closed. */
  'patronData.save': {
    input: z.strictObject({ id: view.patronId, as: z.enum(['json', 'html']) }),
    output: z.strictObject({ fileName: z.string() }).nullable(),
  },
  /** Deletes it irreversibly. Returns how much was deleted. */
  'patronData.forget': {
    input: z.strictObject({ opId: view.opId, id: view.patronId }),
    output: z.strictObject({
      requests: z.int(),
      loans: z.int(),
      notes: z.int(),
      letters: z.int(),
      slips: z.int(),
      /** Saved views that searched for the patron. */
      views: z.int(),
    }),
    changes: everything,
  },
} as const satisfies Record<string, Call>;
