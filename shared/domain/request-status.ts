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
  readonly activity: 'active' | 'completed';
  readonly phase: RequestPhase;
};

export const requestStatuses = {
  REQUEST_CREATED_BOR: { label: 'Created borrowing request', activity: 'active', phase: 'before-receipt' },
  READY_TO_SEND: { label: 'Ready to be sent', activity: 'active', phase: 'before-receipt' },
  REQUEST_SENT: { label: 'Request sent to partner', activity: 'active', phase: 'before-receipt' },
  WILL_SUPPLY: { label: 'Will supply', activity: 'active', phase: 'before-receipt' },
  CONDITIONAL: { label: 'Conditional', activity: 'active', phase: 'before-receipt' },
  SHIPPED_PHYSICALLY: { label: 'Shipped physically', activity: 'active', phase: 'before-receipt' },
  SHIPPED_DIGITALLY: { label: 'Shipped digitally', activity: 'active', phase: 'before-receipt' },
  CANCEL_REPLY: { label: 'Waiting for cancel response', activity: 'active', phase: 'before-receipt' },
  CANCEL_NOT_ACCEPTED: { label: 'Cancel request not accepted', activity: 'active', phase: 'before-receipt' },
  REJECTED: { label: 'Rejected by partner', activity: 'active', phase: 'before-receipt' },
  LOCATE_FAILED: { label: 'Locate failed', activity: 'active', phase: 'before-receipt' },
  RECEIVED_PHYSICALLY: { label: 'Physically received by library', activity: 'active', phase: 'at-library' },
  LOANED: { label: 'Loaned item to patron', activity: 'active', phase: 'with-patron' },
  MEDIATED_RENEWAL: { label: 'Mediated patron renewal', activity: 'active', phase: 'with-patron' },
  RENEW_REQUESTED: { label: 'Renew requested', activity: 'active', phase: 'with-patron' },
  RENEWED: { label: 'Renewed by partner', activity: 'active', phase: 'with-patron' },
  RENEW_NOT_ACCEPTED: { label: 'Renew request not accepted', activity: 'active', phase: 'with-patron' },
  OVERDUE_ITEM: { label: 'Overdue request', activity: 'active', phase: 'with-patron' },
  RECALLED_BOR: { label: 'Recalled by partner', activity: 'active', phase: 'with-patron' },
  RETURNED_BY_PATRON: { label: 'Returned by patron', activity: 'active', phase: 'back-from-patron' },
  RETURNED_TO_PARTNER: { label: 'Returned item to partner', activity: 'active', phase: 'returned' },
  REPORT_LOST: { label: 'Report lost item to partner', activity: 'active', phase: 'loss-and-damage' },
  DAMAGED: { label: 'Report damaged item to partner', activity: 'active', phase: 'loss-and-damage' },
  REQUEST_COMPLETED: { label: 'Request completed', activity: 'completed', phase: 'completed' },
  RECEIVED_DIGITALLY: { label: 'Digitally received by library', activity: 'completed', phase: 'completed' },
  CANCELLED: { label: 'Cancelled by partner', activity: 'completed', phase: 'cancelled' },
  CANCELLED_BY_PATRON: { label: 'Cancelled by patron', activity: 'completed', phase: 'cancelled' },
  CANCELLED_BY_STAFF: { label: 'Cancelled by staff', activity: 'completed', phase: 'cancelled' },
  EXPIRED: { label: 'Expired', activity: 'completed', phase: 'cancelled' },
} as const satisfies Record<string, StatusFacts>;

export type RequestStatus = keyof typeof requestStatuses;

export const requestStatusCodes = Object.keys(requestStatuses) as readonly RequestStatus[];

/** The statuses of requests that are over. */
export const completedStatuses: readonly RequestStatus[] = requestStatusCodes.filter(
  (code) => requestStatuses[code].activity === 'completed',
);

/** Whether a request with this status is over. An unknown code is not: somebody has to look at it. */
export const isCompleted = (code: string): boolean =>
  isRequestStatus(code) && requestStatuses[code].activity === 'completed';

/** Whether the code is one that we know. Codes from outside may be anything. */
export const isRequestStatus = (code: string): code is RequestStatus => Object.hasOwn(requestStatuses, code);

/** The label that staff see; an unknown code is shown as it is. */
export const statusLabel = (code: string): string =>
  isRequestStatus(code) ? requestStatuses[code].label : code;

/** Whether the partner wants it back at once: then it is neither lent nor renewed. */
export const isRecalled = (code: string): boolean => code === ('RECALLED_BOR' satisfies RequestStatus);

/** How far the loan has come, or `null` for a code that we do not know. */
export const statusPhase = (code: string): RequestPhase | null =>
  isRequestStatus(code) ? requestStatuses[code].phase : null;
