import type { ItemId, TurnId } from '../../../../../shared/domain/ids.ts';
import { mayHaveBeenSent } from '../../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Step } from '../../steps/frame/step.ts';
import { insertMessage, listReceiptsOfTurn, markCorrected, setAside } from '../../store/messages.queries.ts';

type Item = { readonly id: ItemId; readonly turnId: TurnId };

/** The letters that told the partner of a volume of its receipt: whether each may have been sent, and which other volumes it is about. */
const receiptsOf = (db: ReadableDB, { id, turnId }: Item) =>
  listReceiptsOfTurn(db, turnId).flatMap((receipt) => {
    const { itemIds = [] } = receipt.payload;
    if (!itemIds.includes(id)) return [];
    const hasLeft = receipt.mayHaveLeftAt !== null || mayHaveBeenSent(receipt.state);
    return [{ receipt, hasLeft, others: itemIds.filter((other) => other !== id) }];
  });

/** Returns the preview of these letters for a window, if another partner sent the volume. */
export const receiptView = (
  db: ReadableDB,
  item: Item,
): { readonly setAside: boolean; readonly corrected: boolean; readonly toldAnew: boolean } => {
  const receipts = receiptsOf(db, item);
  return {
    setAside: receipts.some(({ hasLeft }) => !hasLeft),
    corrected: receipts.some(({ hasLeft }) => hasLeft),
    toldAnew: receipts.some(({ others }) => others.length > 0),
  };
};

/**
 * A volume was assigned to the wrong partner: the letters that told that partner of it are set aside or, if they may have been sent,
 * corrected. A new letter covers the other volumes in them.
 */
export const correctReceipt = ({ db, at, opId, request }: Step, item: Item): void => {
  for (const { receipt, hasLeft, others } of receiptsOf(db, item)) {
    const { id, partnerId, payload } = receipt;
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
    if (!hasLeft) setAside(db, id, { opId, at, note: t('another partner sent it') });
    else {
      markCorrected(db, id, { at, note });
      insertMessage(db, { ...message, kind: 'correction', payload: { corrects: id, kind: 'received' } });
    }
    if (others.length > 0)
      insertMessage(db, { ...message, kind: 'received', payload: { ...payload, itemIds: others } });
  }
};
