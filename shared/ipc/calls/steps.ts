import * as z from 'zod';
import { stepAnswers } from '../step-answers.ts';
import { stepOfStaff } from '../step-inputs.ts';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';

/** Every step of staff goes through `steps.take`; the other calls read past steps, and redo an undone one. */
export const stepsCalls = {
  'steps.take': {
    input: stepOfStaff,
    output: z.union(Object.values(stepAnswers)),
    changes: afterStep,
  },
  'steps.today': {
    input: z.strictObject({ limit: z.int().min(1).max(500) }),
    output: z.array(view.stepView),
  },
  'steps.undoFacts': {
    input: z.strictObject({ undoes: view.opId }),
    output: z.strictObject({
      isUndone: z.boolean(),
      /** Whether a reader would get a correction, because what they were told has left or may have. */
      corrects: z.boolean(),
      /** What the undo does, one sentence each. */
      preview: z.array(z.string()),
      /** The step, as the question names it; null if its request no longer exists, or may not be read. */
      step: z
        .strictObject({ kind: z.string(), at: view.instant, title: z.string(), externalId: z.string() })
        .nullable(),
    }),
  },
  'steps.redo': {
    input: z.strictObject({ opId: view.opId, redoes: view.opId }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
