import type { DeskId } from '../../../../shared/domain/ids.ts';
import { isSettled } from '../../../../shared/domain/request-status.ts';
import { isRecalled } from '../../../../shared/domain/life/volumes.ts';
import { scanInWay } from '../../../../shared/domain/scan-in.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { ItemInHand } from '../circulation/items/scanned-item.ts';
import { factsOf, findScannedItem, firstPartnerOf } from '../circulation/items/scanned-item.ts';
import type { Step } from '../kernel/step.ts';
import type { ItemTaken } from '../circulation/items/item-steps.ts';
import { takeItemStep } from '../circulation/items/item-steps.ts';
import { isGoingBack, keepForPartner, putOnShelf, sendOn } from '../circulation/scan-in/scan-in-steps.ts';
import { refuseOver, refuseScanIn } from '../circulation/scan-in/scan-in-words.ts';
import { findDesk, findShelfOfLibrary, nameOfDesk } from '../store/places.queries.ts';
import type { TakeStep } from './take-step.ts';
import { t } from '../../../../shared/words/words.ts';

/** Scans an item in: onto the hold shelf here, or on its way to where it belongs. Anything else says what it is. */
export const scanIn: TakeStep<'scan-in'> = (context, input) =>
  takeItemStep(
    context,
    { opId: input.opId, kind: 'scan-in', input },
    (db) => findScannedItem(db, input.code),
    (step, item) => scanInItem(context, step, item),
  );

const scanInItem = (context: DeskContext, step: Step, item: ItemInHand): Result<ItemTaken> => {
  const { db } = step;
  const here = context.session.desk();
  const way = scanInWay(
    {
      ...item,
      deskId: deskInUse(db, item.deskId),
      destinationDeskId: deskInUse(db, item.destinationDeskId),
      goingBack: item.goingBack === 1,
      pickupHoldShelf: item.pickupHoldShelf === 1,
    },
    here.id,
  );
  // Nobody waits for it any more: it goes to no shelf, whatever its label says.
  const forShelf =
    way.kind === 'shelf' || way.kind === 'shelved' || (way.kind === 'send' && !isGoingBack(item));
  if (forShelf && isSettled(item.requestStatus)) return refuseOver(item);
  switch (way.kind) {
    case 'shelf':
      return isRecalled(item)
        ? refuseRecalled(item)
        : here.holdShelf
          ? ok(putOnShelf(context, step, item))
          : sendToShelf(context, step, item);
    case 'send':
      return ok(sendOn(context, step, item, { id: way.deskId, name: nameOfDesk(db, way.deskId) }));
    case 'back-here':
      return ok(keepForPartner(context, item));
    case 'shelved':
    case 'goes-back':
    case 'none':
      return refuseScanIn(context, item, way.kind);
  }
};

/** The desk, if it is in use; otherwise null: nobody can stand there. */
const deskInUse = (db: ReadableDB, id: DeskId | null): DeskId | null =>
  id !== null && findDesk(db, id)?.active === 1 ? id : null;

/** What arrives at a desk without a hold shelf goes to one of its library that has one. */
const sendToShelf = (context: DeskContext, step: Step, item: ItemInHand): Result<ItemTaken> => {
  const here = context.session.desk();
  const shelf = findShelfOfLibrary(step.db, here.libraryId);
  return shelf
    ? ok(sendOn(context, step, item, shelf))
    : refuse(
        'desk-without-shelf',
        t('scanIn.wasSentToButNoDesk', {
          barcode: item.barcode,
          hereName: here.name,
          libraryName: here.libraryName,
        }),
        factsOf(item),
      );
};

const refuseRecalled = (item: ItemInHand): Result<never> =>
  refuse(
    'item-recalled',
    t('scanIn.wantsBackAtOnceItDoes', { firstPartner: firstPartnerOf(item), barcode: item.barcode }),
    factsOf(item),
  );
