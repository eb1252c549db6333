import { closedDayRemark } from '../../../../shared/domain/calendar.ts';
import { addDays, formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, LoanId, PartnerId } from '../../../../shared/domain/ids.ts';
import { isOut } from '../../../../shared/domain/life/volumes.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { RequestEvent } from '../../../../shared/domain/life/life.ts';
import { calendarOf } from '../records/calendar/calendar.service.ts';
import { loadLibraryGroup } from '../records/settings/settings.service.ts';
import { type DeskContext, libraryOf } from '../context.ts';
import { noteAskedRenewal, renewLoan } from '../store/loans.queries.ts';
import { findPartner } from '../store/places.queries.ts';
import { shelfDaysAnew } from '../records/calendar/shelf-day.ts';
import type { Saw } from './frame/run-command.ts';
import type { RequestOfStep, Step, StepMessage } from './frame/step.ts';
import { checkEvents, type Decision, forbid, partnerNameOf } from './frame/decision.ts';

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
  request.items.filter((item) => isOut(item) && item.renewal === 'asked');

/** What can be renewed of a request: what is out and not on its way back, lent or not. */
const renewableItems = (request: RequestOfStep): readonly Item[] =>
  request.items.filter(
    (item) =>
      isOut(item) && item.broughtBack === 0 && item.status !== 'returned-by-patron' && item.goingBack === 0,
  );

/** What a step saw of the loans that it ends or renews. */
export const sawLoans = (items: readonly Item[]): NonNullable<Saw['loans']> =>
  items.filter(isLent).map(({ loanId, loanDueOn }) => ({ loanId, dueOn: loanDueOn }));

/** What the partner has recalled is not renewed. */
export const refuseRecalled = (request: RequestOfStep, partnerId: PartnerId | null): Result<never> =>
  refuse(
    'status-forbids',
    t('renewing.hasRecalledItIsNotRenewed', {
      partnerName: partnerNameOf(request, partnerId),
      externalId: request.externalId,
    }),
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

/** The volumes of one partner, and whether it renews without being asked. One that nobody recorded does. */
type Share = {
  readonly partnerId: PartnerId | null;
  readonly renewsItself: boolean;
  readonly items: readonly Item[];
};

/** The volumes by their partners. Where nobody recorded who sent one, it is the active partner's. */
export const sharesOf = ({ db, request }: Step, items: readonly Item[]): readonly Share[] => {
  const partnerOf = (item: Item): PartnerId | null => item.partnerId ?? request.activePartnerId;
  return [...new Set(items.map(partnerOf))].map((partnerId) => ({
    partnerId,
    renewsItself: partnerId === null || findPartner(db, partnerId)?.renewsAutomatically !== 0,
    items: items.filter((item) => partnerOf(item) === partnerId),
  }));
};

// What renewals of a request and of a loan have in common.

export const refuseNoLoan = (request: RequestOfStep): Result<never> =>
  refuse('loan-unknown', t('renewing.thePatronHasNothingOfThere', { externalId: request.externalId }), {
    requestId: request.id,
  });

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
  if (recalled && (ids !== null || free.length === 0)) return refuseRecalled(request, recalled.partnerId);
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
    t('renewing.wasAskedToRenewAlreadyRecord', {
      partnerName: partnerNameOf(request, item?.partnerId ?? null),
      externalId: request.externalId,
    }),
    { requestId: request.id, status: request.status },
  );

/** Renews items until a date: where their partner renews by itself at once, else it is asked. */
export const renew = (
  context: DeskContext,
  step: Step,
  items: readonly Item[],
  dueOn: CalendarDate,
): Result<Decision> => {
  const shares = sharesOf(step, items);
  const partnersDate = partnerDueOn(context, step, dueOn);
  const events = shares.map(({ renewsItself, items: of }): RequestEvent => ({
    type: 'renewal.requested',
    itemIds: of.map(({ id }) => id),
    renewsItself,
    dueOn: partnersDate,
  }));
  const life = checkEvents(step, events);
  if (!life.ok) return life;
  const renewed = shares.filter(({ renewsItself }) => renewsItself).flatMap((share) => share.items);
  const asked = shares.filter(({ renewsItself }) => !renewsItself);
  renewLoans(step, renewed, dueOn);
  for (const share of asked) askRenewals(step, share.items, dueOn);
  const [only] = items.length === 1 ? items : [];
  return ok({
    life: life.value,
    items: new Map<ItemId, Partial<Item>>([
      ...shelfDaysAnew(context, step, life.value),
      ...asked.flatMap((share) => share.items).map(({ id }) => [id, { renewalUntil: partnersDate }] as const),
    ]),
    headline: headlineOf(step, shares, items, dueOn),
    messages: messagesOf(step, shares, { partnersDate, dueOn }),
    barcode: only?.barcode ?? null,
    saw: { loans: sawLoans(items) },
    remarks: [
      ...(asked.length > 0 ? [t('renewing.theDueDateStaysAsIt')] : []),
      ...closedDayRemarks(context, step, dueOn),
    ],
  });
};

/** What the history says: until when, of whom it is asked, and of a set which volumes. */
const headlineOf = (
  { request }: Step,
  shares: readonly Share[],
  items: readonly Item[],
  dueOn: CalendarDate,
): string => {
  const all = renewableItems(request).length;
  const volumes = items.map(({ volume }) => volume).join(', ');
  const which = items.length === all ? '' : t('renewing.volume2', { itemsCount: items.length, volumes });
  const [asked] = shares.filter(({ renewsItself }) => !renewsItself);
  return asked
    ? t('renewing.renewalUntilAskedOf', {
        dueOn: formatDate(dueOn),
        partnerName: partnerNameOf(request, asked.partnerId),
        which,
      })
    : t('renewing.renewedUntil', { dueOn: formatDate(dueOn), which });
};

/** Each partner is told, or asked, for its own volumes; the patron of what is renewed already. */
const messagesOf = (
  { request }: Step,
  shares: readonly Share[],
  { partnersDate, dueOn }: { readonly partnersDate: CalendarDate; readonly dueOn: CalendarDate },
): StepMessage[] => {
  // A partner may think of its whole loan: the volumes are named where they are not all that it lends.
  const named = ({ partnerId, items }: Share): { readonly itemIds?: readonly ItemId[] } => {
    const out = renewableItems(request).filter(
      (item) => (item.partnerId ?? request.activePartnerId) === partnerId,
    );
    return items.length === out.length ? {} : { itemIds: items.map(({ id }) => id) };
  };
  const toPartners = shares.map((share): StepMessage => ({
    recipient: 'partner',
    partnerId: share.partnerId,
    kind: share.renewsItself ? 'renewal' : 'renewal-asked',
    payload: { dueOn: partnersDate, ...named(share) },
  }));
  const isLentRenewed = shares.some(
    ({ renewsItself, items }) => renewsItself && items.some(({ loanId }) => loanId !== null),
  );
  return isLentRenewed
    ? [...toPartners, { recipient: 'patron', kind: 'renewed', payload: { dueOn } }]
    : toPartners;
};
