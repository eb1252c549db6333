import type { ItemId } from '../../../../../shared/domain/ids.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step, Taken } from '../../kernel/step.ts';
import { returnSlipOf } from '../../output/slips/return-slip.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { listNotifiedItems } from '../../store/messages.queries.ts';
import { returnSlipFacts } from '../../store/print-jobs.queries.ts';
import type { ItemTaken } from '../items/item-steps.ts';
import { endOpenLoan, othersOf } from '../items/item-steps.ts';
import { volumeWords } from '../items/scanned-item.ts';
import { isLateComer } from './check-return.ts';
import { returnRemarks } from './return-remarks.ts';

/**
 * Sends an item back to its partner from the owning desk: the loan ends, the return slip is queued, and with the last
 * volume the request is returned and the partner is told which items come. What turns up when the request is over goes
 * back by itself, and the partner is told of it.
 */
export const returnToPartner = (context: DeskContext, step: Step, item: ItemInHand): ItemTaken => {
  const { stillOut, lost, ...others } = othersOf(step.request.items, item);
  const late = isLateComer(item);
  endOpenLoan(step, item);
  const partner = item.partnerName || 'the partner';
  const headline = `Returned to ${partner}${volumeWords(item)}`;
  return {
    event: late ? null : { type: 'item.returned', itemsStillOut: stillOut, itemsLost: lost },
    place: {
      status: 'returned-to-partner',
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    messages:
      stillOut === 0 || late
        ? [{ recipient: 'partner', kind: 'returned', payload: { itemIds: itemsToTell(step, item, late) } }]
        : [],
    ...returnSlip(context, step, item),
    whereTo: { kind: 'to-partner', name: partner },
    remarks: returnRemarks(item, { kind: 'to-partner' }, { stillOut, lost, ...others }),
  };
};

/** The items that have gone back with this one and that the partner was not told of with an earlier parcel. */
const itemsToTell = ({ db, request }: Step, item: ItemInHand, late: boolean): ItemId[] => {
  const toldBefore = listNotifiedItems(db, request.id, 'returned');
  return request.items.flatMap(({ id, status }) => {
    const wentBefore = status === 'returned-to-partner' && !late && !toldBefore.includes(id);
    return id === item.id || wentBefore ? [id] : [];
  });
};

const returnSlip = (context: DeskContext, { db }: Step, item: ItemInHand): Pick<Taken, 'slip'> => {
  const facts = returnSlipFacts(db, item.requestId);
  return facts
    ? { slip: { slip: returnSlipOf(context, db, item.requestId, facts, item.id), itemId: item.id } }
    : {};
};
