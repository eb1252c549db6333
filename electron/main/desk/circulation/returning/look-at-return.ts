import type { ReturnLook } from '../../../../../shared/ipc/calls/returning.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { othersOf } from '../items/item-steps.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { listItems } from '../../store/items.queries.ts';
import { storedLines } from '../../../../../shared/domain/plain-text.ts';
import type { ReturnWay } from './check-return.ts';
import { returnRemarks } from './return-remarks.ts';
import { findDesk, findPartner } from '../../store/places.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What the window of Return Items says of an item: where it goes, with the address, and what else to know. */
export const lookAtReturn = (db: ReadableDB, item: ItemInHand, way: ReturnWay): ReturnLook => {
  const others = othersOf(listItems(db, item.requestId), item);
  return {
    itemId: item.id,
    barcode: item.barcode,
    requestId: item.requestId,
    externalId: item.externalId,
    title: item.title,
    author: item.author,
    patronName: item.borrowerName || item.patronName,
    goesTo: goesTo(db, item, way),
    dueOn: item.dueOn,
    volume: item.volume,
    volumesExpected: item.volumesExpected,
    stillOut: others.out.length,
    remarks: returnRemarks(item, others),
  };
};

const goesTo = (db: ReadableDB, item: ItemInHand, way: ReturnWay): ReturnLook['goesTo'] => {
  const place =
    way.kind === 'in-transit'
      ? findDesk(db, way.deskId)
      : item.partnerId === null
        ? undefined
        : findPartner(db, item.partnerId);
  return {
    kind: way.kind,
    name: place?.name ?? t('common.partnerNotRecordedSeeTheParcel'),
    address: [...storedLines(place?.address)],
    email: place?.email ?? '',
    phone: place?.phone ?? '',
  };
};
