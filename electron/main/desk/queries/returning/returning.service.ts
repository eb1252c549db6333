import type { ReturnLook } from '../../../../../shared/ipc/calls/returning.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { releaseHeld } from '../../store/parcels.queries.ts';
import { findScannedItem, isInSet, type ItemInHand } from '../../steps/items/scanned-item.ts';
import { authorizeAnyRole, authorizeStep } from '../../steps/frame/authorize.ts';
import { noteShownByCode } from '../../steps/frame/shown-by-code.ts';
import { checkReturn, returnRemarks, type ReturnWay } from '../../steps/returning/check-return.ts';
import { othersOf } from '../../steps/items/item-steps.ts';
import { returnNotifications } from '../../steps/returning/return-notifications.ts';
import { listItems, volumeOf } from '../../store/items.queries.ts';
import { lifeOf } from '../../store/requests.queries.ts';
import { listTurns, turnOf } from '../../store/turns.queries.ts';
import { storedLines } from '../../../../../shared/domain/plain-text.ts';
import { findDesk, findPartner } from '../../store/places.queries.ts';

/** The calls of Return Items. */
export const returningService = (context: DeskContext): Answers<'returning'> => ({
  /** Returns what the window of Return Items shows for the scanned item. Changes nothing. */
  look: ({ code, volume }) => {
    const item = findScannedItem(context.db, code, { volume });
    const allowed = authorizeStep(context, 'return', item.ok ? item.value.requestId : null);
    if (!allowed.ok) return allowed;
    if (!item.ok) return item;
    noteShownByCode(context.session, item.value.requestId);
    const way = checkReturn(context, item.value);
    return way.ok ? ok(previewReturn(context, item.value, way.value)) : way;
  },

  /** Releases the slips of a run's parcels to the printer, one per parcel. */
  pack: ({ run }) => {
    const allowed = authorizeAnyRole(context.session, t('Printing slips'));
    if (!allowed.ok) return allowed;
    inTransaction(context.db, (db) => releaseHeld(db, { run, at: instantOf(context.now()) }));
    return ok({});
  },
});

/** What the window of Return Items shows of an item: where it goes, with the address, and remarks. */
const previewReturn = (context: DeskContext, item: ItemInHand, way: ReturnWay): ReturnLook => {
  const { db } = context;
  const items = listItems(db, item.requestId);
  const turns = listTurns(db, item.requestId);
  const life = lifeOf(item.request, turns.map(turnOf), items.map(volumeOf));
  const others = othersOf(items, item);
  return {
    itemId: item.id,
    code: item.barcode,
    barcode: item.hasBarcode ? item.barcode : '',
    requestId: item.requestId,
    externalId: item.externalId,
    title: item.title,
    author: item.author,
    patronName: item.borrowerName || item.patronName,
    goesTo: goesTo(db, item, way),
    partnerMissing: way.kind === 'to-partner' && item.partnerId === null,
    dueOn: item.dueOn,
    volume: item.volume,
    volumesExpected: item.volumesExpected,
    inSet: isInSet(item),
    remarks: returnRemarks(item, others),
    told: [...returnNotifications(context, { ...item.request, turns, life }, item, way)],
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
    name: place?.name ?? t('Partner not recorded: check the parcel'),
    address: [...storedLines(place?.address)],
    email: place?.email ?? '',
    phone: place?.phone ?? '',
  };
};
