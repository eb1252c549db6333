import { setup, transition } from 'xstate';
import type { RequestStatus } from './request-status.ts';
import { isRequestStatus } from './request-status.ts';

/** What the lifecycle must know besides the status. */
export type RequestFacts = {
  /** Whether the rota has a partner after the active one. */
  readonly morePartners: boolean;
  /** Whether the active partner accepts renewals without being asked. */
  readonly renewsAutomatically: boolean;
  /** Whether the active partner must agree before a request is cancelled. */
  readonly cancelNeedsConsent: boolean;
  /** Volumes that would still be out after the step that is being judged. */
  readonly itemsStillOut: number;
};

/** Everything that moves a request, in the past tense. */
export type RequestEvent =
  | { readonly type: 'sent' }
  | { readonly type: 'lender.willSupply' }
  | { readonly type: 'lender.conditional' }
  | { readonly type: 'lender.shipped' }
  | { readonly type: 'lender.rejected' }
  | { readonly type: 'partnerLine.expired' }
  | { readonly type: 'condition.accepted' }
  | { readonly type: 'condition.declined' }
  | { readonly type: 'item.received' }
  | { readonly type: 'volume.received' }
  | { readonly type: 'item.loaned' }
  | { readonly type: 'renewal.requested' }
  | { readonly type: 'lender.overdue' }
  | { readonly type: 'lender.recalled' }
  | { readonly type: 'patron.returned' }
  | { readonly type: 'item.returned' }
  | { readonly type: 'lender.checkedIn' }
  | { readonly type: 'staff.cancelled' }
  | { readonly type: 'lender.cancelAccepted' }
  | { readonly type: 'lender.cancelRefused' };

const desk = setup({
  types: {
    context: {} as RequestFacts,
    events: {} as RequestEvent,
    input: {} as RequestFacts,
  },
  guards: {
    morePartners: ({ context }) => context.morePartners,
    renewsAutomatically: ({ context }) => context.renewsAutomatically,
    cancelNeedsConsent: ({ context }) => context.cancelNeedsConsent,
    allItemsBack: ({ context }) => context.itemsStillOut === 0,
  },
});

const received = { 'item.received': 'RECEIVED_PHYSICALLY' } as const;
const nextPartner = [{ guard: 'morePartners', target: 'REQUEST_SENT' }, { target: 'REJECTED' }] as const;
const lenderAnswers = {
  'lender.willSupply': 'WILL_SUPPLY',
  'lender.conditional': 'CONDITIONAL',
  'lender.shipped': 'SHIPPED_PHYSICALLY',
  'lender.rejected': nextPartner,
  'partnerLine.expired': nextPartner,
} as const;
const staffCancel = {
  'staff.cancelled': [
    { guard: 'cancelNeedsConsent', target: 'CANCEL_REPLY' },
    { target: 'CANCELLED_BY_STAFF' },
  ],
} as const;
/** Before any partner has it, nobody has to agree. */
const staffCancelAlone = { 'staff.cancelled': 'CANCELLED_BY_STAFF' } as const;
const renewal = {
  'renewal.requested': [{ guard: 'renewsAutomatically', target: 'RENEWED' }, { target: 'RENEW_REQUESTED' }],
} as const;
const lenderWantsBack = { 'lender.overdue': 'OVERDUE_ITEM', 'lender.recalled': 'RECALLED_BOR' } as const;

/**
 * One volume of several may go back while others stay: then the request keeps its status.
 * The same holds for a further volume that comes: it changes the item track alone.
 */
const hereAs = <S extends RequestStatus>(status: S) =>
  ({
    'volume.received': { target: status },
    'item.returned': [{ guard: 'allItemsBack', target: 'RETURNED_TO_PARTNER' }, { target: status }],
  }) as const;
const withPatronAs = <S extends RequestStatus>(status: S) =>
  ({ ...hereAs(status), ...lenderWantsBack, 'patron.returned': 'RETURNED_BY_PATRON' }) as const;

