import type { Instant, ItemId, OpId, RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import { mayHaveBeenSent } from '../../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
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

/** The step by which a receipt is no longer true, and the reason. */
type By = {
  readonly db: WritableDB;
  readonly at: Instant;
  readonly opId: OpId;
  readonly requestId: RequestId;
  /** Why a letter that was not sent is set aside, as the end of a sentence. */
  readonly why: string;
  /** The step with which the new letters are undone. */
  readonly newLetterOf: (receipt: { readonly opId: OpId | null }) => OpId | null;
};

const correctReceipt = ({ db, at, opId, requestId, why, newLetterOf }: By, item: Item): void => {
  for (const { receipt, hasLeft, others } of receiptsOf(db, item)) {
    const { id, partnerId, payload } = receipt;
    const message = { requestId, recipient: 'partner', turnId: item.turnId, partnerId, at } as const;
    const note = t(
      'It may have been sent in an earlier attempt. Ask the recipient, or check that the correction is enough.',
    );
    if (!hasLeft) setAside(db, id, { opId, at, note: why });
    else {
      markCorrected(db, id, { at, note });
      const correction = { kind: 'correction', payload: { corrects: id, kind: 'received' } } as const;
      insertMessage(db, { ...message, opId, ...correction });
    }
    if (others.length > 0)
      insertMessage(db, {
        ...message,
        opId: newLetterOf(receipt),
        kind: 'received',
        payload: { ...payload, itemIds: others },
      });
  }
};

/**
 * A volume was assigned to the wrong partner: the letters that told that partner of it are set aside or, if they may have been sent,
 * corrected. A new letter covers the other volumes in them.
 */
export const correctSender = ({ db, at, opId, request }: Step, item: Item): void =>
  correctReceipt(
    { db, at, opId, requestId: request.id, why: t('another partner sent it'), newLetterOf: () => opId },
    item,
  );

/** The same for a volume whose receipt was undone while the Done that told the partner of it stays, for its other volumes. */
export const correctUndoneReceipt = (
  db: WritableDB,
  undo: { readonly at: Instant; readonly opId: OpId; readonly requestId: RequestId },
  item: Item,
): void =>
  correctReceipt(
    { db, ...undo, why: t('the receipt of a volume was undone'), newLetterOf: ({ opId }) => opId },
    item,
  );
