import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';

/** Renewals, from the request and from the patron’s loans. */
export const renewingCalls = {
  'renewing.renewRequest': {
    input: z.strictObject({
      ...decided,
      dueOn: view.calendarDate,
      /** The volumes; null renews all that are out and would be due earlier. */
      itemIds: z.array(view.itemId).min(1).max(999).nullable(),
    }),
    output: view.outcome,
    changes: afterStep,
  },
  'renewing.withdraw': {
    input: z.strictObject({ ...decided, note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
  /** What a patron asked for is not asked of the partner. */
  'renewing.refuse': {
    input: z.strictObject({ ...decided, note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
  /** From the patron's loans: due on today plus the original loan period. */
  'renewing.renewLoan': {
    input: z.strictObject({ opId: view.opId, itemId: view.itemId }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
