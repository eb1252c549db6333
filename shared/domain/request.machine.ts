import { setup, transition } from 'xstate';
import type { RequestStatus } from './request-status.ts';
import { isRequestStatus } from './request-status.ts';

/** Everything that moves a request, in the past tense. */
export const requestEvents = [
  'sent',
  /** A person gave the request partners that can be asked. */
  'rota.extended',
  'partner.willSupply',
  'partner.conditional',
  'partner.shipped',
  'partner.rejected',
  'partnerLine.expired',
  'condition.accepted',
  'condition.declined',
  'item.received',
  'volume.received',
  'item.loaned',
  'renewal.requested',
  'partner.renewed',
  'partner.renewalRefused',
  /** The patron renewed outside, and the partner agreed by itself. */
  'patron.renewed',
  'partner.overdue',
  'partner.recalled',
  'patron.returned',
  'item.returned',
  'partner.checkedIn',
  /** What was sent back did not reach the partner. */
  'partner.neverArrived',
  'staff.cancelled',
  'patron.cancelled',
  'partner.cancelAccepted',
  'partner.cancelRefused',
  'item.lost',
  'item.damaged',
  /** Loss or damage is settled with the partner. */
  'partner.settled',
] as const;

export type RequestEventType = (typeof requestEvents)[number];

/** The events that need more than the request's status. Volumes are counted as they would be after the step. */
type EventWithFacts =
  /** Whether the rota has a partner after the active one. */
  | {
      readonly type: 'partner.rejected' | 'partnerLine.expired' | 'condition.declined';
      readonly morePartners: boolean;
    }
  /** Whether the active partner must agree before a request is cancelled. */
  | { readonly type: 'staff.cancelled' | 'patron.cancelled'; readonly needsConsent: boolean }
  /** Whether the active partner accepts renewals without being asked. */
  | { readonly type: 'renewal.requested'; readonly renewsItself: boolean }
  | { readonly type: 'patron.returned'; readonly itemsOnLoan: number }
  | { readonly type: 'item.returned'; readonly itemsStillOut: number; readonly itemsLost: number }
  | { readonly type: 'item.lost'; readonly itemsStillOut: number };

/** What happened to a request, with all that the lifecycle must know of it. */
export type RequestEvent =
  EventWithFacts | { readonly type: Exclude<RequestEventType, EventWithFacts['type']> };

const desk = setup({
  types: { events: {} as RequestEvent },
  guards: {
    morePartners: ({ event }) => 'morePartners' in event && event.morePartners,
    renewsItself: ({ event }) => 'renewsItself' in event && event.renewsItself,
    needsConsent: ({ event }) => 'needsConsent' in event && event.needsConsent,
    allItemsBack: ({ event }) => 'itemsLost' in event && event.itemsStillOut === 0 && event.itemsLost === 0,
    nothingStillOut: ({ event }) => 'itemsStillOut' in event && event.itemsStillOut === 0,
    noneOnLoan: ({ event }) => 'itemsOnLoan' in event && event.itemsOnLoan === 0,
  },
});

const received = { 'item.received': 'RECEIVED_PHYSICALLY' } as const;
const nextPartner = [{ guard: 'morePartners', target: 'REQUEST_SENT' }, { target: 'REJECTED' }] as const;
const partnerAnswers = {
  'partner.willSupply': 'WILL_SUPPLY',
  'partner.conditional': 'CONDITIONAL',
  'partner.shipped': 'SHIPPED_PHYSICALLY',
  'partner.rejected': nextPartner,
  'partnerLine.expired': nextPartner,
} as const;
const cancelFrom = <S extends RequestStatus>(cancelled: S) =>
  [{ guard: 'needsConsent', target: 'CANCEL_REPLY' }, { target: cancelled }] as const;
const cancel = {
  'staff.cancelled': cancelFrom('CANCELLED_BY_STAFF'),
  'patron.cancelled': cancelFrom('CANCELLED_BY_PATRON'),
} as const;
/** While no partner has it, nobody has to agree. */
const cancelAlone = {
  'staff.cancelled': 'CANCELLED_BY_STAFF',
  'patron.cancelled': 'CANCELLED_BY_PATRON',
} as const;
const renewal = {
  'renewal.requested': [{ guard: 'renewsItself', target: 'RENEWED' }, { target: 'RENEW_REQUESTED' }],
} as const;
/** A renewal that the partner is not asked for, or has agreed to already. */
const renewedOutside = { 'patron.renewed': 'RENEWED' } as const;
const partnerWantsBack = { 'partner.overdue': 'OVERDUE_ITEM', 'partner.recalled': 'RECALLED_BOR' } as const;
const lossAndDamage = { 'item.lost': 'REPORT_LOST', 'item.damaged': 'DAMAGED' } as const;

