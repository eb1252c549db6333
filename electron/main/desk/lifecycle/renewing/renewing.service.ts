import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId } from '../../../../../shared/domain/ids.ts';
import type { RequestEvent } from '../../../../../shared/domain/life/life.ts';
import { renewalDateRefusal, renewLoanDate } from '../../../../../shared/domain/renewals.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { shelfDaysAnew } from '../../directory/calendar/shelf-day.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { RequestOfStep, Step, StepMessage } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkEvents, forbid, partnerNameOf, takeStep } from '../../kernel/take-step.ts';
import { findItem } from '../../store/items.queries.ts';
import { refuseRenewal, withdrawRenewal } from './ending-renewals.ts';
import {
  askRenewals,
  closedDayRemarks,
  partnerDueOn,
  patronDueOn,
  refuseRecalled,
  renewableItems,
  renewLoans,
  sawLoans,
} from './renewals.ts';
import type { Share } from './shares.ts';
import { sharesOf } from './shares.ts';
import { t } from '../../../../../shared/words/words.ts';

export type RenewingService = {
  /**
   * Renews from the request: the date is chosen, for the volumes that are named, or for all that are out and would be due earlier.
   * Refused: `date-refused` (past, or not later than the due date of a volume that is named), `status-forbids` (a recall, for
   * example), `loan-unknown`.
   */
  readonly renewRequest: (input: Input<'renewing.renewRequest'>) => Result<Outcome>;
  /** Renews one loan from the patron's list: due today plus the original loan period. Refused likewise. */
  readonly renewLoan: (input: Input<'renewing.renewLoan'>) => Result<Outcome>;
  /** Takes back what was asked and not answered. Refused: `status-forbids` where nothing was. */
  readonly withdraw: (input: Input<'renewing.withdraw'>) => Result<Outcome>;
  /** Refuses what a patron asked for. Refused: `status-forbids` where none did. */
  readonly refuse: (input: Input<'renewing.refuse'>) => Result<Outcome>;
};

type Item = RequestOfStep['items'][number];

/** Renewals. */
export const renewingService = (context: DeskContext): RenewingService => ({
  renewRequest: (input) =>
    takeStep(context, { ...input, kind: 'request-renewal', input }, (step) => {
      const items = checkItems(step.request, input.itemIds);
      if (!items.ok) return items;
      const chosen = checkDate(context, step, items.value, input);
      return chosen.ok ? renew(context, step, chosen.value, input.dueOn) : chosen;
    }),

  withdraw: (input) =>
    takeStep(context, { ...input, kind: 'withdraw-renewal', input }, (step) =>
      withdrawRenewal(step, input.note),
    ),

  refuse: (input) =>
    takeStep(context, { ...input, kind: 'refuse-renewal', input }, (step) => refuseRenewal(step, input.note)),

  renewLoan: (input) => {
    const requestId = findItem(context.db, input.itemId)?.requestId;
    if (requestId === undefined) return refuse('item-unknown', t('renewing.thisItemIsNotThereAny'));
    return takeStep(
      context,
      { opId: input.opId, kind: 'renew-loan', requestId, asOf: null, input },
      (step) => {
        const items = checkItems(step.request, [input.itemId]);
        if (!items.ok) return items;
        const [item] = items.value;
        if (!item || item.loanDueOn === null) return refuseNoLoan(step.request);
        const date = renewLoanDate({ dueOn: item.loanDueOn, periodDays: item.periodDays ?? 0 }, step.today);
        if (date.refusal !== null) return refuse('date-refused', date.refusal);
        return renew(context, step, [item], date.dueOn);
      },
    );
  },
});

const refuseNoLoan = (request: RequestOfStep): Result<never> =>
  refuse('loan-unknown', t('renewing.thePatronHasNothingOfThere', { externalId: request.externalId }), {
    requestId: request.id,
  });

/** The volumes that are to be renewed: those that are named, or all. What weighs most is said first. */
const checkItems = (request: RequestOfStep, ids: readonly ItemId[] | null): Result<readonly Item[]> => {
  if (request.endedAs !== null) return forbid(request, requestActions.renew.done);
  const items = renewableItems(request).filter(({ id }) => ids === null || ids.includes(id));
  if (items.length === 0)
    return request.items.length === 0 ? forbid(request, requestActions.renew.done) : refuseNoLoan(request);
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

/**
 * The volumes that get a later date by the one that was chosen. One that is named must; of all, those that are due later stay. The
 * date is the patron's: of what was not lent yet it is held against the one that its patron would have.
 */
const checkDate = (
  context: DeskContext,
  { today }: Step,
  items: readonly Item[],
  { dueOn, itemIds }: Input<'renewing.renewRequest'>,
): Result<readonly Item[]> => {
  const dueOf = (item: Item): CalendarDate | null =>
    item.loanDueOn ?? (item.dueOn && patronDueOn(context, item.dueOn));
  const earlier = items.filter((item) => (dueOf(item) ?? '') < dueOn);
  const chosen = itemIds === null && earlier.length > 0 ? earlier : items;
  for (const item of chosen) {
    const refusal = renewalDateRefusal(dueOn, { today, dueOn: dueOf(item) });
    const of = items.length > 1 && itemIds !== null ? t('renewing.volume', { volume: item.volume }) : '';
    if (refusal !== null) return refuse('date-refused', `${of}${refusal}`);
  }
  return ok(chosen);
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

const renew = (
  context: DeskContext,
  step: Step,
  items: readonly Item[],
  dueOn: CalendarDate,
): Result<Decision> => {
  const { request } = step;
  const shares = sharesOf(step, items);
  const partnersDate = partnerDueOn(context, dueOn);
  const events = shares.map(({ renewsItself, items: of }): RequestEvent => ({
    type: 'renewal.requested',
    itemIds: of.map(({ id }) => id),
    renewsItself,
    dueOn: partnersDate,
  }));
  const life = checkEvents(request, events, requestActions.renew.done);
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
