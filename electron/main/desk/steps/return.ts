import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { DeskId, OpId, PartnerId } from '../../../../shared/domain/ids.ts';
import { t } from '../../../../shared/words/words.ts';
import { findItem } from '../store/items.queries.ts';
import type { DeskContext } from '../context.ts';
import { returnSlipOf } from '../output/slips/return-slip.ts';
import { parcelOf } from '../store/parcels.queries.ts';
import { findPartner, type PartnerRow } from '../store/places.queries.ts';
import { returnSlipFacts } from '../store/print-jobs.queries.ts';
import { transitSlipOf } from '../output/slips/transit-slip.ts';
import {
  findKnownItem,
  type ItemInHand,
  partnerOf,
  problemFacts,
  volumeInSet,
} from './items/scanned-item.ts';
import { endOpenLoan, type ItemTaken, offShelf, othersOf, takeItemStep } from './items/item-steps.ts';
import { checkReturn, recallRemark, remarksOnceReturned } from './returning/check-return.ts';
import { eventsOfReturn, patronOfReturnNotified, wentBackNotice } from './returning/return-notifications.ts';
import { authorizeStepByNumber } from './frame/authorize.ts';
import type { TakeStep } from './take-step.ts';
import type { Step, Taken } from './frame/step.ts';

/**
 * Returns an item: to its partner from its owning desk (`return`), otherwise in transit to that desk (`return-at-other-desk`). The item and
 * the desk decide which, whichever was requested.
 */
export const returnItem: TakeStep<'return' | 'return-at-other-desk'> = (context, input) => {
  const item = findItem(context.db, input.itemId);
  const elsewhere = item?.owningInUse === 1 && item.owningDeskId !== context.session.desk().id;
  const kind = elsewhere ? 'return-at-other-desk' : 'return';
  return takeItemStep(
    context,
    {
      opId: input.opId,
      kind,
      // Without the run: the same return in another run is still the same return.
      input: { opId: input.opId, itemId: input.itemId, partnerId: input.partnerId },
      authorize: (id, home) => authorizeStepByNumber(context, kind, id, home),
    },
    (db) => findKnownItem(db, input.itemId),
    (step, found) => {
      const way = checkReturn(context, found);
      if (!way.ok) return way;
      if (way.value.kind === 'in-transit')
        return ok(sendToOwningDesk(context, step, found, way.value.deskId));
      if (found.partnerId === null && input.partnerId === undefined) return askPartner(found);
      const chosen = chosenPartner(step, found, input.partnerId ?? null);
      return chosen.ok ? ok(returnToPartner(context, step, found, chosen.value, input.run)) : chosen;
    },
  );
};

/** The partner that staff chose if none was recorded; null if none is chosen. */
const chosenPartner = ({ db }: Step, item: ItemInHand, id: PartnerId | null): Result<PartnerRow | null> => {
  if (id === null || id === item.partnerId) return ok(null);
  const partner = findPartner(db, id);
  return partner
    ? ok(partner)
    : refuse('partner-unknown', t('One of these partners no longer exists. Choose again.'));
};

/** The sender of an imported volume may be unknown: staff must record it first, or the volume would be returned without a letter. */
const askPartner = (item: ItemInHand): Result<never> =>
  refuse(
    'partner-missing',
    t(
      'The partner that lent {barcode} ({externalId}) isn’t recorded. Return it on its own (Return Items) and choose the partner there.',
      { barcode: item.barcode, externalId: item.externalId },
    ),
    problemFacts(item),
  );

/**
 * Returns an item to its partner from the owning desk: the loan ends, the return slip is queued, and the partner is notified of the return,
 * and of the receipt if it never was. With the last volume the request is returned. An item that turns up after the request has ended is
 * returned on its own.
 * @param chosen the partner that staff named if none was recorded
 * @param run the trolley run: its slip waits for the others of the same parcel
 */
const returnToPartner = (
  context: DeskContext,
  step: Step,
  item: ItemInHand,
  chosen: PartnerRow | null,
  run?: OpId,
): ItemTaken => {
  endOpenLoan(step, item);
  const partner = (chosen?.name ?? item.partnerName) || t('the partner');
  const headline = t('Returned to {partner}{volume}', { partner, volume: volumeInSet(item) });
  return {
    events: eventsOfReturn(item, { kind: 'to-partner' }, chosen?.id),
    place: offShelf(context),
    headline,
    history: `${headline}: ${item.barcode}`,
    messages: wentBackNotice(step.db, step.request, item),
    ...returnSlip(context, step, item, chosen, run),
    whereTo: { kind: 'to-partner', name: partner },
    remarks: [
      ...remarksOnceReturned(item, othersOf(step.request.items, item)),
      ...patronOfReturnNotified(context, step.request, item),
    ],
  };
};

const returnSlip = (
  context: DeskContext,
  { db }: Step,
  item: ItemInHand,
  chosen: PartnerRow | null,
  run: OpId | undefined,
): Pick<Taken, 'slip'> => {
  const recorded = returnSlipFacts(db, item.requestId, item.turnId);
  if (!recorded) return {};
  const facts = chosen ? { ...recorded, ...partnerOnSlip(chosen) } : recorded;
  const partnerId = chosen?.id ?? item.partnerId;
  return {
    slip: {
      slip: returnSlipOf(context, db, item.requestId, facts, { itemId: item.id }),
      itemId: item.id,
      // Without a known partner, each item is returned with its own paperwork.
      parcel: run === undefined || partnerId === null ? null : parcelOf(run, partnerId),
    },
  };
};

const partnerOnSlip = ({ name, address, email, phone }: PartnerRow) => ({
  partnerName: name,
  partnerAddress: address,
  partnerEmail: email,
  partnerPhone: phone,
});

/**
 * Returns an item at a desk that does not own it: the loan ends, and the item goes in transit to the owning desk with a transit slip. The
 * request counts as returned by the patron once the patron has no other volume of it.
 */
const sendToOwningDesk = (context: DeskContext, step: Step, item: ItemInHand, deskId: DeskId): ItemTaken => {
  endOpenLoan(step, item);
  const others = othersOf(step.request.items, item);
  const headline = t('In transit to {owningName}, back to {partner}', {
    owningName: item.owningName,
    partner: partnerOf(item),
  });
  return {
    events: eventsOfReturn(item, { kind: 'in-transit' }),
    place: offShelf(context, { destinationDeskId: deskId, goingBack: 1 }),
    headline,
    history: `${headline}: ${item.barcode}`,
    slip: {
      slip: transitSlipOf(context, step.db, {
        item,
        toDeskId: deskId,
        note: t('Goes back to {partner}', { partner: partnerOf(item) }),
        at: step.at,
      }),
      itemId: item.id,
    },
    messages: wentBackNotice(step.db, step.request, item),
    whereTo: { kind: 'in-transit', name: item.owningName },
    remarks: [
      ...recallRemark(item),
      ...remarksOnceReturned(item, others),
      ...patronOfReturnNotified(context, step.request, item),
    ],
  };
};