/**
 * One volume of several may go back while others stay: then the request keeps its status. A volume that is reported lost
 * is not back: the loss still has to be settled with the partner, so that is what the request says then.
 */
const goesBackFrom = <S extends RequestStatus>(status: S) =>
  ({
    'item.returned': [
      { guard: 'allItemsBack', target: 'RETURNED_TO_PARTNER' },
      { guard: 'nothingStillOut', target: 'REPORT_LOST' },
      { target: status },
    ],
  }) as const;
/** A further volume that comes changes the item track alone. */
const hereAs = <S extends RequestStatus>(status: S) =>
  ({ ...goesBackFrom(status), ...lossAndDamage, 'volume.received': { target: status } }) as const;
const withPatronAs = <S extends RequestStatus>(status: S) =>
  ({
    ...hereAs(status),
    ...partnerWantsBack,
    // As long as the patron has another volume of the set, the request is with the patron.
    'patron.returned': [{ guard: 'noneOnLoan', target: 'RETURNED_BY_PATRON' }, { target: status }],
  }) as const;
/** A further volume of the set is lent while others are with the patron. */
const lendsFurtherAs = <S extends RequestStatus>(status: S) =>
  ({ ...withPatronAs(status), 'item.loaned': { target: status } }) as const;

/**
 * A report of loss or damage stands until it is settled or everything has gone back. It says nothing about the volumes
 * that are left, nor that a damaged one cannot be used: most damage is reported so that the partner does not charge us for
 * it, and the item is used like any other. So what is here is lent, renewed and returned under it, as a person decides;
 * where each volume is stands on the item.
 */
const afterReport = <S extends RequestStatus>(status: S) =>
  ({
    ...goesBackFrom(status),
    'volume.received': { target: status },
    'item.loaned': { target: status },
    'patron.returned': { target: status },
    'renewal.requested': { target: status },
    'partner.renewed': { target: status },
    'partner.renewalRefused': { target: status },
    'patron.renewed': { target: status },
    'partner.overdue': { target: status },
    // What the partner wants back is neither lent nor renewed: that weighs more.
    'partner.recalled': 'RECALLED_BOR',
    // A further volume is damaged or missing too; a loss weighs more than damage.
    'item.damaged': { target: status },
    'item.lost': 'REPORT_LOST',
    'partner.settled': 'REQUEST_COMPLETED',
  }) as const;

/**
 * The life of a borrowing request. A state is a status code; the machine has no actions, so `transition` is a pure
 * check: the renderer asks it what to offer, the main process asks it inside the transaction.
 */
