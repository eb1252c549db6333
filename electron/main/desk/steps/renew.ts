import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId } from '../../../../shared/domain/ids.ts';
import type { RequestEvent } from '../../../../shared/domain/life/life.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { shelfDaysAnew } from '../records/calendar/shelf-day.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { RequestOfStep, Step, StepMessage } from '../kernel/step.ts';
import { checkEvents, forbid, partnerNameOf, type Decision } from '../kernel/take-step.ts';
import {
  askRenewals,
  closedDayRemarks,
  partnerDueOn,
  refuseRecalled,
  renewableItems,
  renewLoans,
  sawLoans,
} from '../lifecycle/renewing/renewals.ts';
import { sharesOf, type Share } from '../lifecycle/renewing/shares.ts';
import { t } from '../../../../shared/words/words.ts';

// What renewals of a request and of a loan have in common.

export type Item = RequestOfStep['items'][number];

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
  const partnersDate = partnerDueOn(context, dueOn);
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
