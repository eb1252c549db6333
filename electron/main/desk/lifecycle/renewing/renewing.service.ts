import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { isRecalled, statusPhase } from '../../../../../shared/domain/request-status.ts';
import { renewalDateRefusal, renewLoanDate } from '../../../../../shared/domain/renewals.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkStatus, partnerNameOf, renewsItself, takeStep } from '../../kernel/take-step.ts';
import type { LentItem } from './renewals.ts';
import {
  askRenewals,
  closedDayRemarks,
  isRenewalAsked,
  latestDueOn,
  lentItems,
  refuseRecalled,
  renewalOf,
  renewLoans,
  sawLoans,
} from './renewals.ts';
import { findItem } from '../../store/items.queries.ts';

export type RenewingService = {
  /**
   * Renews from the request: the date is chosen, for everything that the patron has of it or for one item.
   * Refused: `date-refused` (past, or not later than the due date), `status-forbids` (a recall, for example), `loan-unknown`.
   */
  readonly renewRequest: (input: Input<'renewing.renewRequest'>) => Result<Outcome>;
  /** Renews one loan from the patron's list: due today plus the original loan period. Refused likewise. */
  readonly renewLoan: (input: Input<'renewing.renewLoan'>) => Result<Outcome>;
};

/** Renewals. */
export const renewingService = (context: DeskContext): RenewingService => ({
  renewRequest: (input) =>
    takeStep(context, { ...input, kind: 'request-renewal', input }, (step) => {
      const lent = checkLoans(step.request, input.itemId);
      if (!lent.ok) return lent;
      const refusal = renewalDateRefusal(input.dueOn, { today: step.today, dueOn: latestDueOn(lent.value) });
      if (refusal !== null) return refuse('date-refused', refusal);
      return renew(context, step, lent.value, input.dueOn);
    }),

  renewLoan: (input) => {
    const requestId = findItem(context.db, input.itemId)?.requestId;
    if (requestId === undefined)
      return refuse('item-unknown', 'This item is not there any more. Look the patron up again.');
    return takeStep(
      context,
      { opId: input.opId, kind: 'renew-loan', requestId, asOf: null, input },
      (step) => {
        const lent = checkLoans(step.request, input.itemId);
        if (!lent.ok) return lent;
        const [loan] = lent.value;
        if (!loan) return refuseNoLoan(step.request);
        const date = renewLoanDate({ dueOn: loan.loanDueOn, periodDays: loan.periodDays ?? 0 }, step.today);
        if (date.refusal !== null) return refuse('date-refused', date.refusal);
        return renew(context, step, [loan], date.dueOn);
      },
    );
  },
});

const refuseNoLoan = (request: RequestOfStep): Result<never> =>
  refuse(
    'loan-unknown',
    `The patron has nothing of ${request.externalId}: there is no loan to renew. Lend it first, or look at its items.`,
    { requestId: request.id },
  );

/** The loans that are to be renewed: of one item, or all. The status comes first: a recall needs no look at loans. */
const checkLoans = (
  request: RequestOfStep,
  itemId: RequestOfStep['items'][number]['id'] | null,
): Result<readonly LentItem[]> => {
  if (isRecalled(request.status)) return refuseRecalled(request);
  if (request.status === 'RENEW_REQUESTED') return refuseAsked(request);
  const status = checkStatus(request, renewalOf(request), requestActions.renew.done);
  if (!status.ok) return status;
  // A report of loss or damage keeps its status while the partner is asked: then the loans tell.
  if (statusPhase(request.status) === 'loss-and-damage' && isRenewalAsked(request))
    return refuseAsked(request);
  const lent = lentItems(request).filter(({ id }) => itemId === null || id === itemId);
  return lent.length === 0 ? refuseNoLoan(request) : ok(lent);
};

const refuseAsked = (request: RequestOfStep): Result<never> =>
  refuse(
    'status-forbids',
    `${partnerNameOf(request, request.activePartnerId)} was asked to renew ${request.externalId} already. ` +
      'Record its answer when it comes.',
    { requestId: request.id, status: request.status },
  );

const renew = (
  context: DeskContext,
  step: Step,
  lent: readonly LentItem[],
  dueOn: CalendarDate,
): Result<Decision> => {
  const { request } = step;
  const status = checkStatus(request, renewalOf(request), requestActions.renew.done);
  if (!status.ok) return status;
  const partner = partnerNameOf(request, request.activePartnerId);
  const [only] = lent.length === 1 ? lent : [];
  const barcode = only?.barcode ?? null;
  const remarks = closedDayRemarks(context, step, dueOn);
  const saw = { loans: sawLoans(lent) };
  const toPartner = { recipient: 'partner', partnerId: request.activePartnerId, payload: { dueOn } } as const;
  if (!renewsItself(request)) {
    askRenewals(step, lent, dueOn);
    return ok({
      status: status.value,
      headline: `Renewal until ${formatDate(dueOn)} asked of ${partner}`,
      messages: [{ ...toPartner, kind: 'renewal-asked' }],
      barcode,
      saw,
      remarks: ['The due date stays as it is until the partner answers.', ...remarks],
    });
  }
  renewLoans(step, lent, dueOn);
  return ok({
    status: status.value,
    headline: `Renewed until ${formatDate(dueOn)}`,
    changes: { dueOn },
    messages: [
      { ...toPartner, kind: 'renewal' },
      { recipient: 'patron', kind: 'renewed', payload: { dueOn } },
    ],
    barcode,
    saw,
    remarks,
  });
};
