import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';

/** What staff did, and taking it back. */
export const stepsCalls = {
  'steps.today': { input: z.strictObject({ limit: z.int().min(1).max(500) }), output: z.array(view.step) },
  'steps.undo': {
    input: z.strictObject({ opId: view.opId, undoes: view.opId }),
    output: view.undone,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
