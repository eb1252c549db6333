import * as z from 'zod';
import { afterPrint } from '../topics.ts';
import * as view from '../views.ts';
import { rawCode, volumeNumber } from '../input-shapes.ts';
import { type Call, nothing } from './shapes.ts';

/** The data of the Return Items window before OK. */
const returnLook = z.strictObject({
  itemId: view.itemId,
  /** What is scanned to find it: its barcode or, if it has none, the external identifier. */
  code: z.string(),
  /** Empty if it has none. */
  barcode: z.string(),
  requestId: view.requestId,
  externalId: z.string(),
  title: z.string(),
  author: z.string(),
  /** The patron who has it or should have had it. */
  patronName: z.string(),
  /** Where it goes, with the address on the slip. */
  goesTo: z.strictObject({
    kind: z.enum(['to-partner', 'in-transit']),
    name: z.string(),
    address: z.array(z.string()),
    email: z.string(),
    phone: z.string(),
  }),
  /** Whether the lender was never recorded, so that the return asks for it. */
  partnerMissing: z.boolean(),
  dueOn: view.calendarDate.nullable(),
  volume: z.int().positive(),
  volumesExpected: z.int().positive().nullable(),
  /** Whether it is one of several volumes. */
  inSet: z.boolean(),
  /** Further remarks before OK, one sentence each: never lent, reported lost, recalled. */
  remarks: z.array(z.string()),
  /** Who will be notified, one sentence each. */
  told: z.array(z.string()),
});
export type ReturnLook = z.infer<typeof returnLook>;

/** Return Items. */
export const returningCalls = {
  'returning.look': {
    input: z.strictObject({ code: rawCode, volume: volumeNumber.optional() }),
    output: returnLook,
  },
  /** Ends the run: the slips of its parcels are printed. */
  'returning.pack': { input: z.strictObject({ run: view.opId }), output: nothing, changes: afterPrint },
} as const satisfies Record<string, Call>;
