import type { Conversation } from '../iso18626/standing.ts';
import type { Saying } from './message-to-send.ts';

/**
 * Whether a doubtful message has arrived, shown by what the partner has said since: it has answered the request or the question, or has
 * everything back. A message without such a sign is sent again.
 */
export const hasArrived = (action: Saying['action'], conversation: Conversation): boolean => {
  switch (action) {
    case 'request':
      return (
        conversation.asOf !== null || conversation.status !== null || conversation.supplierRequestId !== null
      );
    case 'Cancel':
    case 'Renew':
      return !conversation.unanswered.includes(action);
    case 'Received':
    case 'ShippedReturn':
      return conversation.status === 'LoanCompleted';
    default:
      return false;
  }
};
