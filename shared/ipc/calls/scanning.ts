import * as z from 'zod';
import { type ScanStep, scanSteps } from '../../domain/scan-anything.ts';
import * as view from '../views.ts';
import { rawCode } from '../input-shapes.ts';
import type { Call } from './shapes.ts';

/** What a scanned code is, and the most sensible next step for it here. */
const scanFound = z.strictObject({
  code: z.string(),
  kind: z.enum(['request', 'item', 'patron']),
  /** The title, or the patron's name. */
  title: z.string(),
  patronName: z.string(),
  /** One line: what it is and where it is. */
  sentence: z.string(),
  next: z.enum(Object.keys(scanSteps) as [ScanStep, ...ScanStep[]]),
  /** Why this operator may not take that step; null if they may. */
  refusal: z.string().nullable(),
  requestId: view.requestId.nullable(),
  /** The codes to pass to the page of that step, in order. */
  codes: z.array(z.string()),
});
export type ScanFound = z.infer<typeof scanFound>;

/** Scanning on any page. */
export const scanningCalls = {
  'scanning.look': { input: z.strictObject({ code: rawCode }), output: scanFound },
} as const satisfies Record<string, Call>;
