import { closedDayRemark } from '../../../../shared/domain/calendar.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import { addDays, formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, LoanId, TurnId } from '../../../../shared/domain/ids.ts';
import { isRenewable } from '../../../../shared/domain/life/volume.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { leavesByLetter, type ReadersOf } from '../../../../shared/domain/letters/told.ts';
import type { Life, Outcome as LifeOutcome } from '../../../../shared/domain/life/life.ts';
import { calendarOf } from '../records/calendar/calendar.service.ts';
import { loadLibraryGroup } from '../records/settings/settings.service.ts';
import { type DeskContext, libraryOf } from '../context.ts';
import { noteAskedRenewal, renewLoan } from '../store/loans.queries.ts';
import { volumeOf } from '../store/items.queries.ts';
import { shelfDaysAnew } from '../records/calendar/shelf-day.ts';
import type { Saw } from './frame/run-command.ts';
import { readersOf } from './frame/readers.ts';
import type { RequestOfStep, Step } from './frame/step.ts';
import { checkEvents, decidingOf, type Decision, forbid, nameOfTurn } from './frame/decision.ts';

export type Item = RequestOfStep['items'][number];

/** What the patron has of a request: an item with its open loan. */
export type LentItem = Item & {
  readonly loanId: LoanId;
  readonly loanDueOn: CalendarDate;
};

const isLent = (item: Item): item is LentItem => item.loanId !== null && item.loanDueOn !== null;

/** The items that the patron has. */
export const lentItems = (request: RequestOfStep): readonly LentItem[] => request.items.filter(isLent);

/** The items of which a renewal was asked of their partner, which has not answered. */
export const askedItems = (request: RequestOfStep): readonly Item[] =>
  request.items.filter(({ status, renewal }) => isItemOut(status) && renewal === 'asked');

/** What can be renewed of a request: what is out and not on its way back, lent or not. */
const renewableItems = (request: RequestOfStep): readonly Item[] =>
  request.items.filter((item) => item.goingBack === 0 && isRenewable({ ...volumeOf(item), demand: 'none' }));

/** What a step saw of the loans that it ends or renews. */
export const sawLoans = (items: readonly Item[]): NonNullable<Saw['loans']> =>
  items.filter(isLent).map(({ loanId, loanDueOn }) => ({ loanId, dueOn: loanDueOn }));

/** What the partner has recalled is not renewed. */
export const refuseRecalled = (request: RequestOfStep, turnId: TurnId): Result<never> =>
  refuse(
    'status-forbids',
    t(
      '{externalId} cannot be renewed because {partnerName} has recalled it. Ask the patron to bring it back.',
      {
        partnerName: nameOfTurn(request, turnId),
        externalId: request.externalId,
      },
    ),
    { requestId: request.id, status: request.status },
  );

const daysBetweenDates = (context: DeskContext, step: Step): number =>
  loadLibraryGroup(step.db, libraryOf(context, step.request), 'loans').daysBeforePartner;

/** The patron's date where the partner has this one, and the other way round: so many days lie between them at the library of the request. */
export const patronDueOn = (context: DeskContext, step: Step, partnerDate: CalendarDate): CalendarDate =>
  addDays(partnerDate, -daysBetweenDates(context, step));

/** The date that the partner is asked for, so that the patron gets this one. */
export const partnerDueOn = (context: DeskContext, step: Step, patronDate: CalendarDate): CalendarDate =>
  addDays(patronDate, daysBetweenDates(context, step));

/** Gives the loans of these items their new due date. */
export const renewLoans = ({ db }: Step, items: readonly Item[], dueOn: CalendarDate): void =>
  items.filter(isLent).forEach(({ loanId }) => renewLoan(db, loanId, dueOn));

/** Keeps the date that the patron gets when the partner agrees. */
const askRenewals = ({ db }: Step, items: readonly Item[], dueOn: CalendarDate): void =>
  items.filter(isLent).forEach(({ loanId }) => noteAskedRenewal(db, loanId, dueOn));

/** Ends what was asked for without a new date: the partner said no. */
export const dropAskedRenewals = ({ db }: Step, items: readonly Item[]): void =>
  items.filter(isLent).forEach(({ loanId }) => noteAskedRenewal(db, loanId, null));

/** What to say of a due date on which the library of the request is closed; nothing on an open day. */
export const closedDayRemarks = (context: DeskContext, step: Step, dueOn: CalendarDate): string[] => {
  const remark = closedDayRemark(dueOn, calendarOf(step.db, libraryOf(context, step.request)));
  return remark === null ? [] : [remark];
};

// What renewals of a request and of a loan have in common.

