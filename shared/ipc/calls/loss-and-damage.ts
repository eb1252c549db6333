import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';

/** Loss and damage. */
export const lossAndDamageCalls = {
  'lossAndDamage.reportLost': {
    input: z.strictObject({
      ...decided,
      /** Null reports everything that is still out. */
      itemId: view.itemId.nullable(),
      note: noteText,
    }),
    output: view.outcome,
    changes: afterStep,
  },
  'lossAndDamage.reportDamaged': {
    input: z.strictObject({ ...decided, itemId: view.itemId.nullable(), note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
  /** Null: everything that was reported lost. It is at this desk. */
  'lossAndDamage.found': {
    input: z.strictObject({ ...decided, itemId: view.itemId.nullable(), note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
  /** Null: everything that is reported, a parcel that never came included. */
  'lossAndDamage.settle': {
    input: z.strictObject({ ...decided, itemId: view.itemId.nullable(), note: noteText }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
