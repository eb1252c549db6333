import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import { formatDate, instantOf } from '../../../../../shared/domain/dates.ts';
import { isMoreExpected, tellOfSetAfterMs } from '../../../../../shared/domain/hold-shelf.ts';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { isRecalled } from '../../../../../shared/domain/life/volumes.ts';
import { calendarOf } from '../../records/calendar/calendar.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step, StepMessage } from '../../kernel/step.ts';
import { transitSlipOf } from '../../output/slips/transit-slip.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import type { ItemTaken } from '../items/item-steps.ts';
import { firstPartnerOf, partnerOf, volumeWords } from '../items/scanned-item.ts';
import { shelfDay } from '../../records/calendar/shelf-day.ts';
import { isLetterWritten } from '../../store/letters-written.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

// The steps of Scan In Items. None changes the request's status: where an item is is a track of its own.

/** Puts an item on the hold shelf here: its patron is told that it is ready, and until when. */
export const putOnShelf = (context: DeskContext, step: Step, item: ItemInHand): ItemTaken => {
  const { db, at, today } = step;
  const here = context.session.desk();
  const until = shelfDay(db, { dueOn: item.dueOn, shelvedOn: today, libraryId: here.libraryId });
  const headline = t('scanIn.onHoldShelfUntil', { until: formatDate(until), volume: volumeWords(item) });
  const closed = closedDayRemark(until, calendarOf(db, here.libraryId));
  const isHeld = isMoreToCome(step, item);
  return {
    event: { type: 'item.moved', itemId: item.id, to: 'on-hold-shelf' },
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
    remarks: [...readyRemark(db, item, isHeld), ...(closed === null ? [] : [closed])],
  };
};

const readyRemark = (
  db: Step['db'],
  { patronId, requestId }: ItemInHand,
  isHeld: boolean,
): readonly string[] => {
  if (patronId === null) return [t('scanIn.nobodyIsRecordedAsItsRequester')];
  if (!isLetterWritten(db, { recipient: 'patron', kind: 'item-ready', requestId })) return [];
  return isHeld ? [t('scanIn.thePatronIsToldWhenThe')] : [t('scanIn.thePatronIsToldThatIt')];
};

/** Whether other volumes of its set are still expected at the shelf. */
const isMoreToCome = ({ request }: Step, item: ItemInHand): boolean =>
  isMoreExpected({
    expected: request.volumesExpected,
    volumes: request.items.map(({ id, status, goingBack }) =>
      id === item.id ? { status: 'on-hold-shelf', goingBack: false } : { status, goingBack: goingBack === 1 },
    ),
    isOpen: request.receivingOpen === 1,
  });

/**
 * That it is ready. Each volume of a set has a notice of its own, so that undoing one step leaves those of the others; all but the last
 * are held back, and the first that leaves says what is there for all (superseded.ts).
 */
const readyNotice = ({ at }: Step, isHeld: boolean): StepMessage => ({
  recipient: 'patron',
  kind: 'item-ready',
  payload: {},
  ...(isHeld && { notBefore: instantOf(new Date(Date.parse(at) + tellOfSetAfterMs)) }),
});

/** Sends an item on to the desk where it belongs, with a transit slip. */
export const sendOn = (
  context: DeskContext,
  { db, at }: Step,
  item: ItemInHand,
  to: { readonly id: DeskId; readonly name: string },
): ItemTaken => {
  const goesBack = isGoingBack(item);
  const headline = t('scanIn.inTransitTo', { toName: to.name, volume: volumeWords(item) });
  const note = goesBack ? t('common.goesBackTo', { partner: partnerOf(item) }) : '';
  return {
    event: { type: 'item.moved', itemId: item.id, to: 'in-transit' },
    place: {
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
    remarks: isRecalled(item) ? [t('common.wantsItBackAtOnce', { firstPartner: firstPartnerOf(item) })] : [],
  };
};

/** An item that was brought back elsewhere has come to the desk that owns it: from here it goes to the partner. */
export const keepForPartner = (context: DeskContext, item: ItemInHand): ItemTaken => {
  const headline = t('scanIn.cameBackToBeReturned', { volume: volumeWords(item) });
  return {
    event: { type: 'item.moved', itemId: item.id, to: 'returned-by-patron' },
    place: {
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 1,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
    history: `${headline}: ${item.barcode}`,
    whereTo: { kind: 'to-partner', name: partnerOf(item) },
    remarks: [t('scanIn.itGoesBackToScanIt', { partner: partnerOf(item) })],
  };
};

/** Whether an item goes to its partner by way of its owning desk. */
export const isGoingBack = ({ goingBack, status }: ItemInHand): boolean =>
  goingBack === 1 || status === 'returned-by-patron';
