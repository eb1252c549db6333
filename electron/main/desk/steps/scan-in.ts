import type { DeskId } from '../../../../shared/domain/ids.ts';
import { isSettled } from '../../../../shared/domain/request-status.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { patronNotification } from '../../../../shared/domain/letters/partner-notifications.ts';
import { t } from '../../../../shared/words/words.ts';
import { closedDayRemark } from '../../../../shared/domain/calendar.ts';
import { formatDate, instantOf } from '../../../../shared/domain/dates.ts';
import { isMoreExpected, setNoticeDelayMs } from '../../../../shared/domain/hold-shelf.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../context.ts';
import { findDesk, findShelfOfLibrary, nameOfDesk } from '../store/places.queries.ts';
import { calendarOf } from '../records/calendar/calendar.service.ts';
import { transitSlipOf } from '../output/slips/transit-slip.ts';
import { shelfDay } from '../records/calendar/shelf-day.ts';
import { readersOf } from './frame/readers.ts';
import { wasTold } from '../store/messages.queries.ts';
import { isLetterWritten } from '../store/letters-written.queries.ts';
import {
  findSendingFromHere,
  refuseOver,
  refuseScanIn,
  refuseSentOn,
  scanInWay,
} from './scanning-in/scan-in-way.ts';
import {
  problemFacts,
  findScannedItem,
  firstPartnerOf,
  type ItemInHand,
  partnerOf,
  volumeInSet,
} from './items/scanned-item.ts';
import type { Step, PatronMessage } from './frame/step.ts';
import { recallRemark } from './returning/check-return.ts';
import { itemEvent, type ItemTaken, offShelf, takeItemStep } from './items/item-steps.ts';
import type { TakeStep } from './take-step.ts';

/** Scans an item in: onto the hold shelf here, or in transit to where it belongs. Otherwise refused with an explanation. */
export const scanIn: TakeStep<'scan-in'> = (context, input) =>
  takeItemStep(
    context,
    { opId: input.opId, kind: 'scan-in', input },
    (db) => findScannedItem(db, input.code, { volume: input.volume, at: 'in-transit' }),
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
      goingBack: item.goingBack === 1 || item.use === 'goes-back',
      broughtBack: item.broughtBack === 1,
      pickupHoldShelf: item.pickupHoldShelf === 1,
    },
    here.id,
  );
  // No patron is waiting for it: it goes on no shelf, whatever its label says.
  const forShelf =
    way.kind === 'shelf' || way.kind === 'shelved' || (way.kind === 'send' && !isGoingBack(item));
  if (forShelf && isSettled(item.requestStatus)) return refuseOver(item);
  switch (way.kind) {
    case 'shelf':
      return item.demand === 'recalled'
        ? refuseRecalled(item)
        : here.holdShelf
          ? ok(putOnShelf(context, step, item))
          : sendToShelf(context, step, item);
    case 'send': {
      const sending = findSendingFromHere(db, item, here.id, way.deskId);
      return sending
        ? refuseSentOn(context, item, sending)
        : ok(sendOn(context, step, item, { id: way.deskId, name: nameOfDesk(db, way.deskId) }));
    }
    case 'back-here':
      return ok(keepForPartner(context, item));
    case 'shelved':
    case 'goes-back':
    case 'none':
      return refuseScanIn(context, item, way.kind);
  }
};

/** Returns the desk if it is in use, otherwise null. */
const deskInUse = (db: ReadableDB, id: DeskId | null): DeskId | null =>
  id !== null && findDesk(db, id)?.active === 1 ? id : null;

/** An item that arrives at a desk without a hold shelf goes to one of its library that has one. */
const sendToShelf = (context: DeskContext, step: Step, item: ItemInHand): Result<ItemTaken> => {
  const here = context.session.desk();
  const shelf = findShelfOfLibrary(step.db, here.libraryId);
  return shelf
    ? ok(sendOn(context, step, item, shelf))
    : refuse(
        'desk-without-shelf',
        t(
          '{barcode} was sent to {hereName}, but no desk at {libraryName} has a hold shelf. Ask your administrator to check the desks (Settings › Desks).',
          {
            barcode: item.barcode,
            hereName: here.name,
            libraryName: here.libraryName,
          },
        ),
        problemFacts(item),
      );
};

const refuseRecalled = (item: ItemInHand): Result<never> =>
  refuse(
    'item-recalled',
    t(
      '{firstPartner} wants {barcode} back now, so it doesn’t go on the hold shelf. Return it (Return Items).',
      { firstPartner: firstPartnerOf(item), barcode: item.barcode },
    ),
    problemFacts(item),
  );

// The steps of Scan In Items. None changes the request's status: the place of an item is tracked separately.

