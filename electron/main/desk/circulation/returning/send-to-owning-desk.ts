import type { DeskId, Instant, OpId } from '../../../../../shared/domain/ids.ts';
import { statusAfter } from '../../../../../shared/domain/request.machine.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { endOpenLoan, itemOfOutcome, othersOf, takeItemStep } from '../items/item-steps.ts';
import type { ItemInHand } from '../../store/items.queries.ts';
import { partnerOf } from '../items/scanned-item.ts';
import { insertTransitSlip } from '../../output/slips/transit-slip.ts';
import { returnRemarks } from './return-remarks.ts';

/**
 * Takes back an item at another desk than the one that owns it: the loan ends, and the item goes in transit to the
 * owning desk with a transit slip. The request is returned by its patron once the patron has no other volume of it.
 */
export const sendToOwningDesk = (
  context: DeskContext,
  db: WritableDB,
  item: ItemInHand,
  { opId, at, deskId }: { readonly opId: OpId; readonly at: Instant; readonly deskId: DeskId },
): Result<Outcome> => {
  endOpenLoan(db, item, { at, timeZone: context.timeZone() });
  // What was never lent, or is in trouble, leaves the request as it is: only the item moves.
  const brought =
    item.loanId !== null && statusAfter(item.requestStatus, { type: 'patron.returned' }) !== null;
  const headline = `In transit to ${item.owningName}, back to ${partnerOf(item)}`;
  const step = takeItemStep(db, item, {
    opId,
    kind: 'return-at-other-desk',
    at,
    event: brought ? 'patron.returned' : null,
    place: {
      status: 'in-transit',
      deskId: context.session.desk().id,
      destinationDeskId: deskId,
      goingBack: 1,
      shelvedAt: null,
      holdUntil: null,
    },
    headline: `${headline}: ${item.barcode}`,
  });
  if (!step.ok) return step;
  const slip = insertTransitSlip(context, db, {
    opId,
    item,
    toDeskId: deskId,
    note: `Goes back to ${partnerOf(item)}`,
    at,
  });
  return ok({
    opId,
    ...itemOfOutcome(item),
    headline,
    whereTo: { kind: 'in-transit', name: item.owningName },
    slip,
    remarks: returnRemarks(item, { kind: 'in-transit', deskId }, othersOf(db, item)),
  });
};
