import { closedDayRemark } from '../../../../shared/domain/calendar.ts';
import { calendarDateIn, formatDate } from '../../../../shared/domain/dates.ts';
import { isPaperCopy } from '../../../../shared/domain/formats.ts';
import { isLibraryUseOnly, libraryUses } from '../../../../shared/domain/conditions.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { loanPeriod } from '../../../../shared/domain/loan-period.ts';
import { linesOfUse } from '../../../../shared/domain/receiving.ts';
import type { PatronView } from '../../../../shared/ipc/views.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { volumeName } from '../../../../shared/domain/volume-names.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { WritableDB } from '../../db/types.ts';
import { calendarOf } from '../records/calendar/calendar.service.ts';
import { type DeskContext, libraryOf } from '../context.ts';
import type { StoredItem } from '../store/items.queries.ts';
import { loadLibraryGroup } from '../records/settings/settings.service.ts';
import { listConditions } from '../store/conditions.queries.ts';
import { knownMoment } from '../store/known-dates.ts';
import { insertLoan } from '../store/loans.queries.ts';
import type { Step } from './frame/step.ts';
import { itemEvent, type ItemTaken, offShelf, takeItemStep } from './items/item-steps.ts';
import {
  problemFacts,
  findScannedItem,
  firstPartnerOf,
  type ItemInHand,
  partnerOf,
} from './items/scanned-item.ts';
import { blockOf } from './lending/block-of-patron.ts';
import { checkLending } from './lending/check-lending.ts';
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

/** The patron is checked first: a card scanned in place of an item means another patron. */
const findItemToLend = (
  { session }: DeskContext,
  db: WritableDB,
  input: StepInput<'lend'>,
): Result<ItemInHand> => {
  const found = findScannedItem(db, input.code, { volume: input.volume, at: 'on-hold-shelf' });
  if (found.ok) return found;
  const patron = findPatronInScope(db, input.patronId, session.libraries());
  if (!patron) return refuseUnknownPatron();
  return found.error.code === 'patron-card-not-identifier' ? refuseCard(patron) : found;
};

const lendItem = (
  context: DeskContext,
  step: Step,
  item: ItemInHand,
  { patronId, libraryUse, despiteDemand, despiteBlock, handOver }: StepInput<'lend'>,
): Result<ItemTaken> => {
  const { db, today } = step;
  const patron = findPatronInScope(db, patronId, context.session.libraries());
  if (!patron) return refuseUnknownPatron();
  const allowed = checkLending(context, item, patron.id);
  if (!allowed.ok) return allowed;
  const isForLibrary = isLibraryUseOnly(listConditions(db, item.requestId), item.turnId);
  if (handOver === undefined && !isForLibrary && isPaperCopy(item.request)) return askWhetherKept(item);
  if (handOver === true) return ok(handedOver(context, step, item, patron));
  const block = despiteBlock === true ? null : blockOf(context, step, patron);
  if (block !== null) return refuse('patron-blocked', block, problemFacts(item));
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
    beginUnknown: 0,
    ...period,
    endedOn: null,
    renewals: 0,
    renewalDueOn: null,
  });
  const use = isForLibrary && libraryUse !== undefined ? ` ${libraryUses[libraryUse].said}` : '';
  const due = formatDate(period.dueOn);
  const headline =
    despiteBlock === true
      ? t('Lent{use} despite a block, due {dueOn}', { use, dueOn: due })
      : t('Lent{use}, due {dueOn}', { use, dueOn: due });
  return ok({
    events: itemEvent(item.id, 'loaned'),
    place: offShelf(context),
    headline,
    tell: t('Due {due}{use}', { due, use }),
    history: `${headline} (${item.barcode})`,
    patronName: patron.name,
    whereTo: { kind: 'to-patron', name: patron.name },
    remarks: lendingRemarks(context, step, item, period.dueOn),
  });
};

/** The partner does not want the item back, so the patron keeps it: no loan, and its turn is supplied. */
const handedOver = (context: DeskContext, step: Step, item: ItemInHand, patron: PatronView): ItemTaken => {
  const headline = t('Handed over: the partner doesn’t want it back');
  return {
    events: itemEvent(item.id, 'handedOver'),
    place: offShelf(context),
    headline,
    history: `${headline} (${item.barcode})`,
    patronName: patron.name,
    whereTo: { kind: 'kept-by-patron', name: patron.name },
    remarks: useRemarks(step, item),
  };
};

/** A copy is the patron's to keep, unless its partner wants it back: staff can tell from the paperwork that came with it. */
const askWhetherKept = (item: ItemInHand): Result<never> =>
  refuse(
    'item-is-copy',
    t('{barcode} is a copy. Does {partner} want it back? If not, the patron keeps it and nothing is due.', {
      barcode: item.barcode,
      partner: partnerOf(item),
    }),
    problemFacts(item),
  );

/** The partner is waiting for the item: staff decide whether to lend it anyway. */
const askDespiteDemand = ({ timeZone }: DeskContext, item: ItemInHand): Result<never> => {
  const since = knownMoment(item.request, item.demandAt);
  return refuse(
    'item-overdue',
    t(
      '{isDated, select, yes {{firstPartner} has wanted {barcode} back since {since}.} other {{firstPartner} wants {barcode} back.}} Lend it anyway?',
      {
        firstPartner: firstPartnerOf(item),
        barcode: item.barcode,
        isDated: since === null ? 'no' : 'yes',
        since: since === null ? '' : formatDate(calendarDateIn(new Date(since), timeZone())),
      },
    ),
    problemFacts(item),
  );
};

/** For use in the library only: the operator decides, and the history records the choice. */
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

/** A card was scanned while a patron is open: staff must close that patron first. */
const refuseCard = ({ name }: PatronView): Result<never> =>
  refuse(
    'patron-card-not-identifier',
    t(
      'This is a patron’s card, but {name} is still open. Choose “Done with this patron” (Esc) first, then scan the card.',
      { name },
    ),
  );

/** Names the other volumes of the set that wait here for the same patron. */
const handOverWords = (waiting: readonly StoredItem[]): string => {
  const names = waiting.map(volumeName).join(', ');
  return waiting.length === 1
    ? t('Also on the hold shelf here from this set: {names}. Hand it over too.', { names })
    : t('Also on the hold shelf here from this set: {names}. Hand them over too.', { names });
};

/** The partner's conditions of use. */
const useRemarks = ({ db, request }: Step, { turnId }: ItemInHand): string[] => {
  const lines = linesOfUse(listConditions(db, request.id), turnId);
  return lines.length === 0 ? [] : [t('Use conditions: {lines}.', { lines: lines.join('; ') })];
};

/** What to tell the patron when handing over the item. */
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
      t(
        'Damage was reported to {partner}. Point it out to the patron, so there’s no question about it when the item comes back.',
        {
          partner: partnerOf(item),
        },
      ),
    );
  if (dueOn < today)
    remarks.push(
      t('It was due back on {dueOn}. Ask for a renewal, or the loan will be overdue from the start.', {
        dueOn: formatDate(dueOn),
      }),
    );
  const closed = closedDayRemark(dueOn, calendarOf(db, libraryOf({ session }, request)));
  if (closed !== null) remarks.push(closed);
  return remarks;
};
