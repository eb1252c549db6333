import { closedDayRemark } from '../../../../shared/domain/calendar.ts';
import { calendarDateIn, formatDate } from '../../../../shared/domain/dates.ts';
import { isPaperCopy } from '../../../../shared/domain/formats.ts';
import { isLibraryUseOnly, libraryUses } from '../../../../shared/domain/conditions.ts';
import type { CalendarDate, PatronId } from '../../../../shared/domain/ids.ts';
import { loanPeriod } from '../../../../shared/domain/loan-period.ts';
import { linesOfUse } from '../../../../shared/domain/receiving.ts';
import type { PatronView } from '../../../../shared/ipc/views.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { itemStatusLabel } from '../../../../shared/domain/item-status.ts';
import type { WritableDB } from '../../db/types.ts';
import { calendarOf } from '../records/calendar/calendar.service.ts';
import { type DeskContext, libraryOf } from '../context.ts';
import type { StoredItem } from '../store/items.queries.ts';
import { loadLibraryGroup } from '../records/settings/settings.service.ts';
import { listConditions } from '../store/conditions.queries.ts';
import { insertLoan } from '../store/loans.queries.ts';
import type { Step } from './frame/step.ts';
import { happened, type ItemTaken, offShelf, takeItemStep, volumeName } from './items/item-steps.ts';
import {
  problemFacts,
  findScannedItem,
  firstPartnerOf,
  type ItemInHand,
  partnerOf,
  whenAndBy,
} from './items/scanned-item.ts';
import { findPatronInScope } from './lending/lending.queries.ts';
import type { TakeStep } from './take-step.ts';

/** Lends an item from this desk's hold shelf to the patron for whom it waits there, or says why not. */
export const lend: TakeStep<'lend'> = (context, input) =>
  takeItemStep(
    context,
    { opId: input.opId, kind: 'lend', input },
    (db) => findItemToLend(context, db, input),
    (step, item) => lendItem(context, step, item, input),
  );

/** The patron comes first: a card that was scanned in the place of an item means another one. */
const findItemToLend = (
  { session }: DeskContext,
  db: WritableDB,
  input: StepInput<'lend'>,
): Result<ItemInHand> => {
  const found = findScannedItem(db, input.code);
  if (found.ok) return found;
  const patron = findPatronInScope(db, input.patronId, session.libraries());
  if (!patron) return refuseUnknownPatron();
  return found.error.code === 'patron-card-not-identifier' ? refuseCard(patron) : found;
};

const lendItem = (
  context: DeskContext,
  step: Step,
  item: ItemInHand,
  { patronId, libraryUse, despiteDemand, handOver }: StepInput<'lend'>,
): Result<ItemTaken> => {
  const { db, today } = step;
  const patron = findPatronInScope(db, patronId, context.session.libraries());
  if (!patron) return refuseUnknownPatron();
  const allowed = checkLending(context, item, patron.id);
  if (!allowed.ok) return allowed;
  const isForLibrary = isLibraryUseOnly(listConditions(db, item.requestId), item.turnId);
  if (handOver === undefined && !isForLibrary && isPaperCopy(item.request)) return askWhetherKept(item);
  if (handOver === true) return ok(handedOver(context, step, item, patron));
  if (item.demand === 'overdue' && despiteDemand !== true) return askDespiteDemand(context, item);
  if (isForLibrary && libraryUse === undefined) return askLibraryUse(item);
  const { defaultPeriodDays, daysBeforePartner } = loadLibraryGroup(
    db,
    libraryOf(context, step.request),
    'loans',
  );
  const period = loanPeriod({
    today,
    dueOn: item.dueOn,
    loanDays: defaultPeriodDays,
    daysBeforePartner,
  });
  insertLoan(db, {
    itemId: item.id,
    patronId: patron.id,
    loanedOn: today,
    ...period,
    endedOn: null,
    renewals: 0,
    renewalDueOn: null,
  });
  const use = isForLibrary && libraryUse !== undefined ? ` ${libraryUses[libraryUse].said}` : '';
  const headline = t('Lent{use}, due {dueOn}', { use, dueOn: formatDate(period.dueOn) });
  return ok({
    events: happened(item.id, 'loaned'),
    place: offShelf(context),
    headline,
    history: `${headline} (${item.barcode})`,
    patronName: patron.name,
    whereTo: { kind: 'to-patron', name: patron.name },
    remarks: lendingRemarks(context, step, item, period.dueOn),
  });
};

