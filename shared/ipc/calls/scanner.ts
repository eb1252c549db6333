import * as z from 'zod';
import { scanEnds } from '../../domain/scan-pace.ts';
import { type Call, nothing } from './shapes.ts';

/** See shared/domain/scan-pace.ts. */
export const testScan = z.strictObject({
  source: z.enum(['keys', 'line']),
  text: z.string(),
  end: z.enum(scanEnds).nullable(),
  taken: z.boolean(),
  pace: z.strictObject({ gapMs: z.number(), meanMs: z.number() }).nullable(),
});

/** The scanner of this workstation. */
export const scannerCalls = {
  /** Returns the serial ports of this computer, and what is known about the attached devices. */
  'scanner.ports': {
    input: nothing,
    output: z.array(z.strictObject({ port: z.string(), name: z.string() })),
  },
  /** Sends all input to the page (event `testScan`) until the page stops listening. */
  'scanner.listen': { input: z.strictObject({ on: z.boolean() }), output: z.null(), answers: 'anybody' },
} as const satisfies Record<string, Call>;
