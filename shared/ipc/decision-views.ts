import * as z from 'zod';
import type { RequestId } from '../domain/ids.ts';
import { turnStates } from '../domain/life/turn.ts';
import { reportStates } from '../domain/life/volume.ts';
import { lifeView } from './life-views.ts';
import * as view from './views.ts';

/** The shapes of decisions on requests: what a window shows before staff decide. */

export const partnerView = z.strictObject({ id: view.partnerId, code: z.string(), name: z.string() });
export type PartnerView = z.infer<typeof partnerView>;

const waitsAgain = z.strictObject({
  shelved: z.int(),
  toScanIn: z.int(),
  letter: z.enum(['item-ready', 'item-arrived']).nullable(),
});

/** One request as a person decides about it: who has it, whom it would go to next, what is out. */
export const requestFacts = z.strictObject({
  id: view.requestId,
  externalId: z.string(),
  title: z.string(),
  author: z.string(),
  status: z.string(),
  dueOn: view.calendarDate.nullable(),
  life: lifeView,
  /** The state that the person saw: sent back with the decision. */
  updatedAt: view.instant,
  /** The turns that can be asked next, whose partner must agree to a cancellation, and whose partner renews without being asked. */
  askable: z.array(view.turnId),
  needsConsent: z.array(view.turnId),
  renewsItself: z.array(view.turnId),
  /** Its partners by their turns, in the order of the rota, with the letters that are not written to each. */
  partners: z.array(
    z.strictObject({
      turnId: view.turnId,
      partnerId: view.partnerId.nullable(),
      /** Empty where nobody recorded who it is. */
      name: z.string(),
      inUse: z.boolean(),
      state: z.enum(turnStates),
      address: z.enum(['good', 'none', 'wrong']),
      lettersOff: z.array(z.string()),
    }),
  ),
  patron: z.strictObject({ name: z.string(), address: z.enum(['good', 'none', 'wrong']) }).nullable(),
  /** Whether the patron hears of it when the request ends as cancelled. */
  cancelNotify: z.boolean(),
  /** Why letters wait; null where they leave. */
  lettersWait: z.enum(['none', 'no-password']).nullable(),
  /** What would be on the shelf again, and what the patron would be told, of what is to go back: all of it, and what was not on its shelf before. */
  waitsAgain: z.strictObject({ kept: waitsAgain, wantedAgain: waitsAgain }),
  /** Where what turns up at this desk would be. */
  found: z.strictObject({ kind: z.enum(['hold-shelf', 'in-transit']), deskName: z.string() }),
  /** So many days lie between the patron's date and the partner's, by the settings of its library. */
  daysBeforePartner: z.int(),
  libraryOff: z.array(z.string()),
  /** The active partner's condition; its date for reply moves nothing by itself. */
  condition: z
    .strictObject({
      reason: z.string(),
      note: z.string(),
      replyBy: view.calendarDate.nullable(),
      setAt: view.instant.nullable(),
    })
    .nullable(),
  /** Active notes of the partner. */
  partnerNotes: z.array(z.string()),
  items: z.array(
    z.strictObject({
      id: view.itemId,
      turnId: view.turnId,
      barcode: z.string(),
      volume: z.int(),
      status: z.string(),
      report: z.enum(reportStates),
      /** When its partner wants it back. */
      dueOn: view.calendarDate.nullable(),
      /** Whether it can be renewed: it is out, neither on its way back nor recalled, and its partner was not asked already. */
      isRenewable: z.boolean(),
      /** What becomes of the letters that told its partner that it arrived, where another one sent it: set aside, corrected, told anew of the others. */
      receipts: z.strictObject({ setAside: z.boolean(), corrected: z.boolean(), toldAnew: z.boolean() }),
      /** The open loan. */
      loan: z
        .strictObject({
          dueOn: view.calendarDate,
          /** The date that the partner was asked for and has not answered. */
          renewalDueOn: view.calendarDate.nullable(),
          renewals: z.int(),
        })
        .nullable(),
    }),
  ),
});
export type RequestFactsView = z.infer<typeof requestFacts>;

/** What the windows need besides the requests. */
export const decisionFacts = z.strictObject({
  /** Those that are there, in the order in which they were asked for. */
  requests: z.array(requestFacts),
  /** Today's date at the library. */
  today: view.calendarDate,
  calendar: z.strictObject({
    openWeekdays: z.array(z.int()),
    closedDays: z.array(z.strictObject({ day: view.calendarDate, note: z.string() })),
  }),
  cancellationReasons: z.array(z.strictObject({ code: z.string(), label: z.string() })),
});
export type DecisionFacts = z.infer<typeof decisionFacts>;

/** What became of a decision on one of several requests. */
export type RequestResult =
  | { readonly ok: true; readonly requestId: RequestId; readonly outcome: view.Outcome }
  | { readonly ok: false; readonly requestId: RequestId; readonly message: string };
