import * as z from 'zod';
import { receivePositions } from '../domain/receiving.ts';
import {
  calendarDate,
  destination,
  instant,
  itemId,
  opId,
  requestId,
  requestSummary,
  slipState,
  turnId,
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
  use: z.enum(['for-patron', 'goes-back']),
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
  position: z.enum(receivePositions),
  /** What staff choose before the barcode: why, and whether it may still be for the patron. Null where nothing is to be chosen. */
  choice: z.strictObject({ why: z.string(), forPatron: z.string().nullable() }).nullable(),
  destination,
  /** Where the volume is that came without a barcode; null where none did. */
  known: z
    .strictObject({
      place: z.enum(['on-loan', 'on-hold-shelf', 'returned-by-patron']),
      words: z.string(),
    })
    .nullable(),
  /** The code by which what the patron has or brought back is returned, where that is one volume; null: there is none. */
  toReturn: z.string().nullable(),
  /** What to watch before Save; null where all is as expected. */
  warning: z.string().nullable(),
  useConditions: z.array(z.string()),
  circulationNote: z.string(),
  cost: z.string(),
  /** The turns whose partner may have sent it, in the order of the rota, each with the conditions under which what it sends may be used. */
  senders: z.array(
    z.strictObject({
      turnId,
      name: z.string(),
      useConditions: z.array(z.string()),
      /** When it wants back what it sends; null where it named no date. */
      dueOn: calendarDate.nullable(),
      /** That it wants its parcel back already; null where it does not. */
      wantsBack: z.string().nullable(),
    }),
  ),
  /** Whether staff choose its partner among all, because none was asked. */
  asksPartner: z.boolean(),
  /** The turn that sent it, where that is plain; null: staff choose. */
  plainSender: turnId.nullable(),
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
  /** The partner to which it is to go back; null where the patron gets it. */
  goesBackTo: z.string().nullable(),
  volumesExpected: z.int().positive().nullable(),
  volumesReceived: z.int(),
  /** Whether the set waits for Done. */
  loopOpen: z.boolean(),
  /** Who is notified, one sentence each. */
  told: z.array(z.string()),
});
export type Received = z.infer<typeof received>;

export const finished = z.strictObject({
  opId,
  requestId,
  externalId: z.string(),
  title: z.string(),
  volumesReceived: z.int(),
  volumesExpected: z.int().positive().nullable(),
  /** Who is notified, one sentence each. */
  told: z.array(z.string()),
});
export type Finished = z.infer<typeof finished>;
