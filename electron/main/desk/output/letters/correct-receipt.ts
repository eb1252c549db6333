import type { ItemId, TurnId } from '../../../../../shared/domain/ids.ts';
import { mayHaveLeft } from '../../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Step } from '../../steps/frame/step.ts';
import {
  deleteMessage,
  insertMessage,
  listReceiptsOfTurn,
  markCorrected,
} from '../../store/messages.queries.ts';

/** A volume was taken for the wrong partner's: what told that one of it is taken back, or, where it may have left, corrected. */
export const correctReceipt = (
  { db, at, opId, request }: Step,
  item: { readonly id: ItemId; readonly turnId: TurnId },
): void => {
  for (const message of listReceiptsOfTurn(db, item.turnId)) {
    if (!message.itemIds.includes(item.id)) continue;
    if (message.mayHaveLeftAt === null && !mayHaveLeft(message.state)) deleteMessage(db, message.id);
    else {
      markCorrected(db, message.id, { at, note: t('history.itMayHaveLeft') });
      insertMessage(db, {
        opId,
        requestId: request.id,
        recipient: 'partner',
        turnId: item.turnId,
        partnerId: message.partnerId,
        kind: 'correction',
        payload: { corrects: message.id, kind: 'received' },
        at,
      });
    }
  }
};
