import * as z from 'zod';
import { requestResult } from '../decision-views.ts';
import * as view from '../views.ts';
import { afterStep } from '../topics.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';

/** How many requests one call cancels. */
export const mostAtOnce = 50;

/** Cancelling requests. */
export const cancellingCalls = {
  /** One or many: each request is a step of its own, with its own id and its own result. */
  'cancelling.cancel': {
    input: z.strictObject({
      requests: z.array(z.strictObject(decided)).min(1).max(mostAtOnce),
      reason: z.string().min(1).max(64),
      /** The patron sees it. */
      note: noteText,
      notifyPatron: z.boolean(),
      /** Who asks for it. */
      requestedBy: z.enum(['staff', 'patron']),
    }),
    output: z.array(requestResult),
    changes: afterStep,
  },
  /** The patron wants it after all, and the partner has not agreed yet. */
  'cancelling.withdraw': {
    input: z.strictObject({ ...decided, note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
