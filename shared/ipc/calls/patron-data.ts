import * as z from 'zod';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';
import { everything } from '../topics.ts';

/** What is kept of one patron: all of it as a file, or none of it any more. */
export const patronDataCalls = {
  /** Null when the person closed the dialog. */
  'patronData.save': {
    input: z.strictObject({ id: view.patronId, as: z.enum(['json', 'html']) }),
    output: z.strictObject({ fileName: z.string() }).nullable(),
  },
  /** It cannot be taken back. How much went. */
  'patronData.forget': {
    input: z.strictObject({ opId: view.opId, id: view.patronId }),
    output: z.strictObject({
      requests: z.int(),
      loans: z.int(),
      notes: z.int(),
      letters: z.int(),
      slips: z.int(),
      /** Saved views that sought them. */
      views: z.int(),
    }),
    changes: everything,
  },
} as const satisfies Record<string, Call>;
