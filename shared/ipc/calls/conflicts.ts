import * as z from 'zod';
import { noteId } from '../request-views.ts';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';

const ofRequest = { opId: view.opId, requestId: view.requestId };

/** What files say otherwise than this desk, settled by a person. A conflict is named by the note that tells of it. */
export const conflictCalls = {
  'conflicts.keep': {
    /** Null: all that are open of the request. */
    input: z.strictObject({ ...ofRequest, noteId: noteId.nullable() }),
    output: view.outcome,
    changes: afterStep,
  },
  'conflicts.take': {
    input: z.strictObject({ ...ofRequest, noteId }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
