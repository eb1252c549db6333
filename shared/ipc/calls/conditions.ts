import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';

/** Answers to conditions of partners. */
export const conditionCalls = {
  'conditions.reply': {
    input: z.strictObject({
      ...decided,
      /** Yes stays with the partner, No goes on to the next one. */
      accept: z.boolean(),
      note: noteText,
      /** On a second confirmation: a reply without a note. */
      withoutNote: z.boolean(),
    }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
