import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { canHappen } from '../../../../../shared/domain/request.machine.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import { transitSlipOf } from '../../output/slips/transit-slip.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import type { ItemTaken } from '../items/item-steps.ts';
import { endOpenLoan, othersOf } from '../items/item-steps.ts';
import { partnerOf } from '../items/scanned-item.ts';
import { returnRemarks } from './return-remarks.ts';

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
  // What was never lent, or is in trouble, leaves the request as it is: only the item moves.
  const brought = item.loanId !== null && canHappen(item.requestStatus, 'patron.returned');
  const headline = `In transit to ${item.owningName}, back to ${partnerOf(item)}`;
  return {
    event: brought ? { type: 'patron.returned', itemsOnLoan: others.onLoan } : null,
    place: {
      status: 'in-transit',
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
        note: `Goes back to ${partnerOf(item)}`,
        at: step.at,
      }),
      itemId: item.id,
    },
    whereTo: { kind: 'in-transit', name: item.owningName },
    remarks: returnRemarks(item, { kind: 'in-transit', deskId }, others),
  };
};
