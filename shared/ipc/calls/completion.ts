import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';

/** Ending a request by hand. */
export const completionCalls = {
  'completion.complete': {
    /** `note`: the reason. */
    input: z.strictObject({ ...decided, note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
