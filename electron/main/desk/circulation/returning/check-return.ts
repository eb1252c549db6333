import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { isItemStatus } from '../../../../../shared/domain/item-status.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { refuseStatus } from '../items/item-steps.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { findBarcodeHolder } from '../../store/items.queries.ts';
import { factsOf, partnerOf, whenAndBy } from '../items/scanned-item.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * Where a returned item goes: `to-partner` when this desk owns it, otherwise in transit to the desk that does.
 * The owning desk is the one that received the item: it told the partner that the item came, its address stands on the
 * partner's paperwork, and its wrapping lies there. A desk that is not recorded (an item from a file without its desk), or that is not in use any more,
 * stops nothing: then the desk that has the item in hand sends it back.
 */
export type ReturnWay =
  | { readonly kind: 'to-partner' }
  | { readonly kind: 'in-transit'; readonly deskId: DeskId };

/** The way that a returned item takes from this desk. */
export const returnWay = (item: Pick<ItemInHand, 'owningDeskId'>, hereId: DeskId): ReturnWay =>
  item.owningDeskId === null || item.owningDeskId === hereId
    ? { kind: 'to-partner' }
    : { kind: 'in-transit', deskId: item.owningDeskId };

/** Whether an item may be returned; a refusal says what it is and what to do. Changes nothing. */
export const checkReturn = (context: DeskContext, item: ItemInHand): Result<ReturnWay> => {
  const way = returnWay(item, context.session.desk().id);
  if (item.status === 'returned-to-partner')
    return refuse(
      'item-returned',
      t('returning.wasReturnedToAlreadyIfIt', {
        barcode: item.barcode,
        partner: partnerOf(item),
        whenAndBy: whenAndBy(context, item.id, ['return']),
      }),
      factsOf(item),
    );
  if (!isItemStatus(item.status)) return refuseStatus(item);
  if (
    way.kind === 'in-transit' &&
    item.status === 'in-transit' &&
    item.goingBack === 1 &&
    item.deskId === context.session.desk().id
  )
    return refuse(
      'item-in-transit',
      t('returning.wasReturnedHereAlreadyItIs', {
        barcode: item.barcode,
        whenAndBy: whenAndBy(context, item.id, ['return-at-other-desk']),
        destinationName: item.destinationName || t('returning.itsOwningDesk'),
      }),
      factsOf(item),
    );
  // A lost item would be with us again on its way, while its barcode stands on another one.
  const holder =
    way.kind === 'in-transit' && item.status === 'lost'
      ? findBarcodeHolder(context.db, item.barcode, { thanItem: item.id })
      : undefined;
  if (holder !== undefined)
    return refuse(
      'barcode-in-use',
      t('returning.wasLostAndSinceThenIts', { barcode: item.barcode, holder, owningName: item.owningName }),
      factsOf(item),
    );
  return ok(way);
};