/**
 * The life of a borrowing request. A state is a status code; the machine has no actions, so `transition` is a pure
 * judge: the renderer asks it what to offer, the main process asks it inside the transaction.
 * Source: product.md §2.
 */
export const requestMachine = desk.createMachine({
  id: 'request',
  context: ({ input }) => input,
  initial: 'REQUEST_CREATED_BOR',
  states: {
    REQUEST_CREATED_BOR: { on: { ...received, ...staffCancelAlone } },
    READY_TO_SEND: { on: { sent: 'REQUEST_SENT', ...received, ...staffCancelAlone } },
    REQUEST_SENT: { on: { ...lenderAnswers, ...received, ...staffCancel } },
    WILL_SUPPLY: { on: { ...lenderAnswers, ...received, ...staffCancel } },
    CONDITIONAL: {
      on: {
        ...lenderAnswers,
        ...received,
        ...staffCancel,
        'condition.accepted': 'REQUEST_SENT',
        'condition.declined': nextPartner,
      },
    },
    SHIPPED_PHYSICALLY: { on: received },
    SHIPPED_DIGITALLY: { on: received },
    CANCEL_REPLY: {
      on: {
        ...received,
        'lender.cancelAccepted': 'CANCELLED',
        'lender.cancelRefused': 'CANCEL_NOT_ACCEPTED',
        'lender.shipped': 'SHIPPED_PHYSICALLY',
      },
    },
    CANCEL_NOT_ACCEPTED: { on: { ...received, 'lender.shipped': 'SHIPPED_PHYSICALLY' } },
    REJECTED: { on: { ...received, ...staffCancelAlone } },
    LOCATE_FAILED: { on: { ...received, ...staffCancelAlone } },
    RECEIVED_PHYSICALLY: {
      on: { ...hereAs('RECEIVED_PHYSICALLY'), ...lenderWantsBack, 'item.loaned': 'LOANED' },
    },
    LOANED: { on: { ...withPatronAs('LOANED'), ...renewal, 'item.loaned': { target: 'LOANED' } } },
    MEDIATED_RENEWAL: { on: { ...withPatronAs('MEDIATED_RENEWAL'), ...renewal } },
    RENEW_REQUESTED: { on: withPatronAs('RENEW_REQUESTED') },
    RENEWED: { on: { ...withPatronAs('RENEWED'), ...renewal } },
    RENEW_NOT_ACCEPTED: { on: { ...withPatronAs('RENEW_NOT_ACCEPTED'), ...renewal } },
    OVERDUE_ITEM: { on: { ...withPatronAs('OVERDUE_ITEM'), ...renewal } },
    RECALLED_BOR: { on: withPatronAs('RECALLED_BOR') },
    RETURNED_BY_PATRON: { on: hereAs('RETURNED_BY_PATRON') },
    RETURNED_TO_PARTNER: { on: { 'lender.checkedIn': 'REQUEST_COMPLETED' } },
    REPORT_LOST: {},
    DAMAGED: {},
    REQUEST_COMPLETED: {},
    RECEIVED_DIGITALLY: {},
    CANCELLED: {},
    CANCELLED_BY_PATRON: {},
    CANCELLED_BY_STAFF: {},
    EXPIRED: {},
  },
});

/** Facts for a step that depends on none of them. */
export const noFacts: RequestFacts = {
  morePartners: false,
  renewsAutomatically: false,
  cancelNeedsConsent: false,
  itemsStillOut: 0,
};

/**
 * Judges one step.
 * @returns the status after it, or `null` when the lifecycle forbids it from this status (an unknown code forbids all).
 */
export const statusAfter = (
  status: string,
  event: RequestEvent,
  facts: RequestFacts = noFacts,
): RequestStatus | null => {
  if (!isRequestStatus(status)) return null;
  const now = requestMachine.resolveState({ value: status, context: facts });
  if (!now.can(event)) return null;
  const [next] = transition(requestMachine, now, event);
  return next.value as RequestStatus;
};
