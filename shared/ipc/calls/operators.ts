import * as z from 'zod';
import { everything } from '../topics.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

const operatorRecord = z.strictObject({
  id: view.operatorId,
  name: z.string(),
  /** False: cannot sign in; what they did is kept under their name. */
  active: z.boolean(),
  hasPin: z.boolean(),
  grants: z.array(view.roleGrant),
});
export type OperatorRecord = z.infer<typeof operatorRecord>;

const stored = z.strictObject({ id: view.operatorId });
const pin = z.string().max(64);

/** Operators, and their roles. */
export const operatorsCalls = {
  'operators.list': { input: nothing, output: z.array(operatorRecord) },
  'operators.save': {
    input: z.strictObject({
      opId: view.opId,
      id: view.operatorId.nullable(),
      name: z.string().max(200),
      active: z.boolean(),
      grants: z.array(view.roleGrant).max(1000),
    }),
    output: stored,
    changes: everything,
  },
  'operators.remove': {
    input: z.strictObject({ opId: view.opId, id: view.operatorId }),
    output: stored,
    changes: everything,
  },
  /** Sets or (null) clears a PIN. `current` is required to change one's own. */
  'operators.setPin': {
    input: z.strictObject({ id: view.operatorId, pin: pin.nullable(), current: pin.nullable() }),
    output: stored,
    answers: 'signed-in',
    changes: ['app', 'people'],
    whenMovedAway: true,
  },
} as const satisfies Record<string, Call>;
