import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step, StepMessage, Taken } from '../../kernel/step.ts';
import { returnSlipOf } from '../../output/slips/return-slip.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { findLastStep } from '../../store/command-log.queries.ts';
import { hasMessageTo } from '../../store/messages.queries.ts';
import { parcelOf } from '../../store/parcels.queries.ts';
import { returnSlipFacts } from '../../store/print-jobs.queries.ts';
import type { ItemTaken } from '../items/item-steps.ts';
import { endOpenLoan, othersOf } from '../items/item-steps.ts';
import { volumeWords } from '../items/scanned-item.ts';
import { returnRemarks } from './return-remarks.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * Sends an item back to its partner from the owning desk: the loan ends, the return slip is queued, and the partner is told that it
 * comes; that it had come, where it was never told. With the last volume the request is returned. What turns up when the request
 * is over goes back by itself.
 * @param run the run of a trolley: its slip waits for those of the same parcel
 */
export const returnToPartner = (
  context: DeskContext,
  step: Step,
  item: ItemInHand,
  run?: OpId,
): ItemTaken => {
  endOpenLoan(step, item);
  const partner = item.partnerName || t('common.thePartner');
  const headline = t('returning.returnedTo', { partner, volume: volumeWords(item) });
  return {
    event: { type: 'item.returned', itemId: item.id },
    place: {
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    messages: [
      ...receivedNotice(step, item),
      { recipient: 'partner', partnerId: item.partnerId, kind: 'returned', payload: { itemIds: [item.id] } },
    ],
    ...returnSlip(context, step, item, run),
    whereTo: { kind: 'to-partner', name: partner },
    remarks: returnRemarks(item, othersOf(step.request.items, item)),
  };
};

/** That it came, where it was received here and its partner was not told: a set that goes back before its Done. */
const receivedNotice = ({ db, request }: Step, { partnerId, receivedAt }: ItemInHand): StepMessage[] =>
  hasMessageTo(db, request.id, 'received', partnerId) || !findLastStep(db, request.id, 'receive')
    ? []
    : [{ recipient: 'partner', partnerId, kind: 'received', payload: { receivedAt } }];

const returnSlip = (
  context: DeskContext,
  { db }: Step,
  item: ItemInHand,
  run: OpId | undefined,
): Pick<Taken, 'slip'> => {
  const facts = returnSlipFacts(db, item.requestId, item.partnerId);
  return facts
    ? {
        slip: {
          slip: returnSlipOf(context, db, item.requestId, facts, { itemId: item.id }),
          itemId: item.id,
          // Where nobody knows whose it is, each goes by its own paperwork.
          parcel: run === undefined || item.partnerId === null ? null : parcelOf(run, item.partnerId),
        },
      }
    : {};
};
