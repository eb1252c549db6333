import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { decided, noteText } from './decisions.ts';
import type { Call } from './shapes.ts';

const withNote = {
  input: z.strictObject({ ...decided, note: noteText }),
  output: view.outcome,
  changes: afterStep,
} as const satisfies Call;

/** A parcel that was announced and did not come, or a file that came in its place. */
export const neverCameCalls = {
  'neverCame.claim': withNote,
  'neverCame.askNext': withNote,
  /** `note`: what the patron reads, such as a link. */
  'neverCame.receiveDigitally': withNote,
} as const satisfies Record<string, Call>;
