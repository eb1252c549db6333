import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided } from './decisions.ts';
import type { Call } from './shapes.ts';

/** Renewals, from the request and from the patron’s loans. */
export const renewingCalls = {
  'renewing.renewRequest': {
    input: z.strictObject({
      ...decided,
      dueOn: view.calendarDate,
      /** Null renews everything that the patron has of it. */
      itemId: view.itemId.nullable(),
    }),
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
