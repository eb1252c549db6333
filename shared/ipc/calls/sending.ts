import * as z from 'zod';
import { partnerView } from '../decision-views.ts';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';
import { nothing } from './shapes.ts';

/** Asking partners, and giving a request further ones. */
export const sendingCalls = {
  'sending.send': {
    input: z.strictObject({ ...decided, note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
  'sending.addPartners': {
    input: z.strictObject({ ...decided, partnerIds: z.array(view.partnerId).min(1).max(50) }),
    output: view.outcome,
    changes: afterStep,
  },
  'sending.partners': { input: nothing, output: z.array(partnerView) },
} as const satisfies Record<string, Call>;
