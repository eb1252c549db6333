import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';

/** What staff did, and taking it back. */
export const stepsCalls = {
  'steps.today': { input: z.strictObject({ limit: z.int().min(1).max(500) }), output: z.array(view.step) },
  'steps.undoFacts': {
    input: z.strictObject({ undoes: view.opId }),
    output: z.strictObject({
      isUndone: z.boolean(),
      /** Who would get a correcting message, as sentences use them: what they were told has left, or may have. */
      corrects: z.array(z.string()),
    }),
  },
  'steps.undo': {
    input: z.strictObject({
      opId: view.opId,
      undoes: view.opId,
      /** Several are taken back in one run: the slip of what stays in a parcel is printed when the run is packed. */
      run: view.opId.optional(),
    }),
    output: view.undone,
    changes: afterStep,
  },
  'steps.redo': {
    input: z.strictObject({ opId: view.opId, redoes: view.opId }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
