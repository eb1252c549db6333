import { closedDayRemark } from '../../../../shared/domain/calendar.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import { addDays, formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, LoanId, TurnId } from '../../../../shared/domain/ids.ts';
import { isRenewable } from '../../../../shared/domain/life/volume.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { volumeNames } from '../../../../shared/domain/volume-names.ts';
import { t } from '../../../../shared/words/words.ts';
import { isSentByLetter, type ReadersOf } from '../../../../shared/domain/letters/partner-notifications.ts';
import type { Life, Outcome as LifeOutcome } from '../../../../shared/domain/life/life.ts';
import { calendarOf } from '../records/calendar/calendar.service.ts';
import { loadLibraryGroup } from '../records/settings/settings.service.ts';
import { type DeskContext, libraryOf } from '../context.ts';
import { noteAskedRenewal, renewLoan } from '../store/loans.queries.ts';
import { volumeOf } from '../store/items.queries.ts';
import { recomputeShelfDays } from '../records/calendar/shelf-day.ts';
import type { Saw } from './frame/run-command.ts';
import { readersOf } from './frame/readers.ts';
import type { RequestOfStep, Step } from './frame/step.ts';
import { checkEvents, decidingOf, type Decision, forbid, nameOfTurn } from './frame/decision.ts';

export type Item = RequestOfStep['items'][number];

/** An item that the patron has: with its open loan. */
export type LentItem = Item & {
  readonly loanId: LoanId;
  readonly loanDueOn: CalendarDate;
};

const isLent = (item: Item): item is LentItem => item.loanId !== null && item.loanDueOn !== null;

/** Returns the items that the patron has. */
export const lentItems = (request: RequestOfStep): readonly LentItem[] => request.items.filter(isLent);

/** Returns the items whose renewal was requested from their partner and is not answered. */
export const askedItems = (request: RequestOfStep): readonly Item[] =>
  request.items.filter(({ status, renewal }) => isItemOut(status) && renewal === 'asked');

/** The items of a request that can be renewed: out and not on their way back, lent or not. */
const renewableItems = (request: RequestOfStep): readonly Item[] =>
  request.items.filter((item) => item.goingBack === 0 && isRenewable({ ...volumeOf(item), demand: 'none' }));

/** Returns what a step saw of the loans that it ends or renews. */
export const sawLoans = (items: readonly Item[]): NonNullable<Saw['loans']> =>
  items.filter(isLent).map(({ loanId, loanDueOn }) => ({ loanId, dueOn: loanDueOn }));

/** Refuses to renew an item that the partner has recalled. */
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

/** Returns the patron's due date for a partner's due date, by the number of days that the request's library sets between the two. */
export const patronDueOn = (context: DeskContext, step: Step, partnerDate: CalendarDate): CalendarDate =>
  addDays(partnerDate, -daysBetweenDates(context, step));

/** Returns the date to ask the partner for, so that the patron gets this one. */
export const partnerDueOn = (context: DeskContext, step: Step, patronDate: CalendarDate): CalendarDate =>
  addDays(patronDate, daysBetweenDates(context, step));

/** Sets the new due date of the loans of these items. */
export const renewLoans = ({ db }: Step, items: readonly Item[], dueOn: CalendarDate): void =>
  items.filter(isLent).forEach(({ loanId }) => renewLoan(db, loanId, dueOn));

/** Stores the date that the patron gets if the partner agrees. */
const askRenewals = ({ db }: Step, items: readonly Item[], dueOn: CalendarDate): void =>
  items.filter(isLent).forEach(({ loanId }) => noteAskedRenewal(db, loanId, dueOn));

/** Clears the requested date of these loans without a renewal: the partner refused. */
export const dropAskedRenewals = ({ db }: Step, items: readonly Item[]): void =>
  items.filter(isLent).forEach(({ loanId }) => noteAskedRenewal(db, loanId, null));

/** Returns a remark if the library of the request is closed on the due date; empty on an open day. */
export const closedDayRemarks = (context: DeskContext, step: Step, dueOn: CalendarDate): string[] => {
  const remark = closedDayRemark(dueOn, calendarOf(step.db, libraryOf(context, step.request)));
  return remark === null ? [] : [remark];
};

// Shared by renewals of a request and of a loan.

export const refuseNoLoan = (request: RequestOfStep): Result<never> =>
  refuse(
    'loan-unknown',
    t('None of the items of {externalId} can be renewed now. Check its items.', {
      externalId: request.externalId,
    }),
    {
      requestId: request.id,
    },
  );

/** Returns the volumes to renew: the named ones, or all. The most important refusal comes first. */
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

/** The items whose partner has now been asked and has not answered. */
const askedIn = (life: Life, items: readonly Item[]): readonly Item[] =>
  items.filter(({ id }) => life.volumes.some((volume) => volume.id === id && volume.renewal === 'asked'));

/**
 * Renews items until a date, which is the patron's. Up to the partner's own due date only the patron is notified. Beyond it, a partner that
 * renews automatically is notified, and any other is asked: no date changes before its answer.
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
    items: recomputeShelfDays(context, step, after.value.life),
    headline: headlineOf(readersOf(context, request, request.turns), step, after.value, {
      items,
      asked,
      dueOn,
    }),
    ...(lent.length > 0 && {
      messages: [{ recipient: 'patron', kind: 'renewed', payload: { dueOn, itemIds: lent } }],
    }),
    barcode: only?.barcode ?? null,
    saw: { loans: sawLoans(items) },
    remarks: [
      ...(asked.length > 0 ? [dueDateStays(renewed.length > 0 ? asked : null)] : []),
      ...closedDayRemarks(context, step, dueOn),
    ],
  });
};

/** The partner must answer first. @param some the items that it is asked about, if the others already have their new date; null: all */
const dueDateStays = (some: readonly Item[] | null): string =>
  some === null
    ? t('The due date stays the same until the partner answers.')
    : t('{names}: the due date stays the same until the partner answers.', { names: volumeNames(some) });

/**
 * The line of history: until when, which partner is asked, and which volumes of a set. A notification is mentioned only if a letter is
 * sent.
 */
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
  const whichOf = (some: readonly Item[]): string =>
    some.length === all
      ? ''
      : t(': {itemsCount, plural, one {volume} other {volumes}} {volumes}', {
          itemsCount: some.length,
          volumes: some.map(({ volume }) => volume).join(', '),
        });
  const date = formatDate(dueOn);
  const renewed = items.filter((item) => !asked.includes(item));
  const due = t('Due {date}{which}', { date, which: whichOf(renewed) });
  const [first] = asked;
  if (!first) return isSentByLetter(readers, words, 'renewal') ? t('{due} · partner notified', { due }) : due;
  const which = whichOf(asked);
  const askedWords = isSentByLetter(readers, words, 'renewal-asked')
    ? t('Asked {partnerName} to renew until {dueOn}{which}', {
        dueOn: date,
        partnerName: nameOfTurn(request, first.turnId),
        which,
      })
    : t('Renewal requested until {date}{which}', { date, which });
  return renewed.length === 0 ? askedWords : `${due} · ${askedWords}`;
};
