import * as z from 'zod';
import { cancelWishes, endStates } from '../domain/life/request.machine.ts';
import { turnCancellations, turnParcels, turnStates } from '../domain/life/turn.ts';
import { demandStates, renewalStates, reportStates, volumePlaces } from '../domain/life/volume.ts';
import { calendarDate, instant } from './branded.ts';
import { itemId, partnerId, turnId } from './id-shapes.ts';

/** The life of a request, by which the page asks the machine what to offer. */
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

/** Since when the questions are open that a request leaves open, and until when: the earliest of its volumes; null where none is. */
export const openSince = z.strictObject({
  cancellationAt: instant.nullable(),
  renewalAt: instant.nullable(),
  /** The date that the partner was asked for. */
  renewalUntil: calendarDate.nullable(),
  demandAt: instant.nullable(),
  /** By when a recall wants it back. */
  backBy: calendarDate.nullable(),
  /** Of a loss, damage or claim. */
  lossAt: instant.nullable(),
  /** Of a volume that is to go back, and of one that went back and is not checked in. */
  goesBackAt: instant.nullable(),
  checkInAt: instant.nullable(),
  /** The day by which it is needed, and since when its partner wants more than may be paid; null where staff went on all the same. */
  neededBy: calendarDate.nullable(),
  overCostAt: instant.nullable(),
});
export type OpenSince = z.infer<typeof openSince>;
