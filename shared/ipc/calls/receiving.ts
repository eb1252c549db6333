import * as z from 'zod';
import { afterStep } from '../topics.ts';
import { receiveForm, staysAt } from '../receiving-views.ts';
import * as view from '../views.ts';
import { rawCode } from '../input-shapes.ts';
import type { Call } from './shapes.ts';

/** A row in the list of receipts, from one scan or two. */
const receiptLook = z.strictObject({
  requestId: view.requestId,
  externalId: z.string(),
  title: z.string(),
  patronName: z.string(),
  partnerName: z.string(),
  destination: view.destination,
  /** Where it stays, because only its barcode is unknown; null if it goes to its destination. */
  stays: staysAt,
  /** As it would be stored; null if only the identifier was given. */
  barcode: z.string().nullable(),
  volumesExpected: z.int().positive().nullable(),
  volumesReceived: z.int(),
  /** Whether its volumes are received one after another and completed by one Done. */
  inSet: z.boolean(),
  /** Further remarks, one sentence each. */
  remarks: z.array(z.string()),
  /** The question that the form asks, because of which it cannot be received from a list. */
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
      /** The number of other volumes of this request in the list. */
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
