import type { Instant, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { mayHaveBeenSent } from '../../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { WritableDB } from '../../../db/types.ts';
import {
  deleteMessage,
  insertMessage,
  listMessagesOfOp,
  markCorrected,
  unmarkCorrected,
  reactivateOutdated,
} from '../../store/messages.queries.ts';

/** Whether a letter was sent, or may have been: a correction follows when its step is undone. */
export const needsCorrection = ({
  mayHaveLeftAt,
  state,
}: ReturnType<typeof listMessagesOfOp>[number]): boolean => mayHaveLeftAt !== null || mayHaveBeenSent(state);

/** Withdraws the letters of a step that were not sent; one that may have been sent is followed by a correction. */
export const undoLetters = (
  db: WritableDB,
  step: {
    readonly opId: OpId;
    readonly requestId: RequestId;
    readonly undoneBy: OpId;
    readonly at: Instant;
  },
): void => {
  for (const message of listMessagesOfOp(db, step.opId)) {
    if (!needsCorrection(message)) {
      unmarkCorrected(db, message.id);
      deleteMessage(db, message.id);
      // The undo of a receipt in it has corrected it already.
    } else if (message.corrected === 0) {
      markCorrected(db, message.id, {
        at: step.at,
        note: t(
          'It may have been sent in an earlier attempt. Ask the recipient, or check that the correction is enough.',
        ),
      });
      insertMessage(db, {
        opId: step.undoneBy,
        requestId: step.requestId,
        recipient: message.recipient,
        partnerId: message.partnerId,
        turnId: message.turnId,
        kind: 'correction',
        payload: { corrects: message.id, kind: message.kind },
        at: step.at,
      });
    }
  }
  // Letters that this step superseded may be valid again: the send queue checks them.
  reactivateOutdated(db, step);
};
