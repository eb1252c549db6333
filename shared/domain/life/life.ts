import type { RequestStatus } from '../request-status.ts';
import type { Volume, VolumeEvent } from './volumes.ts';

// The life of a request is several things that happen at once. Each is kept by itself, so that nothing that was asked and not
// answered is forgotten because something else arrived. The status that staff see is what they add up to (status.ts).

/** How far the partner is whose turn it is: the statuses that say no more than that. */
export const supplyStates = [
  'REQUEST_CREATED_BOR',
  'READY_TO_SEND',
  'REQUEST_SENT',
  'WILL_SUPPLY',
  'CONDITIONAL',
  'SHIPPED_PHYSICALLY',
  'SHIPPED_DIGITALLY',
  'REJECTED',
  'LOCATE_FAILED',
] as const satisfies readonly RequestStatus[];
export type SupplyState = (typeof supplyStates)[number];

/** Those in which no partner has the request: it is not sent yet, or nobody is left. */
export const unsentStates = [
  'REQUEST_CREATED_BOR',
  'READY_TO_SEND',
  'REJECTED',
  'LOCATE_FAILED',
] as const satisfies readonly SupplyState[];

/** Those in which a partner was asked, and could say no. */
export const withPartnerStates = [
  'REQUEST_SENT',
  'WILL_SUPPLY',
  'CONDITIONAL',
] as const satisfies readonly SupplyState[];

/** How a request ended. */
export const endStates = [
  'REQUEST_COMPLETED',
  'CANCELLED',
  'CANCELLED_BY_PATRON',
  'CANCELLED_BY_STAFF',
  'EXPIRED',
  'RECEIVED_DIGITALLY',
] as const satisfies readonly RequestStatus[];
export type EndState = (typeof endStates)[number];

/** A cancellation that needs the partner's consent. */
export const cancellationStates = ['none', 'refused', 'asked'] as const;
export type CancellationState = (typeof cancellationStates)[number];

/** What we asked or reported of a parcel that has not come. */
export const parcelStates = ['none', 'claimed', 'lost'] as const;
export type ParcelState = (typeof parcelStates)[number];

/** Who wanted a request cancelled. */
export type CancelledFor = 'patron' | 'staff';

/** Everything that the status of a request is made of. */
export type Life = {
  /** A state of the supply, or a word from outside that fits nothing of ours, letter for letter. */
  readonly supply: string;
  readonly volumes: readonly Volume[];
  readonly cancellation: CancellationState;
  /** For whom the cancellation is asked; null while none is. */
  readonly cancelledFor: CancelledFor | null;
  readonly parcel: ParcelState;
  /** Null while it is open. */
  readonly endedAs: EndState | null;
};

/** The life of a request about which nobody has done anything. */
export const newLife: Life = {
  supply: 'REQUEST_CREATED_BOR',
  volumes: [],
  cancellation: 'none',
  cancelledFor: null,
  parcel: 'none',
  endedAs: null,
};

/** Whether the word of a supply is one of ours; another one came from outside. */
export const isSupplyState = (word: string): word is SupplyState =>
  (supplyStates as readonly string[]).includes(word);

/** Whether the word is an end of ours. */
export const isEndState = (word: string): word is EndState => (endStates as readonly string[]).includes(word);

type EventWithFacts =
  /** Whether the rota has a partner after the active one. */
  | {
      readonly type: 'partner.rejected' | 'partnerLine.expired' | 'condition.declined' | 'partner.passedOver';
      readonly morePartners: boolean;
    }
  /** Whether the active partner must agree before a request is cancelled. */
  | { readonly type: 'staff.cancelled' | 'patron.cancelled'; readonly needsConsent: boolean }
  /** Whether a file was what the request asked for. */
  | { readonly type: 'received.digitally'; readonly isDigital: boolean }
  | VolumeEvent;

/** Everything that moves a request, in the past tense. */
export const requestEvents = [
  'sent',
  /** A person gave the request partners that can be asked. */
  'rota.extended',
  'partner.willSupply',
  'partner.conditional',
  'partner.shipped',
  'partner.shippedDigitally',
  'partner.rejected',
  'partnerLine.expired',
  /** It was shipped and never came, and staff ask the next partner. */
  'partner.passedOver',
  'condition.accepted',
  'condition.declined',
  'parcel.claimed',
  'parcel.lost',
  'received.digitally',
  'item.received',
  'item.moved',
  'item.loaned',
  'patron.returned',
  'item.returned',
  'item.lost',
  'item.damaged',
  'item.found',
  'renewal.requested',
  'renewal.withdrawn',
  /** Staff do not renew what a patron asked for. */
  'renewal.refused',
  'partner.renewed',
  'partner.renewalRefused',
  /** The patron renewed outside, and the partner agreed by itself. */
  'patron.renewed',
  'partner.overdue',
  'partner.recalled',
  /** The partner does not want it back any more. */
  'demand.withdrawn',
  'partner.checkedIn',
  /** What was sent back did not reach the partner. */
  'partner.neverArrived',
  /** Loss or damage is settled with the partner; of the parcel, where no volume is named. */
  'partner.settled',
  'staff.cancelled',
  'patron.cancelled',
  'cancellation.withdrawn',
  'partner.cancelAccepted',
  'partner.cancelRefused',
  'completed.byHand',
] as const;
export type RequestEventType = (typeof requestEvents)[number];

/** What happened to a request, with all that its life must know of it. */
export type RequestEvent =
  | EventWithFacts
  | { readonly type: Exclude<RequestEventType, EventWithFacts['type']> };

/** What is known of a parcel after an event. What comes of it settles it; so does asking somebody else. */
export const parcelAfter = (parcel: ParcelState, event: RequestEvent): ParcelState => {
  switch (event.type) {
    case 'parcel.claimed':
      return 'claimed';
    case 'parcel.lost':
      return 'lost';
    case 'item.received':
      return event.fromAnother ? parcel : 'none';
    case 'partner.passedOver':
    case 'received.digitally':
      return 'none';
    case 'partner.settled':
      return event.itemIds.length === 0 ? 'none' : parcel;
    default:
      return parcel;
  }
};
