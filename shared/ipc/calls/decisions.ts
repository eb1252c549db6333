import * as z from 'zod';
import { decisionFacts } from '../decision-views.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';

/** A text that staff write into a window. */
export const noteText = z.string().max(2000);

/** Which request, and in which state the person saw it. */
export const decided = {
  opId: view.opId,
  requestId: view.requestId,
  /** The request's `updatedAt` as it was shown: a change since then is refused and shown. Null decides whatever it is now. */
  asOf: view.instant.nullable(),
};

/** What the windows show in which staff decide on requests. */
export const decisionCalls = {
  'decisions.facts': {
    input: z.strictObject({ requestIds: z.array(view.requestId).min(1).max(500) }),
    output: decisionFacts,
  },
} as const satisfies Record<string, Call>;
