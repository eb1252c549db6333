import { instantOf } from '../../../../shared/domain/dates.ts';
import type { MessageState } from '../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../shared/words/words.ts';
import type { WritableDB } from '../../db/types.ts';
import { findConversation, setConversationState } from '../../desk/store/conversations.queries.ts';
import {
  endConversationOfTurn,
  isKnownToPartner,
  listOutgoingOf,
  setOutgoingState,
  withdrawMessagesOf,
} from '../../desk/store/outgoing.queries.ts';
import { findMessage, removeWithCorrection, setMessageState } from '../../desk/store/sending.queries.ts';
import type { AfterAttempt } from '../../sending/after-attempt.ts';
import { readConversationState, writeConversationState } from '../exchange/conversation-state.ts';
import { conversationWithout } from '../iso18626/conversation.ts';
import type { ClaimedMessage } from './claim-message.ts';

/**
 * Records what becomes of a message and its letter after an attempt. The letter counts as sent once its last message is confirmed. One whose
 * step was undone while it was being sent, and that certainly did not arrive, is removed together with its correction.
 */
export const recordAttempt = (
  db: WritableDB,
  { id, outboxId, sentAs, saying }: Pick<ClaimedMessage, 'id' | 'outboxId' | 'sentAs' | 'saying'>,
  after: AfterAttempt,
  now: Date,
): void => {
  const at = instantOf(now);
  const { state, mayHaveArrived, words } = after;
  setOutgoingState(db, { id, state, mayHaveArrived, words, at });
  if (!mayHaveArrived) unsay(db, sentAs, saying.action, at);
  // A request that is refused, or whose identifier belongs to another one, begins no conversation.
  const isOver = state === 'refused' || state === 'attention';
  if (saying.action === 'request' && isOver && (!mayHaveArrived || state === 'attention'))
    endConversationOfTurn(db, sentAs, at);
  const letter = findMessage(db, outboxId);
  if (letter?.state !== 'sending') return;
  const set = (next: MessageState, note: string): void =>
    setMessageState(db, {
      id: outboxId,
      state: next,
      note,
      nextAt: after.nextAt === null ? null : instantOf(after.nextAt),
      at,
      unknown: mayHaveArrived,
    });
  if (letter.corrected === 1) {
    const hasLeft = mayHaveArrived || letter.mayHaveLeftAt !== null;
    withdrawMessagesOf(db, outboxId);
    if (!hasLeft) removeWithCorrection(db, outboxId);
    else if (state === 'confirmed' || state === 'sent') set('sent', '');
    else set('needs-person', inDoubt(words));
    return;
  }
  // The doubtful request had not arrived, so there is nothing to cancel.
  const isUnknown = state === 'refused' && after.errorType === 'UnrecognisedDataValue';
  if (saying.action === 'Cancel' && isUnknown && !isKnownToPartner(db, sentAs)) {
    endConversationOfTurn(db, sentAs, at);
    set('outdated', t('Not sent: the partner is no longer needed and doesn’t know about the request.'));
  } else if (state === 'confirmed' || state === 'sent') {
    const goesOn = listOutgoingOf(db, outboxId).some((one) => one.state === 'waiting');
    const note = t('In the folder for messages. The partner’s system has not confirmed it.');
    set(goesOn ? 'waiting' : 'sent', state === 'sent' && !goesOn ? note : '');
  } else if (state === 'waiting') set('failed', words);
  else set('needs-person', mayHaveArrived ? inDoubt(words) : words);
};

const inDoubt = (words: string): string =>
  t('{why} An earlier attempt may have reached the partner.', { why: words }).trim();

/** Removes an action from what was said: it certainly did not arrive, or was refused. */
export const unsay = (
  db: WritableDB,
  sentAs: string,
  action: ClaimedMessage['saying']['action'],
  at: ReturnType<typeof instantOf>,
): void => {
  const row = action === 'request' ? undefined : findConversation(db, sentAs);
  if (!row || action === 'request') return;
  const state = writeConversationState(conversationWithout(readConversationState(row.state), action));
  setConversationState(db, { sentAs, state, at });
};
