import * as z from 'zod';
import type { RequestId } from '../domain/ids.ts';
import { lettersWaits } from '../domain/letters/mail-states.ts';
import { partnerAddressStates } from '../domain/letters/partner-notifications.ts';
import { turnStates } from '../domain/life/turn.ts';
import { reportStates } from '../domain/life/volume.ts';
import { lifeView } from './life-views.ts';
import * as view from './views.ts';

/** The shapes of decisions on requests: the data of a window before staff decide. */

export const partnerView = z.strictObject({ id: view.partnerId, code: z.string(), name: z.string() });

const waitsAgain = z.strictObject({
  shelved: z.int(),
  toScanIn: z.int(),
  letter: z.enum(['item-ready', 'item-arrived']).nullable(),
});

/** One request as needed for a decision: who has it, to whom it would go next, what is out. */
const requestFacts = z.strictObject({
  id: view.requestId,
  externalId: z.string(),
  title: z.string(),
  author: z.string(),
  status: z.string(),
  /** Whether its set was left without Done: its letters wait for that. */
  setOpen: z.boolean(),
  dueOn: view.calendarDate.nullable(),
  life: lifeView,
  /** The version that was displayed: sent back with the decision. */
  updatedAt: view.instant,
  /** The turns that can be asked next, those whose partner must agree to a cancellation, and those whose partner renews automatically. */
  askable: z.array(view.turnId),
  needsConsent: z.array(view.turnId),
  renewsItself: z.array(view.turnId),
  /** Its partners by turn, in rota order. */
  partners: z.array(
    z.strictObject({
      turnId: view.turnId,
      partnerId: view.partnerId.nullable(),
      /** Empty if no partner was recorded. */
      name: z.string(),
      inUse: z.boolean(),
      state: z.enum(turnStates),
      address: z.enum(partnerAddressStates),
      isHeld: z.boolean(),
    }),
  ),
  patron: z.strictObject({ name: z.string(), address: z.enum(['good', 'none', 'wrong']) }).nullable(),
  /** Whether the patron is notified when the request ends as cancelled. */
  cancelNotify: z.boolean(),
  /** Why letters wait; null if they are sent. */
  lettersWait: z.enum(lettersWaits).nullable(),
  /**
   * What would go on the shelf, and what the patron would be told, if items due to go back were kept: for all of them, and for those
   * that were not on their shelf before.
   */
  waitsAgain: z.strictObject({ kept: waitsAgain, wantedAgain: waitsAgain }),
  /** Where an item found at this desk would be. */
  found: z.strictObject({ kind: z.enum(['hold-shelf', 'in-transit']), deskName: z.string() }),
  /** The number of days between the patron's date and the partner's, from the settings of its library. */
  daysBeforePartner: z.int(),
  libraryOff: z.array(z.string()),
  /** The active partner's condition; its reply-by date does not trigger anything. */
  condition: z
    .strictObject({
      reason: z.string(),
      note: z.string(),
      /** What the partner asks for it; empty if it named nothing. */
      cost: z.string(),
      replyBy: view.calendarDate.nullable(),
      setAt: view.instant.nullable(),
    })
    .nullable(),
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
      /** The day that its recall names; null if it names none. */
      backBy: view.calendarDate.nullable(),
      /** Whether it can be renewed: it is out, neither going back nor recalled, and its partner has not been asked already. */
      isRenewable: z.boolean(),
      /**
       * What happens to the letters that notified its partner of the arrival if another partner sent it: set aside, corrected, or sent
       * again for the other volumes.
       */
      receipts: z.strictObject({ setAside: z.boolean(), corrected: z.boolean(), toldAnew: z.boolean() }),
      /** The open loan. */
      loan: z
        .strictObject({
          dueOn: view.calendarDate,
          /** The date requested from the partner, which has not answered. */
          renewalDueOn: view.calendarDate.nullable(),
          renewals: z.int(),
        })
        .nullable(),
    }),
  ),
});
export type RequestFactsView = z.infer<typeof requestFacts>;

/** The data that the windows need besides the requests. */
export const decisionFacts = z.strictObject({
  /** The requests that exist, in the order in which they were queried. */
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

/** The result of a decision on one of several requests. */
export type RequestResult =
  | { readonly ok: true; readonly requestId: RequestId; readonly outcome: view.Outcome }
  | { readonly ok: false; readonly requestId: RequestId; readonly message: string };
