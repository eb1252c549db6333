import { type Queue, queueFacts } from './queues.ts';
import type { RequestStatus } from './request-status.ts';
import type { MenuKind } from './steps/all-steps.ts';

/** The queue in which a request with a status waits: what staff must do with it, whatever else is open. */
const queueOfStatus: Partial<Record<RequestStatus, Queue>> = {
  REQUEST_CREATED_BOR: 'new-requests',
  READY_TO_SEND: 'ready-to-send',
  CONDITIONAL: 'conditional',
  SHIPPED_PHYSICALLY: 'to-receive',
  CANCEL_REPLY: 'cancellation-asked',
  CLAIMED: 'claimed',
  REJECTED: 'no-partner-left',
  LOCATE_FAILED: 'no-partner-left',
  MEDIATED_RENEWAL: 'mediated-renewals',
  RENEW_REQUESTED: 'renewal-asked',
  OVERDUE_ITEM: 'partner-overdue',
  RECALLED_BOR: 'recalled',
  RETURNED_BY_PATRON: 'to-return',
  RETURNED_TO_PARTNER: 'returned-not-checked-in',
  REPORT_LOST: 'lost-and-damaged',
  DAMAGED: 'lost-and-damaged',
};

/** Returns the step that a status, or an open question with that status, calls for; null if it calls for none. */
export const stepOfStatus = (status: string): MenuKind | null => {
  const queue = Object.hasOwn(queueOfStatus, status) ? queueOfStatus[status as RequestStatus] : undefined;
  const step = queue === undefined ? null : queueFacts(queue).step;
  return step === 'notes' || step === 'letters' ? null : step;
};

/** The part of a request that its next step depends on. */
type Standing = {
  readonly status: string;
  readonly openSince: { readonly ifChangedAt: string | null };
};

/** Returns the step that a request calls for; `again`: a partner would lend on a changed request. Null if it calls for none. */
export const nextStepOf = ({ status, openSince }: Standing): MenuKind | 'again' | null =>
  openSince.ifChangedAt === null ? stepOfStatus(status) : 'again';
