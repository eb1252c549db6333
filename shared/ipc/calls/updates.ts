import * as z from 'zod';
import { updateView } from '../update-views.ts';
import { type Call, nothing } from './shapes.ts';

/** Newer versions of the program. */
export const updateCalls = {
  'updates.load': { input: nothing, output: updateView, answers: 'signed-in', whenMovedAway: true },
  /** Asks the update server now. */
  'updates.look': { input: nothing, output: updateView, answers: 'signed-in', whenMovedAway: true },
  /**
   * Backs up the database, starts the installer and ends the program. The page calls it between steps only: because staff said so, or
   * because the program asked (`asked-views.ts`). Also while nobody is signed in: then nobody works.
   */
  'updates.install': {
    input: z.strictObject({ occasion: z.enum(['staff', 'start', 'tick']) }),
    output: updateView,
    answers: 'anybody',
    whenMovedAway: true,
  },
  /** Staff have seen a notice. */
  'updates.close': {
    input: z.strictObject({ id: z.string().max(100) }),
    output: updateView,
    answers: 'signed-in',
    whenMovedAway: true,
  },
} as const satisfies Record<string, Call>;
