import { t } from '../words/words.ts';

/**
 * The statuses of a borrowing request, as data.
 * `phase` says how far the physical loan has come; rules ask for it instead of listing codes again.
 */
export type RequestPhase =
  | 'before-receipt'
  | 'at-library'
  | 'with-patron'
  | 'back-from-patron'
  | 'returned'
  | 'loss-and-damage'
  | 'cancelled'
  | 'completed';

type StatusFacts = {
  readonly label: string;
  /** The same in a word or two, for the badge in a list; the label stands beside it in the tooltip. */
  readonly short: string;
  readonly activity: 'active' | 'completed';
  readonly phase: RequestPhase;
};

export const requestStatuses = {
  REQUEST_CREATED_BOR: {
    label: t('requestStatus.createdBorrowingRequest'),
    short: t('common.created'),
    activity: 'active',
    phase: 'before-receipt',
  },
  READY_TO_SEND: {
    label: t('common.readyToBeSent'),
    short: t('requestStatus.ready'),
    activity: 'active',
    phase: 'before-receipt',
  },
  REQUEST_SENT: {
    label: t('requestStatus.requestSentToPartner'),
    short: t('common.sent'),
    activity: 'active',
    phase: 'before-receipt',
  },
  WILL_SUPPLY: {
    label: t('requestStatus.willSupply'),
    short: t('requestStatus.willSupply'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CONDITIONAL: {
    label: t('common.conditional'),
    short: t('common.conditional'),
    activity: 'active',
    phase: 'before-receipt',
  },
  SHIPPED_PHYSICALLY: {
    label: t('requestStatus.shippedPhysically'),
    short: t('requestStatus.shipped'),
    activity: 'active',
    phase: 'before-receipt',
  },
  SHIPPED_DIGITALLY: {
    label: t('requestStatus.shippedDigitally'),
    short: t('requestStatus.fileSent'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CANCEL_REPLY: {
    label: t('requestStatus.waitingForCancelResponse'),
    short: t('requestStatus.cancelAsked'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CANCEL_NOT_ACCEPTED: {
    label: t('requestStatus.cancelRequestNotAccepted'),
    short: t('requestStatus.notCancelled'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CLAIMED: {
    label: t('common.claimed'),
    short: t('common.claimed'),
    activity: 'active',
    phase: 'before-receipt',
  },
  REJECTED: {
    label: t('requestStatus.rejectedByPartner'),
    short: t('requestStatus.rejected'),
    activity: 'active',
    phase: 'before-receipt',
  },
  LOCATE_FAILED: {
    label: t('requestStatus.locateFailed'),
    short: t('requestStatus.notLocated'),
    activity: 'active',
    phase: 'before-receipt',
  },
  RECEIVED_PHYSICALLY: {
    label: t('requestStatus.physicallyReceivedByLibrary'),
    short: t('common.received'),
    activity: 'active',
    phase: 'at-library',
  },
  LOANED: {
    label: t('requestStatus.loanedItemToPatron'),
    short: t('common.onLoan'),
    activity: 'active',
    phase: 'with-patron',
  },
  MEDIATED_RENEWAL: {
    label: t('requestStatus.mediatedPatronRenewal'),
    short: t('requestStatus.toRenew'),
    activity: 'active',
    phase: 'with-patron',
  },
  RENEW_REQUESTED: {
    label: t('requestStatus.renewRequested'),
    short: t('requestStatus.renewAsked'),
    activity: 'active',
    phase: 'with-patron',
  },
  RENEWED: {
    label: t('requestStatus.renewedByPartner'),
    short: t('requestStatus.renewed'),
    activity: 'active',
    phase: 'with-patron',
  },
  RENEW_NOT_ACCEPTED: {
    label: t('requestStatus.renewRequestNotAccepted'),
    short: t('requestStatus.notRenewed'),
    activity: 'active',
    phase: 'with-patron',
  },
  OVERDUE_ITEM: {
    label: t('requestStatus.overdueRequest'),
    short: t('common.overdue'),
    activity: 'active',
    phase: 'with-patron',
  },
  RECALLED_BOR: {
    label: t('requestStatus.recalledByPartner'),
    short: t('common.recalled'),
    activity: 'active',
    phase: 'with-patron',
  },
  RETURNED_BY_PATRON: {
    label: t('common.returnedByPatron'),
    short: t('common.broughtBack'),
    activity: 'active',
    phase: 'back-from-patron',
  },
  RETURNED_TO_PARTNER: {
    label: t('requestStatus.returnedItemToPartner'),
    short: t('requestStatus.sentBack'),
    activity: 'active',
    phase: 'returned',
  },
  REPORT_LOST: {
    label: t('requestStatus.reportLostItemToPartner'),
    short: t('common.lost'),
    activity: 'active',
    phase: 'loss-and-damage',
  },
  DAMAGED: {
    label: t('requestStatus.reportDamagedItemToPartner'),
    short: t('requestStatus.damaged'),
    activity: 'active',
    phase: 'loss-and-damage',
  },
  REQUEST_COMPLETED: {
    label: t('requestStatus.requestCompleted'),
    short: t('common.completed'),
    activity: 'completed',
    phase: 'completed',
  },
  RECEIVED_DIGITALLY: {
    label: t('requestStatus.digitallyReceivedByLibrary'),
    short: t('requestStatus.fileReceived'),
    activity: 'completed',
    phase: 'completed',
  },
  CANCELLED: {
    label: t('requestStatus.cancelledByPartner'),
    short: t('common.cancelled'),
    activity: 'completed',
    phase: 'cancelled',
  },
  CANCELLED_BY_PATRON: {
    label: t('requestStatus.cancelledByPatron'),
    short: t('common.cancelled'),
    activity: 'completed',
    phase: 'cancelled',
  },
  CANCELLED_BY_STAFF: {
    label: t('requestStatus.cancelledByStaff'),
    short: t('common.cancelled'),
    activity: 'completed',
    phase: 'cancelled',
  },
  EXPIRED: {
    label: t('requestStatus.expired'),
    short: t('requestStatus.expired'),
    activity: 'completed',
    phase: 'cancelled',
  },
} as const satisfies Record<string, StatusFacts>;

export type RequestStatus = keyof typeof requestStatuses;

export const requestStatusCodes = Object.keys(requestStatuses) as readonly RequestStatus[];

/** The statuses of requests that are over. */
export const completedStatuses: readonly RequestStatus[] = requestStatusCodes.filter(
  (code) => requestStatuses[code].activity === 'completed',
);

/** The statuses in which nothing is awaited of the patron or for them any more: what was lent is back with its partner, too. */
export const overForPatron: readonly RequestStatus[] = requestStatusCodes.filter(
  (code) => requestStatuses[code].activity === 'completed' || requestStatuses[code].phase === 'returned',
);

/** Whether a request with this status is over. An unknown code is not: somebody has to look at it. */
export const isCompleted = (code: string): boolean =>
  isRequestStatus(code) && requestStatuses[code].activity === 'completed';

/** Whether the code is one that we know. Codes from outside may be anything. */
export const isRequestStatus = (code: string): code is RequestStatus => Object.hasOwn(requestStatuses, code);

/** The label that staff see; an unknown code is shown as it is. */
export const statusLabel = (code: string): string =>
  isRequestStatus(code) ? requestStatuses[code].label : code;

/** The label as lists show it; an unknown code is shown as it is. */
export const shortStatusLabel = (code: string): string =>
  isRequestStatus(code) ? requestStatuses[code].short : code;

/**
 * What staff read where the status forbids something.
 * @param done what cannot be done, as a participle with what belongs to it: `renewed`, `answered: there is no open condition`.
 */
export const statusForbids = (status: string, done: string): string =>
  t('requestStatus.aRequestWithTheStatusCannot', { status: statusLabel(status), done });

/** Whether the partner wants it back at once: then it is neither lent nor renewed. */
export const isRecalled = (code: string): boolean => code === ('RECALLED_BOR' satisfies RequestStatus);

/** How far the loan has come, or `null` for a code that we do not know. */
export const statusPhase = (code: string): RequestPhase | null =>
  isRequestStatus(code) ? requestStatuses[code].phase : null;

/** Whether nothing of a request with this status is awaited any more: it went back, or it is over. */
export const isSettled = (code: string): boolean =>
  ['returned', 'cancelled', 'completed'].includes(statusPhase(code) ?? '');

/** The statuses of which that is true. */
export const settledStatuses: readonly RequestStatus[] = requestStatusCodes.filter(isSettled);
