import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { isRecalled } from '../../../../../shared/domain/request-status.ts';
import { calendarOf } from '../../directory/calendar/calendar.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import { transitSlipOf } from '../../output/slips/transit-slip.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import type { ItemTaken } from '../items/item-steps.ts';
import { firstPartnerOf, partnerOf, volumeWords } from '../items/scanned-item.ts';
import { shelfDay } from './shelf-day.ts';

// The steps of Scan In Items. None changes the request's status: where an item is is a track of its own.

/** Puts an item on the hold shelf here: its patron is told that it is ready, and until when. */
export const putOnShelf = (context: DeskContext, { db, at }: Step, item: ItemInHand): ItemTaken => {
  const here = context.session.desk();
  const until = shelfDay(context, item.dueOn, at);
  const headline = `On hold shelf until ${formatDate(until)}${volumeWords(item)}`;
  const closed = closedDayRemark(until, calendarOf(db, here.libraryId));
  return {
    event: null,
    place: {
      status: 'on-hold-shelf',
      deskId: here.id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: at,
      holdUntil: until,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    messages: item.patronId === null ? [] : [{ recipient: 'patron', kind: 'item-ready', payload: {} }],
    whereTo: { kind: 'hold-shelf', name: here.name },
    remarks: [
      item.patronId === null
        ? 'Nobody is recorded as its requester, so nobody is told.'
        : 'The patron is told that it is ready.',
      ...(closed === null ? [] : [closed]),
    ],
  };
};

/** Sends an item on to the desk where it belongs, with a transit slip. */
export const sendOn = (
  context: DeskContext,
  { db, at }: Step,
  item: ItemInHand,
  to: { readonly id: DeskId; readonly name: string },
): ItemTaken => {
  const goesBack = isGoingBack(item);
  const headline = `In transit to ${to.name}${volumeWords(item)}`;
  const note = goesBack ? `Goes back to ${partnerOf(item)}` : '';
  return {
    event: null,
    place: {
      status: 'in-transit',
      deskId: context.session.desk().id,
      destinationDeskId: to.id,
      goingBack: goesBack ? 1 : 0,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    slip: { slip: transitSlipOf(context, db, { item, toDeskId: to.id, note, at }), itemId: item.id },
    whereTo: { kind: 'in-transit', name: to.name },
    remarks: isRecalled(item.requestStatus) ? [`${firstPartnerOf(item)} wants it back at once.`] : [],
  };
};

/** An item that was brought back elsewhere has come to the desk that owns it: from here it goes to the partner. */
export const keepForPartner = (context: DeskContext, item: ItemInHand): ItemTaken => {
  const headline = `Came back${volumeWords(item)}: to be returned`;
  return {
    event: null,
    place: {
      status: 'returned-by-patron',
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 1,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    whereTo: { kind: 'to-partner', name: partnerOf(item) },
    remarks: [`It goes back to ${partnerOf(item)}: scan it in Return Items for its return slip.`],
  };
};

/** Whether an item goes to its partner by way of its owning desk. */
export const isGoingBack = ({ goingBack, status }: ItemInHand): boolean =>
  goingBack === 1 || status === 'returned-by-patron';
