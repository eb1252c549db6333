import * as z from 'zod';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

const reasonId = z.int().positive();
const cancellationReason = z.strictObject({
  id: reasonId,
  code: z.string(),
  label: z.string(),
  /** False: no longer offered; requests that were cancelled with it keep it. */
  active: z.boolean(),
});
export type CancellationReason = z.infer<typeof cancellationReason>;

const stored = z.strictObject({ id: reasonId });

/** The reasons offered in the window for cancelling, in order. */
export const reasonsCalls = {
  'reasons.list': { input: nothing, output: z.array(cancellationReason) },
  'reasons.save': {
    input: z.strictObject({
      opId: view.opId,
      id: reasonId.nullable(),
      code: z.string().max(4096),
      label: z.string().max(300),
      active: z.boolean(),
    }),
    output: stored,
    changes: ['people'],
  },
  /** Reorders the reasons; requires all of them. */
  'reasons.order': {
    input: z.strictObject({ opId: view.opId, ids: z.array(reasonId).max(1000) }),
    output: z.null(),
    changes: ['people'],
  },
  'reasons.remove': {
    input: z.strictObject({ opId: view.opId, id: reasonId }),
    output: stored,
    changes: ['people'],
  },
} as const satisfies Record<string, Call>;
