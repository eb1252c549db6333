import type { Instant, OpId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome, SlipState } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { endOpenLoan, itemOfOutcome, othersOf, returnedItems, takeItemStep } from '../items/item-steps.ts';
import type { ItemInHand } from '../../store/items.queries.ts';
import { volumeWords } from '../items/scanned-item.ts';
import { insertMessage, listItemsTold } from '../../store/messages.queries.ts';
import { returnSlipOf } from '../../output/slips/return-slip.ts';
import { insertPrintJob, returnSlipFacts } from '../../store/print-jobs.queries.ts';
import { isLateComer } from './check-return.ts';
import { returnRemarks } from './return-remarks.ts';

/**
 * Sends an item back to its partner from the owning desk: the loan ends, the return slip is queued, and with the last
 * volume the request is returned and the partner is told which items come. What turns up when the request is over goes
 * back by itself, and the partner is told of it.
 */
export const returnToPartner = (
  context: DeskContext,
  db: WritableDB,
  item: ItemInHand,
  { opId, at }: { readonly opId: OpId; readonly at: Instant },
): Result<Outcome> => {
  const others = othersOf(db, item);
  const late = isLateComer(item);
  const slip = insertReturnSlip(context, db, item, { opId, at });
  endOpenLoan(db, item, { at, timeZone: context.timeZone() });
  const toldBefore = listItemsTold(db, item.requestId, 'returned');
  const partner = item.partnerName || 'the partner';
  const headline = `Returned to ${partner}${volumeWords(item)}`;
  const step = takeItemStep(db, item, {
    opId,
    kind: 'return',
    at,
    event: late ? null : 'item.returned',
    place: {
      status: 'returned-to-partner',
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: null,
      holdUntil: null,
    },
    headline: `${headline}: ${item.barcode}`,
  });
  if (!step.ok) return step;
  if (others.stillOut === 0 || late)
    insertMessage(db, {
      opId,
      requestId: item.requestId,
      recipient: 'partner',
      kind: 'returned',
      // What went back with an earlier parcel was told then.
      payload: {
        itemIds: returnedItems(db, item.requestId).filter(
          (id) => id === item.id || (!late && !toldBefore.includes(id)),
        ),
      },
      at,
    });
  return ok({
    opId,
    ...itemOfOutcome(item),
    headline,
    whereTo: { kind: 'to-partner', name: partner },
    slip,
    remarks: returnRemarks(item, { kind: 'to-partner' }, others),
  });
};

const insertReturnSlip = (
  context: DeskContext,
  db: WritableDB,
  item: ItemInHand,
  { opId, at }: { readonly opId: OpId; readonly at: Instant },
): SlipState | null => {
  const facts = returnSlipFacts(db, item.requestId);
  if (!facts) return null;
  const slip = returnSlipOf(context, db, item.requestId, facts, item.id);
  const jobId = insertPrintJob(db, { opId, requestId: item.requestId, itemId: item.id, slip, at });
  return { jobId, state: 'queued', note: '' };
};
