import * as z from 'zod';
import { decisionFacts, partnerView } from '../decision-views.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

/** The data of the windows in which staff decide on requests. */
export const decisionCalls = {
  'decisions.facts': {
    input: z.strictObject({ requestIds: z.array(view.requestId).min(1).max(500) }),
    output: decisionFacts,
  },
  /** The partners that can be added to a rota, by name. */
  'decisions.partners': { input: nothing, output: z.array(partnerView) },
} as const satisfies Record<string, Call>;
