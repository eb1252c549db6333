import type { Step } from './frame/step.ts';
import { checkEvents, decidingOf, decision, type Decision, nameOfTurn } from './frame/decision.ts';
import type { DeskContext } from '../context.ts';
import { lentItems, partnerDueOn, refuseRecalled, renewLoans, sawLoans, type LentItem } from './renewals.ts';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import { renewalDateRefusal } from '../../../../shared/domain/renewals.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Applies a renewal that the patron made in another system: the loans get their new date, and partner and patron are notified. Refused:
 * `status-forbids` (a recall, or a partner that must be asked), `date-refused`, `loan-unknown`.
 */
export const patronRenewal = decision(
  'patron-renewal',
  (step, { loans, requestDueOn, partnerAgreed }, context) => {
    const lent = lentItems(step.request);
    const renewed: [LentItem, CalendarDate][] = loans.flatMap(({ itemId, dueOn }) => {
      const loan = lent.find(({ id }) => id === itemId);
      return loan ? [[loan, dueOn]] : [];
    });
    const refusal = refusalOf(
      step,
      renewed.map(([loan]) => loan),
      partnerAgreed,
    );
    return refusal ?? renewAll(context, step, renewed, { requestDueOn, partnerAgreed });
  },
);

const refusalOf = (step: Step, loans: readonly LentItem[], partnerAgreed: boolean): Result<never> | null => {
  const { request } = step;
  const recalled = loans.find(({ status, demand }) => isItemOut(status) && demand === 'recalled');
  if (recalled) return refuseRecalled(request, recalled.turnId);
  const { renewsItself } = decidingOf(request);
  const asking = loans.find(({ turnId }) => !renewsItself.includes(turnId));
  if (partnerAgreed || !asking) return null;
  return refuse(
    'status-forbids',
    t(
      '{externalId} cannot be renewed because {partnerName} wants to be asked first. Choose Request Renewal in Borrowing Requests.',
      {
        partnerName: nameOfTurn(request, asking.turnId),
        externalId: request.externalId,
      },
    ),
    { requestId: request.id, status: request.status },
  );
};

const renewAll = (
  context: DeskContext,
  step: Step,
  renewed: readonly (readonly [LentItem, CalendarDate])[],
  {
    requestDueOn,
    partnerAgreed,
  }: { readonly requestDueOn: CalendarDate | null; readonly partnerAgreed: boolean },
): Result<Decision> => {
  const { request, today } = step;
  const dates = [...new Set(renewed.map(([, dueOn]) => dueOn))].sort();
  const latest = dates.at(-1);
  if (latest === undefined)
    return refuse(
      'loan-unknown',
      t('The patron has no loan to renew for {externalId}.', { externalId: request.externalId }),
    );
  for (const [loan, dueOn] of renewed) {
    const refusal = renewalDateRefusal(dueOn, { today, dueOn: loan.loanDueOn });
    if (refusal !== null) return refuse('date-refused', refusal);
    renewLoans(step, [loan], dueOn);
  }
  // If the partner's date was reported, it applies to all loans; otherwise it is the usual number of days after the patron's.
  const partnersDate = (dueOn: CalendarDate): CalendarDate =>
    requestDueOn ?? partnerDueOn(context, step, dueOn);
  const { renewsItself } = decidingOf(request);
  const events = renewed.map(([{ id }, dueOn]): LifeEvent => {
    const renewal = { itemIds: [id], dueOn: partnersDate(dueOn) };
    return partnerAgreed
      ? { type: 'partner.renewed', ...renewal }
      : { type: 'renewal.requested', ...renewal, renewsItself };
  });
  const after = checkEvents(step, events);
  if (!after.ok) return after;
  const [only] = renewed.length === 1 ? renewed : [];
  return ok({
    after: after.value,
    turnId: only?.[0].turnId ?? null,
    headline: t('Renewed by the patron until {latest}', { latest: formatDate(latest) }),
    messages: dates.map((dueOn) => ({
      recipient: 'patron',
      kind: 'renewed',
      payload: { dueOn, itemIds: renewed.flatMap(([{ id }, until]) => (until === dueOn ? [id] : [])) },
    })),
    barcode: only?.[0].barcode ?? null,
    saw: { loans: sawLoans(renewed.map(([loan]) => loan)) },
  });
};
