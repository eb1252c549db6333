import * as z from 'zod';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';
import { rawCode } from './shapes.ts';

/** Receiving Items. */
export const receivingCalls = {
  'receiving.open': {
    input: z.strictObject({
      code: rawCode,
      /** On purpose: one more volume for a request of which everything expected has come. */
      further: z.boolean(),
    }),
    output: view.receiveForm,
  },
  'receiving.receive': {
    input: z.strictObject({
      opId: view.opId,
      requestId: view.requestId,
      barcode: rawCode,
      /** Several volumes: the loop stays open until `receiving.finish`. */
      several: z.boolean(),
      printSlip: z.boolean(),
      notifyPatron: z.boolean(),
      /** On purpose: a volume that nobody expects. */
      unexpected: z.boolean(),
    }),
    output: view.received,
    changes: afterStep,
  },
  'receiving.finish': {
    input: z.strictObject({ opId: view.opId, requestId: view.requestId, notifyPatron: z.boolean() }),
    output: view.finished,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