/** What its partner does not want back is the patron's: no loan, and its turn is supplied. */
const handedOver = (context: DeskContext, step: Step, item: ItemInHand, patron: PatronView): ItemTaken => {
  const headline = t('Handed over: the partner doesn’t want it back');
  return {
    events: happened(item.id, 'handedOver'),
    place: offShelf(context),
    headline,
    history: `${headline} (${item.barcode})`,
    patronName: patron.name,
    whereTo: { kind: 'kept-by-patron', name: patron.name },
    remarks: useRemarks(step, item),
  };
};

/** A copy is the patron's to keep, unless its partner wants it back: staff know it from the paper that came with it. */
const askWhetherKept = (item: ItemInHand): Result<never> =>
  refuse(
    'item-is-copy',
    t('{barcode} is a copy. Does {partner} want it back? If not, the patron keeps it and nothing is due.', {
      barcode: item.barcode,
      partner: partnerOf(item),
    }),
    problemFacts(item),
  );

/** Its partner waits for it: staff decide whether it is lent all the same. */
const askDespiteDemand = ({ timeZone }: DeskContext, item: ItemInHand): Result<never> =>
  refuse(
    'item-overdue',
    t('{firstPartner} has wanted {barcode} back since {since}. Lend it anyway?', {
      firstPartner: firstPartnerOf(item),
      barcode: item.barcode,
      since: item.demandAt === null ? '' : formatDate(calendarDateIn(new Date(item.demandAt), timeZone())),
    }),
    problemFacts(item),
  );

/** Use in the library only: whoever stands at the desk decides, and the history keeps what they chose. */
const askLibraryUse = (item: ItemInHand): Result<never> =>
  refuse(
    'library-use-only',
    t(
      '{firstPartner} lends {barcode} for library use only. Lend it in the reading room, or lend it anyway. Nothing has been lent yet.',
      { firstPartner: firstPartnerOf(item), barcode: item.barcode },
    ),
    problemFacts(item),
  );

const refuseUnknownPatron = (): Result<never> =>
  refuse('patron-unknown', t('This patron can no longer be found. Scan the patron’s card again.'));

/** A card while a patron is open: whose turn it is changes only on purpose. */
const refuseCard = ({ name }: PatronView): Result<never> =>
  refuse(
    'patron-card-not-identifier',
    t(
      'This is a patron’s card, but {name} is still open. Choose “Done with this patron” (Esc) first, then scan the card.',
      { name },
    ),
  );

/** The other volumes of the set that wait here for the same patron. */
const handOverWords = (waiting: readonly StoredItem[]): string => {
  const names = waiting.map(volumeName).join(', ');
  return waiting.length === 1
    ? t('Also on the hold shelf here from this set: {names}. Hand it over too.', { names })
    : t('Also on the hold shelf here from this set: {names}. Hand them over too.', { names });
};

/** The conditions of its partner. */
const useRemarks = ({ db, request }: Step, { turnId }: ItemInHand): string[] => {
  const lines = linesOfUse(listConditions(db, request.id), turnId);
  return lines.length === 0 ? [] : [t('Use conditions: {lines}.', { lines: lines.join('; ') })];
};

/** What the patron should hear with the item in hand. */
const lendingRemarks = (
  { session }: DeskContext,
  step: Step,
  item: ItemInHand,
  dueOn: CalendarDate,
): string[] => {
  const { db, today, request } = step;
  const remarks: string[] = [];
  const waiting = request.items.filter(
    ({ id, status, deskId, use }) =>
      id !== item.id && status === 'on-hold-shelf' && use === 'for-patron' && deskId === session.desk().id,
  );
  if (waiting.length > 0) remarks.push(handOverWords(waiting));
  remarks.push(...useRemarks(step, item));
  if (item.report === 'damaged')
    remarks.push(
      t('Damage was reported to {partner}. Show it to the patron, so it’s known when the item comes back.', {
        partner: partnerOf(item),
      }),
    );
  if (dueOn < today)
    remarks.push(
      t('It was due back on {dueOn}. Ask for a renewal, or the loan is overdue from the start.', {
        dueOn: formatDate(dueOn),
      }),
    );
  const closed = closedDayRemark(dueOn, calendarOf(db, libraryOf({ session }, request)));
  if (closed !== null) remarks.push(closed);
  return remarks;
};

/**
 * Whether an item may be lent to this patron at this desk: it waits on the hold shelf here, for this patron, and its
 * partner does not want it back. A refusal says what it is, where it is and what to do.
 */
