import type { ItemId, TurnId } from '../../../../../shared/domain/ids.ts';
import { mayHaveLeft } from '../../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Step } from '../../steps/frame/step.ts';
import { insertMessage, listReceiptsOfTurn, markCorrected, setAside } from '../../store/messages.queries.ts';

/**
 * A volume was taken for the wrong partner's: what told that one of it is set aside, or, where it may have left, corrected. Of the other volumes
 * in that letter it is told anew.
 */
export const correctReceipt = (
  { db, at, opId, request }: Step,
  item: { readonly id: ItemId; readonly turnId: TurnId },
): void => {
  for (const { id, partnerId, state, mayHaveLeftAt, payload } of listReceiptsOfTurn(db, item.turnId)) {
    const { itemIds = [] } = payload;
    if (!itemIds.includes(item.id)) continue;
    const message = {
      opId,
      requestId: request.id,
      recipient: 'partner',
      turnId: item.turnId,
      partnerId,
      at,
    } as const;
    const note = t(
      'It may have been sent in an earlier attempt. Ask the recipient, or check that the correction is enough.',
    );
    if (mayHaveLeftAt === null && !mayHaveLeft(state))
      setAside(db, id, { opId, at, note: t('another partner sent it') });
    else {
      markCorrected(db, id, { at, note });
      insertMessage(db, { ...message, kind: 'correction', payload: { corrects: id, kind: 'received' } });
    }
    const others = itemIds.filter((other) => other !== item.id);
    if (others.length > 0)
      insertMessage(db, { ...message, kind: 'received', payload: { ...payload, itemIds: others } });
  }
};
