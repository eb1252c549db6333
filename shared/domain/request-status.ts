import { t } from '../words/words.ts';

/**
 * The statuses of a borrowing request, as data. `phase` is the progress of the physical loan; rules use it instead of listing codes again.
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
  /** A short form of one or two words for the badge in a list; the tooltip shows the label. */
  readonly short: string;
  readonly activity: 'active' | 'completed';
  readonly phase: RequestPhase;
};

export const requestStatuses = {
  REQUEST_CREATED_BOR: {
    label: t('Created borrowing request'),
    short: t('Created'),
    activity: 'active',
    phase: 'before-receipt',
  },
  READY_TO_SEND: {
    label: t('Ready to be sent'),
    short: t('Ready'),
    activity: 'active',
    phase: 'before-receipt',
  },
  REQUEST_SENT: {
    label: t('Request sent to partner'),
    short: t('Sent'),
    activity: 'active',
    phase: 'before-receipt',
  },
  WILL_SUPPLY: {
    label: t('Will supply'),
    short: t('Will supply'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CONDITIONAL: {
    label: t('Conditional'),
    short: t('Conditional'),
    activity: 'active',
    phase: 'before-receipt',
  },
  SHIPPED_PHYSICALLY: {
    label: t('Shipped physically'),
    short: t('Shipped'),
    activity: 'active',
    phase: 'before-receipt',
  },
  SHIPPED_DIGITALLY: {
    label: t('Shipped digitally'),
    short: t('File sent'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CANCEL_REPLY: {
    label: t('Waiting for cancel response'),
    short: t('Cancel requested'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CANCEL_NOT_ACCEPTED: {
    label: t('Cancel request not accepted'),
    short: t('Not cancelled'),
    activity: 'active',
    phase: 'before-receipt',
  },
  CLAIMED: {
    label: t('Claimed'),
    short: t('Claimed'),
    activity: 'active',
    phase: 'before-receipt',
  },
  REJECTED: {
    label: t('Rejected by partner'),
    short: t('Rejected'),
    activity: 'active',
    phase: 'before-receipt',
  },
  LOCATE_FAILED: {
    label: t('Locate failed'),
    short: t('Not located'),
    activity: 'active',
    phase: 'before-receipt',
  },
  RECEIVED_PHYSICALLY: {
    label: t('Physically received by library'),
    short: t('Received'),
    activity: 'active',
    phase: 'at-library',
  },
  LOANED: {
    label: t('Loaned item to patron'),
    short: t('On loan'),
    activity: 'active',
    phase: 'with-patron',
  },
  MEDIATED_RENEWAL: {
    label: t('Mediated patron renewal'),
    short: t('To renew'),
    activity: 'active',
    phase: 'with-patron',
  },
  RENEW_REQUESTED: {
    label: t('Renew requested'),
    short: t.in('in a list', 'Renew requested'),
    activity: 'active',
    phase: 'with-patron',
  },
  RENEWED: {
    label: t('Renewed by partner'),
    short: t('Renewed'),
    activity: 'active',
    phase: 'with-patron',
  },
  RENEW_NOT_ACCEPTED: {
    label: t('Renew request not accepted'),
    short: t('Not renewed'),
    activity: 'active',
    phase: 'with-patron',
  },
  OVERDUE_ITEM: {
    label: t('Overdue request'),
    short: t('Overdue'),
    activity: 'active',
    phase: 'with-patron',
  },
  RECALLED_BOR: {
    label: t('Recalled by partner'),
    short: t('Recalled'),
    activity: 'active',
    phase: 'with-patron',
  },
  RETURNED_BY_PATRON: {
    label: t('Returned by patron'),
    short: t('Brought back'),
    activity: 'active',
    phase: 'back-from-patron',
  },
  RETURNED_TO_PARTNER: {
    label: t('Returned item to partner'),
    short: t('Returned'),
    activity: 'active',
    phase: 'returned',
  },
  REPORT_LOST: {
    label: t('Report lost item to partner'),
    short: t('Lost'),
    activity: 'active',
    phase: 'loss-and-damage',
  },
  DAMAGED: {
    label: t('Report damaged item to partner'),
    short: t('Damaged'),
    activity: 'active',
    phase: 'loss-and-damage',
  },
  REQUEST_COMPLETED: {
    label: t('Request completed'),
    short: t('Completed'),
    activity: 'completed',
    phase: 'completed',
  },
  RECEIVED_DIGITALLY: {
    label: t('Digitally received by library'),
    short: t('File received'),
    activity: 'completed',
    phase: 'completed',
  },
  CANCELLED: {
    label: t('Cancelled by partner'),
    short: t('Cancelled'),
    activity: 'completed',
    phase: 'cancelled',
  },
  CANCELLED_BY_PATRON: {
    label: t('Cancelled by patron'),
    short: t('Cancelled'),
    activity: 'completed',
    phase: 'cancelled',
  },
  CANCELLED_BY_STAFF: {
    label: t('Cancelled by staff'),
    short: t('Cancelled'),
    activity: 'completed',
    phase: 'cancelled',
  },
  EXPIRED: {
    label: t('Expired'),
    short: t('Expired'),
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

/** The statuses in which nothing is expected of or for the patron, including those in which the item is back with its partner. */
export const overForPatron: readonly RequestStatus[] = requestStatusCodes.filter(
  (code) => requestStatuses[code].activity === 'completed' || requestStatuses[code].phase === 'returned',
);

/** Whether a request with this status is over. An unknown code is not: staff have to look at it. */
export const isCompleted = (code: string): boolean =>
  isRequestStatus(code) && requestStatuses[code].activity === 'completed';

/** Whether we know the code. Codes from other systems may be anything. */
export const isRequestStatus = (code: string): code is RequestStatus => Object.hasOwn(requestStatuses, code);

/** Returns the label that staff see; an unknown code is returned unchanged. */
export const statusLabel = (code: string): string =>
  isRequestStatus(code) ? requestStatuses[code].label : code;

/** Returns the label for lists; an unknown code is returned unchanged. */
export const shortStatusLabel = (code: string): string =>
  isRequestStatus(code) ? requestStatuses[code].short : code;

/** Whether the partner recalled it, so that it is neither lent nor renewed. */
export const isRecalled = (code: string): boolean => code === ('RECALLED_BOR' satisfies RequestStatus);

/** Returns the progress of the loan, or `null` for an unknown code. */
export const statusPhase = (code: string): RequestPhase | null =>
  isRequestStatus(code) ? requestStatuses[code].phase : null;

/** Whether nothing more is expected of a request with this status: it was returned, or it is over. */
export const isSettled = (code: string): boolean =>
  ['returned', 'cancelled', 'completed'].includes(statusPhase(code) ?? '');

/** The statuses for which that is true. */
export const settledStatuses: readonly RequestStatus[] = requestStatusCodes.filter(isSettled);
