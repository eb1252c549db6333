import { closedDayRemark } from '../../../../../shared/domain/calendar.ts';
import { calendarDateIn, formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, PatronId } from '../../../../../shared/domain/ids.ts';
import { loanPeriod } from '../../../../../shared/domain/loan-period.ts';
import { conditionLines } from '../../../../../shared/domain/receiving.ts';
import type { Outcome, PatronView } from '../../../../../shared/ipc/views.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { WritableDB } from '../../../db/types.ts';
import { calendarOf } from '../../directory/calendar/calendar.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { itemOfOutcome, takeItemStep } from '../items/item-steps.ts';
import { findScannedItem, partnerOf } from '../items/scanned-item.ts';
import type { ItemInHand } from '../../store/items.queries.ts';
import { authorizeStep } from '../../kernel/authorize.ts';
import { loadSettings } from '../../directory/settings/settings.service.ts';
import { checkLending } from './check-lending.ts';
import { findCondition } from '../../store/conditions.queries.ts';
import type { StoredItem } from '../../store/items.queries.ts';
import { insertLoan } from '../../store/loans.queries.ts';
import { findPatronInScope } from './lending.queries.ts';
import { waitingItems } from './waiting-items.ts';

/** Lends what was scanned to the patron, or says why not. Runs inside the step's own transaction. */
export const lendItem = (
  context: DeskContext,
  db: WritableDB,
  at: Instant,
  input: Input<'loans.lend'>,
): Result<Outcome> => {
  const found = findScannedItem(db, input.code);
  const authorized = authorizeStep(context, 'lend', found.ok ? found.value.requestId : null);
  if (!authorized.ok) return authorized;
  const patron = findPatronInScope(db, input.patronId, context.session.libraries());
  if (!patron)
    return refuse('patron-unknown', 'This patron is not there any more. Scan the patron’s card again.');
  if (!found.ok) return found.error.code === 'patron-card-not-identifier' ? refuseCard(patron) : found;
  const item = found.value;
  const allowed = checkLending(context, item, patron.id);
  if (!allowed.ok) return allowed;

  const today = calendarDateIn(new Date(at), context.timeZone());
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
  const step = takeItemStep(db, item, {
    opId: input.opId,
    kind: 'lend',
    at,
    event: 'item.loaned',
    place: {
      status: 'on-loan',
      deskId: context.session.desk().id,
      destinationDeskId: null,
      goingBack: 0,
      shelvedAt: null,
      holdUntil: null,
    },
    headline: `${headline} (${item.barcode})`,
  });
  if (!step.ok) return step;
  return ok({
    opId: input.opId,
    ...itemOfOutcome(item),
    patronName: patron.name,
    headline,
    whereTo: { kind: 'to-patron', name: patron.name },
    slip: null,
    remarks: lendingRemarks(context, db, { item, dueOn: period.dueOn, today, patronId: patron.id }),
  });
};

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
  db: WritableDB,
  lent: {
    readonly item: ItemInHand;
    readonly dueOn: CalendarDate;
    readonly today: CalendarDate;
    readonly patronId: PatronId;
  },
): string[] => {
  const remarks: string[] = [];
  const waiting = waitingItems(db, lent.item.requestId).filter(
    ({ status, deskId }) => status === 'on-hold-shelf' && deskId === session.desk().id,
  );
  if (waiting.length > 0) remarks.push(handOverWords(waiting));
  const condition = findCondition(db, lent.item.requestId);
  const lines = condition && condition.answer !== 'no' ? conditionLines(condition) : [];
  if (lines.length > 0) remarks.push(`Use conditions: ${lines.join('; ')}.`);
  if (lent.item.requestStatus === 'DAMAGED')
    remarks.push(
      `Damage was reported to ${partnerOf(lent.item)}: show it to the patron, so that it is known when the item comes back.`,
    );
  if (lent.dueOn < lent.today)
    remarks.push(
      `It was due back on ${formatDate(lent.dueOn)}: ask for a renewal, or it is overdue at once.`,
    );
  const closed = closedDayRemark(lent.dueOn, calendarOf(db, session.desk().libraryId));
  if (closed !== null) remarks.push(closed);
  return remarks;
};
