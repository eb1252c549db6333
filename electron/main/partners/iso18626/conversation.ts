import type { IsoAction } from '../../../../shared/domain/partner-profile.ts';
import type { Meaning } from './meaning.ts';
import type { Conversation } from './standing.ts';

/** Nothing was said since the request was sent. */
export const newConversation: Conversation = {
  status: null,
  asOf: null,
  supplierRequestId: null,
  told: [],
  unanswered: [],
  wantedBackBy: null,
};

const isQuestion = (action: IsoAction): action is Conversation['unanswered'][number] =>
  action === 'Cancel' || action === 'Renew';

/** Returns the conversation after an action was sent, or may have been sent. */
export const conversationAfterSending = (conversation: Conversation, action: IsoAction): Conversation => ({
  ...conversation,
  told: [...conversation.told, action],
  unanswered:
    isQuestion(action) && !conversation.unanswered.includes(action)
      ? [...conversation.unanswered, action]
      : conversation.unanswered,
});

/** Returns the conversation without an action that counted as told and certainly did not arrive. */
export const conversationWithout = (conversation: Conversation, action: IsoAction): Conversation => {
  const last = conversation.told.lastIndexOf(action);
  return last === -1
    ? conversation
    : {
        ...conversation,
        told: conversation.told.filter((_, index) => index !== last),
        unanswered: conversation.unanswered.filter((one) => one !== action),
      };
};

/** Returns the conversation after a message with this meaning was applied. */
export const conversationAfterReceiving = (
  conversation: Conversation,
  { steps, status, asOf, supplierRequestId }: Meaning,
): Conversation => {
  const answers = steps.flatMap((step) => (step.kind === 'partner-answer' ? [step.answer] : []));
  const kinds = new Set(answers.map(({ kind }) => kind));
  const answersCancel = kinds.has('cancel-accepted') || kinds.has('cancel-refused') || kinds.has('cancelled');
  const answersRenewal = kinds.has('renewed') || kinds.has('renewal-refused');
  const [recall] = answers.flatMap((answer) => (answer.kind === 'recalled' ? [answer.backBy] : []));
  return {
    ...conversation,
    status: status ?? conversation.status,
    asOf: asOf ?? conversation.asOf,
    supplierRequestId: supplierRequestId ?? conversation.supplierRequestId,
    unanswered: conversation.unanswered.filter((one) => !(one === 'Cancel' ? answersCancel : answersRenewal)),
    wantedBackBy: recall ?? conversation.wantedBackBy,
  };
};