const checkLending = (context: DeskContext, item: ItemInHand, patronId: PatronId): Result<null> => {
  if (item.status !== 'on-hold-shelf') return refuseByStatus(context, item, patronId);
  if (item.use === 'goes-back' || item.request.endedAs !== null) return refuseGoesBack(item);
  const isHere = item.deskId === context.session.desk().id;
  if (item.patronId === null)
    return refuse(
      'item-for-another',
      t(
        '{externalId} has no requester, so {barcode} can’t be lent. Add the requester in Borrowing Requests first.',
        { externalId: item.externalId, barcode: item.barcode },
      ),
      problemFacts(item),
    );
  // No name: the patron at the desk may read the screen.
  if (item.patronId !== patronId)
    return refuse(
      'item-for-another',
      t(
        '{barcode} is for someone else. Don’t hand it over: {isHereCase, select, yes {put it back on the hold shelf.} other {scan it in to see where it belongs (Scan In Items).}}',
        { barcode: item.barcode, isHereCase: isHere ? 'yes' : 'no' },
      ),
      problemFacts(item),
    );
  if (!isHere)
    return refuse(
      'item-not-here',
      t(
        '{barcode} is recorded on the hold shelf at {deskName}, but you have it in hand. Scan it in first (Scan In Items).',
        {
          barcode: item.barcode,
          deskName: item.deskName || t('another desk'),
        },
      ),
      problemFacts(item),
    );
  if (item.demand === 'recalled')
    return refuse(
      'item-recalled',
      t('{firstPartner} wants {barcode} back now. Don’t lend it: return it (Return Items).', {
        firstPartner: firstPartnerOf(item),
        barcode: item.barcode,
      }),
      problemFacts(item),
    );
  return ok(null);
};

/** What is to go back is lent to nobody, unless staff keep it after all. */
const refuseGoesBack = (item: ItemInHand): Result<never> =>
  refuse(
    'item-goes-back',
    t('{barcode} goes back to {partner} and isn’t for a patron. Return it (Return Items).', {
      barcode: item.barcode,
      partner: partnerOf(item),
    }),
    problemFacts(item),
  );

const refuseByStatus = (context: DeskContext, item: ItemInHand, patronId: PatronId): Result<never> => {
  const code = item.barcode;
  const facts = problemFacts(item);
  switch (item.status) {
    case 'on-loan':
      return refuse('item-on-loan', onLoanWords(item, patronId), facts);
    case 'in-transit':
      return refuse('item-in-transit', inTransitWords(context, item), facts);
    case 'returned-by-patron':
      return refuse(
        'item-goes-back',
        t(
          '{code} came back and goes to {partner}. Return it (Return Items); to lend it again, undo that step first.',
          { code, partner: partnerOf(item) },
        ),
        facts,
      );
    case 'returned-to-partner':
      return refuse(
        'item-returned',
        t(
          '{code} was returned to {partner}{whenAndBy}. If that was a mistake, undo that step; if it has arrived again, receive it (Receiving Items).',
          {
            code,
            partner: partnerOf(item),
            whenAndBy: whenAndBy(context, item.id, ['return']),
          },
        ),
        facts,
      );
    case 'lost':
      return refuse(
        'item-lost',
        t(
          '{code} was reported lost{whenAndBy} and can no longer be lent. Return it to {partner} (Return Items).',
          {
            code,
            whenAndBy: whenAndBy(context, item.id, ['report-lost']),
            partner: partnerOf(item),
          },
        ),
        facts,
      );
    default:
      return refuse(
        'status-forbids',
        t('{code} can’t be lent: its status is “{label}”. Look at its request.', {
          code,
          label: itemStatusLabel(item.status),
        }),
        facts,
      );
  }
};

const onLoanWords = (item: ItemInHand, patronId: PatronId): string => {
  const until =
    item.loanDueOn === null ? '' : t(', due {loanDueOn}', { loanDueOn: formatDate(item.loanDueOn) });
  if (item.borrowerId === patronId)
    return t('{barcode} is already on loan to this patron{until}. To extend the loan, choose Renew.', {
      barcode: item.barcode,
      until,
    });
  const to = item.borrowerName === '' ? '' : t(' to {borrowerName}', { borrowerName: item.borrowerName });
  return t('{barcode} is on loan{to}{until}. If it has come back, return it first (Return Items).', {
    barcode: item.barcode,
    to,
    until,
  });
};

const inTransitWords = ({ session }: DeskContext, item: ItemInHand): string => {
  if (item.goingBack === 1)
    return t('{barcode} is on its way back to {partner} and can no longer be lent.', {
      barcode: item.barcode,
      partner: partnerOf(item),
    });
  return item.destinationDeskId === session.desk().id
    ? t('{barcode} is in transit to this desk. Scan it in first (Scan In Items), then lend it.', {
        barcode: item.barcode,
      })
    : t(
        '{barcode} is in transit to {destinationName} and can’t be lent on the way. Scan it in (Scan In Items) to see where it goes.',
        {
          barcode: item.barcode,
          destinationName: item.destinationName || t('another desk'),
        },
      );
};
