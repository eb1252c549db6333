import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { isItemStatus, itemStatusInSentence } from '../../../../../shared/domain/item-status.ts';
import { volumeName } from '../../../../../shared/domain/volume-names.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { findBarcodeHolder } from '../../store/items.queries.ts';
import { type OtherVolumes, refuseStatus } from '../items/item-steps.ts';
import {
  problemFacts,
  firstPartnerOf,
  type ItemInHand,
  partnerOf,
  whenAndBy,
} from '../items/scanned-item.ts';

/**
 * Where a returned item goes: `to-partner` if this desk owns it, otherwise in transit to the owning desk, which is the desk that received
 * it: it confirmed the receipt to the partner, its address is on the partner's paperwork, and it has the packaging. If the owning desk is
 * not recorded (an imported item) or no longer in use, the desk that has the item in hand returns it.
 */
export type ReturnWay =
  | { readonly kind: 'to-partner' }
  | { readonly kind: 'in-transit'; readonly deskId: DeskId };

/** Where a returned item goes from this desk. */
const returnWay = (item: Pick<ItemInHand, 'owningDeskId'>, hereId: DeskId): ReturnWay =>
  item.owningDeskId === null || item.owningDeskId === hereId
    ? { kind: 'to-partner' }
    : { kind: 'in-transit', deskId: item.owningDeskId };

/** Checks whether an item may be returned; a refusal says what it is and what to do. Changes nothing. */
export const checkReturn = (context: DeskContext, item: ItemInHand): Result<ReturnWay> => {
  const way = returnWay(item, context.session.desk().id);
  if (item.status === 'returned-to-partner')
    return refuse(
      'item-returned',
      t(
        '{barcode} was already returned to {partner}{whenAndBy}. If it is still here, put it in the parcel; there is nothing to do in the program.',
        {
          barcode: item.barcode,
          partner: partnerOf(item),
          whenAndBy: whenAndBy(context, item.id, ['return']),
        },
      ),
      { ...problemFacts(item), again: true },
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
      t(
        '{barcode} was already returned here{whenAndBy} and is in transit to {destinationName}. Put it in the box for {destinationName}.',
        {
          barcode: item.barcode,
          whenAndBy: whenAndBy(context, item.id, ['return-at-other-desk']),
          destinationName: item.destinationName || t('its owning desk'),
        },
      ),
      { ...problemFacts(item), again: true },
    );
  // A lost item in transit would be with us again while its barcode is in use on another one.
  const holder =
    way.kind === 'in-transit' && item.status === 'lost'
      ? findBarcodeHolder(context.db, item.barcode, { thanItem: item.id })
      : undefined;
  if (holder !== undefined)
    return refuse(
      'barcode-in-use',
      t(
        '{barcode} was lost, and its barcode is now in use on {holder}. Send it to {owningName} by hand, to be returned there.',
        { barcode: item.barcode, holder, owningName: item.owningName },
      ),
      problemFacts(item),
    );
  return ok(way);
};

/**
 * Returns remarks on a return before it is taken, besides where the item goes, one sentence each.
 * @param others the other volumes of the request.
 */
export const returnRemarks = (item: ItemInHand, others: OtherVolumes): string[] => [
  ...(item.use === 'for-patron' &&
  !['lost', 'on-loan', 'returned-by-patron'].includes(item.status) &&
  item.goingBack === 0
    ? [t('It was never lent. Once it is returned, the patron can no longer pick it up.')]
    : []),
  ...recallRemark(item),
  ...remarksOnceReturned(item, others),
];

/** Returns that its partner wants an item back, which is so until it is returned to the partner. */
export const recallRemark = (item: ItemInHand): string[] =>
  item.demand === 'recalled'
    ? [t('{firstPartner} wants it back now.', { firstPartner: firstPartnerOf(item) })]
    : [];

/** Returns the remarks that are still true once the item is returned. */
export const remarksOnceReturned = (item: ItemInHand, others: OtherVolumes): string[] => [
  ...(item.status === 'lost'
    ? [
        t('It was reported lost to {partner}. Now it has turned up and goes back.', {
          partner: partnerOf(item),
        }),
      ]
    : []),
  ...(others.out.length > 0 ? [stillOutWords(others)] : []),
];

/** At most this many volumes are named; the rest can be seen in the request. */
const maxNamed = 6;

const placeWords = (status: string): string =>
  isItemStatus(status) ? `, ${itemStatusInSentence(status)}` : '';

const stillOutWords = ({ out }: OtherVolumes): string => {
  const named = out.slice(0, maxNamed).map((volume) => `${volumeName(volume)}${placeWords(volume.status)}`);
  const more = out.length > maxNamed ? t('; and {outCount} more', { outCount: out.length - maxNamed }) : '';
  const are =
    out.length === 1
      ? t('1 more volume of this set is')
      : t('{outCount} more volumes of this set are', { outCount: out.length });
  return t('{are} still out: {named}{more}.', { are, named: named.join('; '), more });
};
