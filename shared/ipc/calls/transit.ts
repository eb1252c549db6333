import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';
import { rawCode } from './shapes.ts';

/** Scan In Items. */
export const transitCalls = {
  'transit.scanIn': {
    input: z.strictObject({ opId: view.opId, code: rawCode }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