export const refuseNoLoan = (request: RequestOfStep): Result<never> =>
  refuse(
    'loan-unknown',
    t(
      '{externalId} cannot be renewed because the patron has none of its items. Lend one first, or check its items.',
      { externalId: request.externalId },
    ),
    {
      requestId: request.id,
    },
  );

/** The volumes that are to be renewed: those that are named, or all. What weighs most is said first. */
export const itemsToRenew = (
  { kind, request }: Step,
  ids: readonly ItemId[] | null,
): Result<readonly Item[]> => {
  if (request.endedAs !== null) return forbid(request, kind);
  const items = renewableItems(request).filter(({ id }) => ids === null || ids.includes(id));
  if (items.length === 0) return request.items.length === 0 ? forbid(request, kind) : refuseNoLoan(request);
  const free = items.filter(({ demand }) => demand !== 'recalled');
  const [recalled] = items.filter(({ demand }) => demand === 'recalled');
  if (recalled && (ids !== null || free.length === 0)) return refuseRecalled(request, recalled.turnId);
  const unasked = free.filter(({ renewal }) => renewal !== 'asked');
  return unasked.length === 0 || (ids !== null && unasked.length < free.length)
    ? refuseAsked(
        request,
        free.find(({ renewal }) => renewal === 'asked'),
      )
    : ok(unasked);
};

const refuseAsked = (request: RequestOfStep, item: Item | undefined): Result<never> =>
  refuse(
    'status-forbids',
    t(
      '{externalId} cannot be renewed because {partnerName} has already been asked to renew it. Record the answer when it arrives.',
      {
        partnerName: nameOfTurn(request, item?.turnId ?? null),
        externalId: request.externalId,
      },
    ),
    { requestId: request.id, status: request.status },
  );

/** The items of which the partner is asked now, and has not answered. */
const askedIn = (life: Life, items: readonly Item[]): readonly Item[] =>
  items.filter(({ id }) => life.volumes.some((volume) => volume.id === id && volume.renewal === 'asked'));

/**
 * Renews items until a date, which is the patron's. Inside the partner's own date nobody but the patron is told. Later, a partner that renews by
 * itself is told, and another is asked: no date of it moves before its answer.
 */
export const renew = (
  context: DeskContext,
  step: Step,
  items: readonly Item[],
  dueOn: CalendarDate,
): Result<Decision> => {
  const { request } = step;
  const itemIds = items.map(({ id }) => id);
  const partnersDate = partnerDueOn(context, step, dueOn);
  const { renewsItself } = decidingOf(request);
  const after = checkEvents(step, [
    { type: 'renewal.requested', itemIds, dueOn: partnersDate, renewsItself },
  ]);
  if (!after.ok) return after;
  const asked = askedIn(after.value.life, items);
  const renewed = items.filter((item) => !asked.includes(item));
  renewLoans(step, renewed, dueOn);
  askRenewals(step, asked, dueOn);
  const [only] = items.length === 1 ? items : [];
  const lent = renewed.filter(isLent).map(({ id }) => id);
  return ok({
    after: after.value,
    turnId: only?.turnId ?? null,
    items: shelfDaysAnew(context, step, after.value.life),
    headline: headlineOf(readersOf(context, request), step, after.value, { items, asked, dueOn }),
    ...(lent.length > 0 && {
      messages: [{ recipient: 'patron', kind: 'renewed', payload: { dueOn, itemIds: lent } }],
    }),
    barcode: only?.barcode ?? null,
    saw: { loans: sawLoans(items) },
    remarks: [
      ...(asked.length > 0 ? [t('The due date stays the same until the partner answers.')] : []),
      ...closedDayRemarks(context, step, dueOn),
    ],
  });
};

/** What the history says: until when, of whom it is asked, and of a set which volumes. Who is told is said where a letter leaves. */
const headlineOf = (
  readers: ReadersOf,
  { request }: Step,
  { words }: LifeOutcome,
  {
    items,
    asked,
    dueOn,
  }: { readonly items: readonly Item[]; readonly asked: readonly Item[]; readonly dueOn: CalendarDate },
): string => {
  const all = renewableItems(request).length;
  const volumes = items.map(({ volume }) => volume).join(', ');
  const which =
    items.length === all
      ? ''
      : t(': volume{itemsCount, plural, one {} other {s}} {volumes}', { itemsCount: items.length, volumes });
  const date = formatDate(dueOn);
  const [first] = asked;
  if (!first)
    return leavesByLetter(readers, words, 'renewal')
      ? t('Due {date}{which} · partner informed', { date, which })
      : t('Due {date}{which}', { date, which });
  return leavesByLetter(readers, words, 'renewal-asked')
    ? t('Asked {partnerName} to renew until {dueOn}{which}', {
        dueOn: date,
        partnerName: nameOfTurn(request, first.turnId),
        which,
      })
    : t('Renewal asked until {date}{which}', { date, which });
};
