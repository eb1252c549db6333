import * as z from 'zod';
import { receivePositions } from '../domain/receiving.ts';
import {
  calendarDate,
  destination,
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
  /** The step that received it; null for volumes from a file. */
  opId: opId.nullable(),
  destination,
  use: z.enum(['for-patron', 'goes-back']),
  slip: slipState.nullable(),
  /** The workstation or, if unknown, the desk where it was received; empty if neither is known. */
  where: z.string(),
  /** Its position in the set on its printed slip, if that has changed. */
  printedAs: z.strictObject({ volume: z.int(), of: z.int().nullable() }).nullable(),
});
export type ReceivedVolume = z.infer<typeof receivedVolume>;

/** Where an item stays that is not here to be placed; null if it is. */
export const staysAt = z.enum(['on-loan', 'returned-by-patron']).nullable();
export type StaysAt = z.infer<typeof staysAt>;

/** The contents of the receive form. */
export const receiveForm = z.strictObject({
  request: requestSummary,
  position: z.enum(receivePositions),
  /** The choice that staff make before the barcode: why, and whether it may still be for the patron. Null if there is no choice. */
  choice: z.strictObject({ why: z.string(), forPatron: z.string().nullable() }).nullable(),
  destination,
  /** Where the volume without a barcode is; null if there is none. */
  known: z
    .strictObject({
      place: z.enum(['on-loan', 'on-hold-shelf', 'returned-by-patron']),
      words: z.string(),
    })
    .nullable(),
  /** The code with which to return the one volume that the patron has or brought back; null if there is none. */
  toReturn: z.string().nullable(),
  /** A warning before Save; null if everything is as expected. */
  warning: z.string().nullable(),
  useConditions: z.array(z.string()),
  circulationNote: z.string(),
  cost: z.string(),
  /** The turns whose partner may have sent it, in rota order, each with its conditions of use. */
  senders: z.array(
    z.strictObject({
      turnId,
      name: z.string(),
      useConditions: z.array(z.string()),
      /** When it wants back what it sends; null if it named no date. */
      dueOn: calendarDate.nullable(),
      /** A sentence if it already wants its parcel back; null if it does not. */
      wantsBack: z.string().nullable(),
      /** Whether a *Received* letter to it is written. */
      getsLetter: z.boolean(),
    }),
  ),
  /** Whether staff may choose from all partners, because none is recorded. */
  asksPartner: z.boolean(),
  /** The turn that sent it, if unambiguous; null: staff choose. */
  unambiguousSender: turnId.nullable(),
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
  /** Whether it had arrived before, and only its barcode was unknown. */
  onlyBarcode: z.boolean(),
  /** Where it stays, because only its barcode was unknown; null if it goes to its destination. */
  stays: staysAt,
  /** The partner to which it must go back; null if it is for the patron. */
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
  /** How receiving ended, and with how many volumes. */
  headline: z.string(),
  /** Who is notified, one sentence each. */
  told: z.array(z.string()),
});
export type Finished = z.infer<typeof finished>;
