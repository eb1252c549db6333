import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { DeskId, Instant, OpId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import { calendarOf } from '../../directory/calendar/calendar.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { itemOfOutcome, takeItemStep } from '../items/item-steps.ts';
import type { ItemPlace } from '../items/item-steps.ts';
import type { ItemInHand } from '../../store/items.queries.ts';
import { firstPartnerOf, partnerOf, volumeWords } from '../items/scanned-item.ts';
import { insertMessage } from '../../store/messages.queries.ts';
import { insertTransitSlip } from '../../output/slips/transit-slip.ts';
import { shelfDay } from './shelf-day.ts';

/** One item that is scanned in. */
export type ScanInStep = { readonly item: ItemInHand; readonly opId: OpId; readonly at: Instant };

/** The steps of Scan In Items. None changes the request's status: where an item is is a track of its own. */
const scanInStep = (
  db: WritableDB,
  { item, opId, at }: ScanInStep,
  place: ItemPlace,
  headline: string,
): Result<string> =>
  takeItemStep(db, item, {
    opId,
    kind: 'scan-in',
    at,
    event: null,
    place,
    headline: `${headline}: ${item.barcode}`,
  });

/** Puts an item on the hold shelf here: its patron is told that it is ready, and until when. */
export const putOnShelf = (context: DeskContext, db: WritableDB, step: ScanInStep): Result<Outcome> => {
  const { item, opId, at } = step;
  const here = context.session.desk();
  const until = shelfDay(context, item.dueOn, at);
  const headline = `On hold shelf until ${formatDate(until)}${volumeWords(item)}`;
  const taken = scanInStep(
    db,
    step,
    {
      status: 'on-hold-shelf',
      deskId: here.id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: at,
      holdUntil: until,
    },
    headline,
  );
  if (!taken.ok) return taken;
  if (item.patronId !== null)
    insertMessage(db, {
      opId,
      requestId: item.requestId,
      recipient: 'patron',
      kind: 'item-ready',
      payload: {},
      at,
    });
  const closed = closedDayRemark(until, calendarOf(db, here.libraryId));
  return ok({
    opId,
    ...itemOfOutcome(item),
    headline,
    whereTo: { kind: 'hold-shelf', name: here.name },
    slip: null,
    remarks: [
      item.patronId === null
        ? 'Nobody is recorded as its requester, so nobody is told.'
        : 'The patron is told that it is ready.',
      ...(closed === null ? [] : [closed]),
    ],
  });
};

/** Sends an item on to the desk where it belongs, with a transit slip. */
export const sendOn = (
  context: DeskContext,
  db: WritableDB,
  step: ScanInStep,
  to: { readonly id: DeskId; readonly name: string },
): Result<Outcome> => {
  const { item, opId, at } = step;
  const goingBack = item.goingBack === 1 || item.status === 'returned-by-patron';
  const headline = `In transit to ${to.name}${volumeWords(item)}`;
  const taken = scanInStep(
    db,
    step,
    {
      status: 'in-transit',
      deskId: context.session.desk().id,
      destinationDeskId: to.id,
      goingBack: goingBack ? 1 : 0,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
  );
  if (!taken.ok) return taken;
  const slip = insertTransitSlip(context, db, {
    opId,
    item,
    toDeskId: to.id,
    note: goingBack ? `Goes back to ${partnerOf(item)}` : '',
    at,
  });
  return ok({
    opId,
    ...itemOfOutcome(item),
    headline,
    whereTo: { kind: 'in-transit', name: to.name },
    slip,
    remarks: item.requestStatus === 'RECALLED_BOR' ? [`${firstPartnerOf(item)} wants it back at once.`] : [],
  });
};

/** An item that was brought back elsewhere has come to the desk that owns it: from here it goes to the partner. */
export const keepForPartner = (context: DeskContext, db: WritableDB, step: ScanInStep): Result<Outcome> => {
  const { item, opId } = step;
  const headline = `Came back${volumeWords(item)}: to be returned`;
  const taken = scanInStep(
    db,
    step,
    {
      status: 'returned-by-patron',
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 1,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
  );
  if (!taken.ok) return taken;
  return ok({
    opId,
    ...itemOfOutcome(item),
    headline,
    whereTo: { kind: 'to-partner', name: partnerOf(item) },
    slip: null,
    remarks: [`It goes back to ${partnerOf(item)}: scan it in Return Items for its return slip.`],
  });
};