export const requestMachine = desk.createMachine({
  id: 'request',
  initial: 'REQUEST_CREATED_BOR',
  states: {
    REQUEST_CREATED_BOR: { on: { ...received, ...cancelAlone, 'rota.extended': 'READY_TO_SEND' } },
    READY_TO_SEND: {
      on: { sent: 'REQUEST_SENT', ...received, ...cancelAlone, 'rota.extended': { target: 'READY_TO_SEND' } },
    },
    REQUEST_SENT: { on: { ...partnerAnswers, ...received, ...cancel } },
    WILL_SUPPLY: { on: { ...partnerAnswers, ...received, ...cancel } },
    CONDITIONAL: {
      on: {
        ...partnerAnswers,
        ...received,
        ...cancel,
        'condition.accepted': 'REQUEST_SENT',
        'condition.declined': nextPartner,
      },
    },
    SHIPPED_PHYSICALLY: { on: received },
    SHIPPED_DIGITALLY: { on: received },
    CANCEL_REPLY: {
      on: {
        ...received,
        'partner.cancelAccepted': 'CANCELLED',
        'partner.cancelRefused': 'CANCEL_NOT_ACCEPTED',
        'partner.shipped': 'SHIPPED_PHYSICALLY',
      },
    },
    CANCEL_NOT_ACCEPTED: { on: { ...received, 'partner.shipped': 'SHIPPED_PHYSICALLY' } },
    REJECTED: { on: { ...received, ...cancelAlone, 'rota.extended': 'READY_TO_SEND' } },
    LOCATE_FAILED: { on: { ...received, ...cancelAlone, 'rota.extended': 'READY_TO_SEND' } },
    RECEIVED_PHYSICALLY: {
      on: { ...hereAs('RECEIVED_PHYSICALLY'), ...partnerWantsBack, 'item.loaned': 'LOANED' },
    },
    LOANED: { on: { ...lendsFurtherAs('LOANED'), ...renewal, ...renewedOutside } },
    MEDIATED_RENEWAL: { on: { ...lendsFurtherAs('MEDIATED_RENEWAL'), ...renewal, ...renewedOutside } },
    RENEW_REQUESTED: {
      on: {
        ...lendsFurtherAs('RENEW_REQUESTED'),
        'partner.renewed': 'RENEWED',
        'partner.renewalRefused': 'RENEW_NOT_ACCEPTED',
      },
    },
    RENEWED: { on: { ...lendsFurtherAs('RENEWED'), ...renewal, ...renewedOutside } },
    RENEW_NOT_ACCEPTED: { on: { ...lendsFurtherAs('RENEW_NOT_ACCEPTED'), ...renewal, ...renewedOutside } },
    OVERDUE_ITEM: { on: { ...lendsFurtherAs('OVERDUE_ITEM'), ...renewal, ...renewedOutside } },
    // What the partner wants back is neither lent nor renewed.
    RECALLED_BOR: {
      on: {
        ...withPatronAs('RECALLED_BOR'),
        // The recall stands, whatever happened to one of the volumes, as long as there is something to send back.
        'item.damaged': { target: 'RECALLED_BOR' },
        'item.lost': [{ guard: 'nothingStillOut', target: 'REPORT_LOST' }, { target: 'RECALLED_BOR' }],
      },
    },
    RETURNED_BY_PATRON: { on: { ...hereAs('RETURNED_BY_PATRON'), 'item.loaned': 'LOANED' } },
    RETURNED_TO_PARTNER: {
      on: {
        'partner.checkedIn': 'REQUEST_COMPLETED',
        'partner.neverArrived': 'REPORT_LOST',
        // A late parcel of the set: something of it is with us again.
        'volume.received': 'RECEIVED_PHYSICALLY',
      },
    },
    REPORT_LOST: {
      on: {
        ...afterReport('REPORT_LOST'),
        // What was lost on its way has reached the partner all the same; or a further volume has not.
        'partner.checkedIn': 'REQUEST_COMPLETED',
        'partner.neverArrived': { target: 'REPORT_LOST' },
      },
    },
    DAMAGED: { on: afterReport('DAMAGED') },
    REQUEST_COMPLETED: {},
    RECEIVED_DIGITALLY: {},
    CANCELLED: {},
    CANCELLED_BY_PATRON: {},
    CANCELLED_BY_STAFF: {},
    EXPIRED: {},
  },
});

// The menus ask often, so that it is looked up once.
const possible = new Map<string, readonly string[]>(
  Object.entries(requestMachine.states).map(([status, { ownEvents }]) => [status, ownEvents]),
);

/** Whether an event can happen to a request in this status, whatever its facts. An unknown code forbids all. */
export const canHappen = (status: string, type: RequestEventType): boolean =>
  possible.get(status)?.includes(type) ?? false;

// The machine is pure, and the questions are few: each is put to it once. Every Save asks.
const checked = new Map<string, RequestStatus | null>();

/**
 * Checks one step.
 * @returns the status after it, or `null` when the lifecycle forbids it from this status (an unknown code forbids all).
 */
export const statusAfter = (status: string, event: RequestEvent): RequestStatus | null => {
  if (!isRequestStatus(status)) return null;
  const question = JSON.stringify([status, event]);
  const known = checked.get(question);
  if (known !== undefined) return known;
  const answer = check(status, event);
  checked.set(question, answer);
  return answer;
};

const check = (status: RequestStatus, event: RequestEvent): RequestStatus | null => {
  const now = requestMachine.resolveState({ value: status });
  if (!now.can(event)) return null;
  const [next] = transition(requestMachine, now, event);
  return next.value as RequestStatus;
};
