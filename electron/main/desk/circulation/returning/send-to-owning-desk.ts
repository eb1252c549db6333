import type { DeskId } from '../../../../../shared/domain/ids.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import { transitSlipOf } from '../../output/slips/transit-slip.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import type { ItemTaken } from '../items/item-steps.ts';
import { endOpenLoan, othersOf } from '../items/item-steps.ts';
import { partnerOf } from '../items/scanned-item.ts';
import { returnRemarks } from './return-remarks.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * Takes back an item at another desk than the one that owns it: the loan ends, and the item goes in transit to the
 * owning desk with a transit slip. The request is returned by its patron once the patron has no other volume of it.
 */
export const sendToOwningDesk = (
  context: DeskContext,
  step: Step,
  item: ItemInHand,
  deskId: DeskId,
): ItemTaken => {
  endOpenLoan(step, item);
  const others = othersOf(step.request.items, item);
  const headline = t('returning.inTransitToBackTo', {
    owningName: item.owningName,
    partner: partnerOf(item),
  });
  return {
    // What was never lent only moves; so does what had been lost and has turned up.
    event:
      item.status === 'on-loan'
        ? { type: 'patron.returned', itemId: item.id, to: 'in-transit' }
        : item.status === 'lost'
          ? { type: 'item.found', itemId: item.id, to: 'in-transit' }
          : { type: 'item.moved', itemId: item.id, to: 'in-transit' },
    place: {
      deskId: context.session.desk().id,
      destinationDeskId: deskId,
      goingBack: 1,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    slip: {
      slip: transitSlipOf(context, step.db, {
        item,
        toDeskId: deskId,
        note: t('common.goesBackTo', { partner: partnerOf(item) }),
        at: step.at,
      }),
      itemId: item.id,
    },
    whereTo: { kind: 'in-transit', name: item.owningName },
    remarks: returnRemarks(item, others),
  };
};
