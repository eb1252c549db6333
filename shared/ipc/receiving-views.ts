import * as z from 'zod';
import {
  destination,
  instant,
  itemId,
  opId,
  partnerId,
  requestId,
  requestSummary,
  slipState,
} from './views.ts';

/** The shapes of Receiving Items. */

export const receivedVolume = z.strictObject({
  itemId,
  barcode: z.string(),
  volume: z.int().positive(),
  receivedAt: instant,
  /** The step that received it; null for volumes that came from a file. */
  opId: opId.nullable(),
  destination,
  slip: slipState.nullable(),
  /** The workstation, or else the desk, where it was received; empty where that is not known. */
  where: z.string(),
  /** What its printed slip says of its place in the set, where that is another one now. */
  printedAs: z.strictObject({ volume: z.int(), of: z.int().nullable() }).nullable(),
});
export type ReceivedVolume = z.infer<typeof receivedVolume>;

/** Everything that the receive form shows. */
export const receiveForm = z.strictObject({
  request: requestSummary,
  /**
   * `begin`: nothing has come; `resume`: a set goes on; `further`: one more volume than expected, on purpose; `late`: a
   * parcel of a set of which what had come has gone back, on purpose.
   */
  position: z.enum(['begin', 'resume', 'further', 'late']),
  destination,
  /** What to watch before Save; null where all is as expected. */
  warning: z.string().nullable(),
  useConditions: z.array(z.string()),
  circulationNote: z.string(),
  cost: z.string(),
  /** Who may have sent it, each with the conditions under which what it sends may be used; the active partner is the last. */
  senders: z.array(
    z.strictObject({
      id: partnerId,
      name: z.string(),
      useConditions: z.array(z.string()),
      /** That its loan came. */
      wasTold: z.boolean(),
    }),
  ),
  /** Active notes from staff and the partner. */
  notes: z.array(z.strictObject({ from: z.enum(['partner', 'staff']), text: z.string() })),
  received: z.array(receivedVolume),
});
export type ReceiveForm = z.infer<typeof receiveForm>;

export const received = z.strictObject({
  opId,
  requestId,
  externalId: z.string(),
  title: z.string(),
  patronName: z.string(),
  volume: receivedVolume,
  volumesExpected: z.int().positive().nullable(),
  volumesReceived: z.int(),
  /** Whether the set waits for Done. */
  loopOpen: z.boolean(),
});
export type Received = z.infer<typeof received>;

export const finished = z.strictObject({
  opId,
  requestId,
  externalId: z.string(),
  title: z.string(),
  volumesReceived: z.int(),
  volumesExpected: z.int().positive().nullable(),
});
export type Finished = z.infer<typeof finished>;
