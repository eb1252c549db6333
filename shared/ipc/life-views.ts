import * as z from 'zod';
import { cancelWishes, endStates } from '../domain/life/request.machine.ts';
import { turnCancellations, turnParcels, turnStates } from '../domain/life/turn.ts';
import { demandStates, renewalStates, reportStates, volumePlaces } from '../domain/life/volume.ts';
import { calendarDate, instant } from './branded.ts';
import { itemId, partnerId, turnId } from './id-shapes.ts';

/** The life of a request, from which the page's machine determines what to offer. */
export const lifeView = z.strictObject({
  expected: z.int().positive().nullable(),
  cancelWish: z.enum(cancelWishes).nullable(),
  endedAs: z.enum(endStates).nullable(),
  turns: z.array(
    z.strictObject({
      id: turnId,
      partnerId: partnerId.nullable(),
      state: z.enum(turnStates),
      outsideWord: z.string().nullable(),
      cancellation: z.enum(turnCancellations),
      parcel: z.enum(turnParcels),
      heard: z.boolean(),
      requestWaits: z.boolean(),
      conditionAccepted: z.boolean(),
      knowsEnd: z.boolean(),
      askedFor: z.int().positive().nullable(),
      knowsRest: z.boolean(),
      demand: z.enum(demandStates),
      dueOn: calendarDate.nullable(),
    }),
  ),
  volumes: z.array(
    z.strictObject({
      id: itemId,
      turnId,
      place: z.enum(volumePlaces),
      use: z.enum(['for-patron', 'goes-back']),
      patron: z.enum(['not-yet', 'has-it', 'brought-back']),
      renewal: z.enum(renewalStates),
      demand: z.enum(demandStates),
      report: z.enum(reportStates),
      checkIn: z.enum(['none', 'checked-in', 'missed']),
      dueOn: calendarDate.nullable(),
      askedUntil: calendarDate.nullable(),
      receiptTold: z.boolean(),
    }),
  ),
});

/** The dates from and until which a request's open questions have been open: the earliest of its volumes; null if none is open. */
export const openSince = z.strictObject({
  cancellationAt: instant.nullable(),
  renewalAt: instant.nullable(),
  /** The date requested from the partner. */
  renewalUntil: calendarDate.nullable(),
  demandAt: instant.nullable(),
  /** The date by which a recall wants it back. */
  backBy: calendarDate.nullable(),
  /** For a loss, damage or claim. */
  lossAt: instant.nullable(),
  /** For a volume due to go back, and for one that was returned and not checked in. */
  goesBackAt: instant.nullable(),
  checkInAt: instant.nullable(),
  /** The day by which it is needed, and since when its price has exceeded the cost limit; null if staff chose to continue. */
  neededBy: calendarDate.nullable(),
  overCostAt: instant.nullable(),
  /** Since when the partner that refused last would lend on a changed request, if no other is asked. */
  ifChangedAt: instant.nullable(),
});
export type OpenSince = z.infer<typeof openSince>;
