import * as z from 'zod';
import { scanEnds } from '../../domain/scan-pace.ts';
import { type Call, nothing } from './shapes.ts';

/** shared/domain/scan-pace.ts */
export const testScan = z.strictObject({
  source: z.enum(['keys', 'line']),
  text: z.string(),
  end: z.enum(scanEnds).nullable(),
  taken: z.boolean(),
  pace: z.strictObject({ gapMs: z.number(), meanMs: z.number() }).nullable(),
});

/** The scanner of this workstation. */
export const scannerCalls = {
  /** The serial ports of this computer, with what is known of what is plugged in. */
  'scanner.ports': {
    input: nothing,
    output: z.array(z.strictObject({ port: z.string(), name: z.string() })),
  },
  /** Tells the page of all that comes (event `testScan`), until it says that it has heard enough. */
  'scanner.listen': { input: z.strictObject({ on: z.boolean() }), output: z.null(), answers: 'anybody' },
} as const satisfies Record<string, Call>;
