import type { IsoAction } from '../../../../shared/domain/partner-profile.ts';
import { momentOf } from './dates.ts';
import type { Meaning } from './meaning.ts';
import type { SupplyingAgencyMessage } from './message.ts';
import type { Conversation } from './standing.ts';

/** Nothing was said since the request was sent. */
export const newConversation: Conversation = {
  status: null,
  asOf: null,
  told: [],
  unanswered: [],
  refusedRenewal: false,
};

const isQuestion = (action: IsoAction): action is Conversation['unanswered'][number] =>
  action === 'Cancel' || action === 'Renew';

/** Returns the conversation after an action left, or may have left. */
export const conversationAfterSending = (conversation: Conversation, action: IsoAction): Conversation => ({
  ...conversation,
  told: [...conversation.told, action],
  unanswered:
    isQuestion(action) && !conversation.unanswered.includes(action)
      ? [...conversation.unanswered, action]
      : conversation.unanswered,
});

/** Returns the conversation after a message was applied, with what it means. */
export const conversationAfterReceiving = (
  conversation: Conversation,
  { body: { header } }: SupplyingAgencyMessage,
  { steps, status, isLate }: Meaning,
): Conversation => {
  const kinds = new Set(steps.flatMap((step) => (step.kind === 'partner-answer' ? [step.answer.kind] : [])));
  const answersCancel = kinds.has('cancel-accepted') || kinds.has('cancel-refused') || kinds.has('cancelled');
  const answersRenewal = kinds.has('renewed') || kinds.has('renewal-refused');
  return {
    ...conversation,
    status: status ?? conversation.status,
    asOf: header.timestamp === null || isLate ? conversation.asOf : momentOf(header.timestamp),
    unanswered: conversation.unanswered.filter((one) => !(one === 'Cancel' ? answersCancel : answersRenewal)),
    refusedRenewal: answersRenewal ? kinds.has('renewal-refused') : conversation.refusedRenewal,
  };
};
