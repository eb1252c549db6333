import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, PatronId } from '../../../../../shared/domain/ids.ts';
import { loanPeriod } from '../../../../../shared/domain/loan-period.ts';
import { conditionLines } from '../../../../../shared/domain/receiving.ts';
import type { Outcome, PatronView } from '../../../../../shared/ipc/views.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { WritableDB } from '../../../db/types.ts';
import { calendarOf } from '../../directory/calendar/calendar.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { ItemTaken } from '../items/item-steps.ts';
import { takeItemStep } from '../items/item-steps.ts';
import { findScannedItem, partnerOf } from '../items/scanned-item.ts';
import type { StoredItem } from '../../store/items.queries.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { loadSettings } from '../../directory/settings/settings.service.ts';
import { checkLending } from './check-lending.ts';
import { findCondition } from '../../store/conditions.queries.ts';
import { insertLoan } from '../../store/loans.queries.ts';
import { findPatronInScope } from './lending.queries.ts';

/** Lends what was scanned to the patron, or says why not. */
export const lendItem = (context: DeskContext, input: Input<'loans.lend'>): Result<Outcome> =>
  takeItemStep(
    context,
    { opId: input.opId, kind: 'lend', input },
    (db) => findItemToLend(context, db, input),
    (step, item) => lend(context, step, item, input.patronId),
  );

/** The patron comes first: a card that was scanned in the place of an item means another one. */
const findItemToLend = (
  { session }: DeskContext,
  db: WritableDB,
  input: Input<'loans.lend'>,
): Result<ItemInHand> => {
  const found = findScannedItem(db, input.code);
  if (found.ok) return found;
  const patron = findPatronInScope(db, input.patronId, session.libraries());
  if (!patron) return refuseUnknownPatron();
  return found.error.code === 'patron-card-not-identifier' ? refuseCard(patron) : found;
};

const lend = (context: DeskContext, step: Step, item: ItemInHand, patronId: PatronId): Result<ItemTaken> => {
  const { db, today } = step;
  const patron = findPatronInScope(db, patronId, context.session.libraries());
  if (!patron) return refuseUnknownPatron();
  const allowed = checkLending(context, item, patron.id);
  if (!allowed.ok) return allowed;
  const period = loanPeriod({
    today,
    dueOn: item.dueOn,
    loanDays: loadSettings(db).loans.defaultPeriodDays,
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
  const headline = `Lent, due ${formatDate(period.dueOn)}`;
  return ok({
    event: { type: 'item.loaned' },
    place: {
      status: 'on-loan',
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: null,
      holdUntil: null,
    },
    headline,
    history: `${headline} (${item.barcode})`,
    patronName: patron.name,
    whereTo: { kind: 'to-patron', name: patron.name },
    remarks: lendingRemarks(context, step, item, period.dueOn),
  });
};

const refuseUnknownPatron = (): Result<never> =>
  refuse('patron-unknown', 'This patron is not there any more. Scan the patron’s card again.');

/** A card while a patron is open: whose turn it is changes only on purpose. */
const refuseCard = ({ name }: PatronView): Result<never> =>
  refuse(
    'patron-card-not-identifier',
    `This is a patron’s card, but ${name} is still open here. Choose “Done with this patron” (Esc) first, then scan the card.`,
  );

/** The other volumes of the set that wait here for the same patron. */
const handOverWords = (waiting: readonly StoredItem[]): string => {
  const names = waiting.map(({ volume, barcode }) => `volume ${volume} (${barcode})`).join(', ');
  return waiting.length === 1
    ? `Of this set ${names} waits on the hold shelf here as well: hand it over too.`
    : `Of this set ${names} wait on the hold shelf here as well: hand them over too.`;
};

/** What the patron should hear with the item in hand. */
const lendingRemarks = (
  { session }: DeskContext,
  { db, today, request }: Step,
  item: ItemInHand,
  dueOn: CalendarDate,
): string[] => {
  const remarks: string[] = [];
  const waiting = request.items.filter(
    ({ id, status, deskId }) => id !== item.id && status === 'on-hold-shelf' && deskId === session.desk().id,
  );
  if (waiting.length > 0) remarks.push(handOverWords(waiting));
  const condition = findCondition(db, request.id);
  const lines = condition && condition.answer !== 'no' ? conditionLines(condition) : [];
  if (lines.length > 0) remarks.push(`Use conditions: ${lines.join('; ')}.`);
  if (item.requestStatus === 'DAMAGED')
    remarks.push(
      `Damage was reported to ${partnerOf(item)}: show it to the patron, so that it is known when the item comes back.`,
    );
  if (dueOn < today)
    remarks.push(`It was due back on ${formatDate(dueOn)}: ask for a renewal, or it is overdue at once.`);
  const closed = closedDayRemark(dueOn, calendarOf(db, session.desk().libraryId));
  if (closed !== null) remarks.push(closed);
  return remarks;
};
