import * as z from 'zod';
import { afterStep } from '../topics.ts';
import { receiveForm } from '../receiving-views.ts';
import * as view from '../views.ts';
import { rawCode } from '../input-shapes.ts';
import type { Call } from './shapes.ts';

/** What the list of receipts shows of one scan or two. */
export const receiptLook = z.strictObject({
  requestId: view.requestId,
  externalId: z.string(),
  title: z.string(),
  patronName: z.string(),
  partnerName: z.string(),
  destination: view.destination,
  /** As it would be stored; null where only the identifier was given. */
  barcode: z.string().nullable(),
  volumesExpected: z.int().positive().nullable(),
  volumesReceived: z.int(),
  /** Its volumes are received one after the other, and one Done ends them. */
  inSet: z.boolean(),
  /** What else to know, one sentence each. */
  remarks: z.array(z.string()),
  /** What the form asks: it is not received from a list. */
  question: z.string().nullable(),
});
export type ReceiptLook = z.infer<typeof receiptLook>;

/** Receiving Items. */
export const receivingCalls = {
  'receiving.open': {
    input: z.strictObject({ code: rawCode }),
    output: receiveForm,
  },
  'receiving.look': {
    input: z.strictObject({
      identifier: rawCode,
      barcode: rawCode.nullable(),
      /** How many other volumes of this request the list holds. */
      listed: z.int().min(0).max(10_000),
    }),
    output: receiptLook,
  },
  'receiving.makeBarcode': {
    input: z.strictObject({ opId: view.opId, requestId: view.requestId }),
    output: z.strictObject({ barcode: z.string(), slip: view.slipState }),
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