/** Puts an item on the hold shelf here, and tells the patron that it is ready and until when. */
const putOnShelf = (context: DeskContext, step: Step, item: ItemInHand): ItemTaken => {
  const { db, at, today } = step;
  const here = context.session.desk();
  const until = shelfDay(db, { dueOn: item.dueOn, shelvedOn: today, libraryId: here.libraryId });
  const headline = t('On hold shelf until {until}{volume}', {
    until: formatDate(until),
    volume: volumeInSet(item),
  });
  const closed = closedDayRemark(until, calendarOf(db, here.libraryId));
  const isHeld = isMoreToCome(step, item);
  return {
    events: itemEvent(item.id, 'shelved'),
    place: {
      deskId: here.id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: at,
      holdUntil: until,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    messages: item.patronId === null ? [] : [readyNotice(step, isHeld)],
    whereTo: { kind: 'hold-shelf', name: here.name },
    remarks: [...readyRemark(context, step, item, isHeld), ...(closed === null ? [] : [closed])],
  };
};

const readyRemark = (
  context: DeskContext,
  { db, request }: Step,
  { patronId, requestId }: ItemInHand,
  isHeld: boolean,
): readonly string[] => {
  if (patronId === null) return [t('No requester is recorded, so no one is notified.')];
  if (!isLetterWritten(db, { recipient: 'patron', kind: 'item-ready', requestId })) return [];
  const that = isHeld ? t(' when the rest of the set is here, or in an hour') : t(' that it is ready');
  return patronNotification(readersOf(context, request, request.turns), 'item-ready', that);
};

/** Whether other volumes of its set are still expected at the shelf. */
const isMoreToCome = ({ request }: Step, item: ItemInHand): boolean =>
  isMoreExpected({
    expected: request.volumesExpected,
    volumes: request.items
      .filter(({ use }) => use === 'for-patron')
      .map(({ id, status, goingBack }) =>
        id === item.id
          ? { status: 'on-hold-shelf', goingBack: false }
          : { status, goingBack: goingBack === 1 },
      ),
    isOpen: request.receivingOpen === 1,
  });

/**
 * The notice that an item is ready. Each volume of a set has its own notice, so undoing one step leaves the others; all but the last are
 * delayed, and the first one sent covers all volumes (superseded.ts).
 */
const readyNotice = ({ at }: Step, isHeld: boolean): PatronMessage => ({
  recipient: 'patron',
  kind: 'item-ready',
  payload: {},
  ...(isHeld && { notBefore: instantOf(new Date(Date.parse(at) + setNoticeDelayMs)) }),
});

/** Sends an item to the desk where it belongs, with a transit slip. */
const sendOn = (
  context: DeskContext,
  step: Step,
  item: ItemInHand,
  to: { readonly id: DeskId; readonly name: string },
): ItemTaken => {
  const { db, at } = step;
  const goesBack = isGoingBack(item);
  const isElsewhereNow = !goesBack && item.status === 'on-hold-shelf' && wasTold(db, item, 'item-ready');
  const headline = t('In transit to {toName}{volume}', { toName: to.name, volume: volumeInSet(item) });
  const note = goesBack ? t('Goes back to {partner}', { partner: partnerOf(item) }) : '';
  return {
    events: itemEvent(item.id, 'sentOn'),
    // Also for an item that was in transit already: it is on its way from here since now.
    place: { ...offShelf(context, { destinationDeskId: to.id, goingBack: goesBack ? 1 : 0 }), statusAt: at },
    headline,
    history: `${headline}: ${item.barcode}`,
    slip: { slip: transitSlipOf(context, db, { item, toDeskId: to.id, note, at }), itemId: item.id },
    ...(isElsewhereNow && { messages: [{ recipient: 'patron', kind: 'item-arrived', payload: {} }] }),
    whereTo: { kind: 'in-transit', name: to.name },
    remarks: [...recallRemark(item), ...(isElsewhereNow ? onItsWayRemark(context, step) : [])],
  };
};

/** The patron was told to fetch it from the shelf that it leaves. */
const onItsWayRemark = (context: DeskContext, { db, request }: Step): readonly string[] =>
  isLetterWritten(db, { recipient: 'patron', kind: 'item-arrived', requestId: request.id })
    ? patronNotification(
        readersOf(context, request, request.turns),
        'item-arrived',
        t(' that it is on its way to the pickup location'),
      )
    : [];

/** An item that was brought back elsewhere has arrived at its owning desk: from here it goes to the partner. */
const keepForPartner = (context: DeskContext, item: ItemInHand): ItemTaken => {
  const headline = t('Arrived{volume}: to be returned', { volume: volumeInSet(item) });
  return {
    events: itemEvent(item.id, 'backHere'),
    place: offShelf(context, { goingBack: 1 }),
    headline,
    history: `${headline}: ${item.barcode}`,
    whereTo: { kind: 'to-partner', name: partnerOf(item) },
    remarks: [
      t('It goes back to {partner}. Scan it on Return Items to print its return slip.', {
        partner: partnerOf(item),
      }),
    ],
  };
};

/** Whether an item goes to its partner by way of its owning desk. */
const isGoingBack = ({ goingBack, broughtBack, use }: ItemInHand): boolean =>
  goingBack === 1 || use === 'goes-back' || broughtBack === 1;
