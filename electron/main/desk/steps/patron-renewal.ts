import type { Step } from './frame/step.ts';
import { checkEvents, decision, type Decision, partnerNameOf } from './frame/decision.ts';
import type { DeskContext } from '../context.ts';
import { sharesOf } from './renewals.ts';
import { lentItems, partnerDueOn, refuseRecalled, renewLoans, sawLoans, type LentItem } from './renewals.ts';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { isOut, isRecalled } from '../../../../shared/domain/life/volumes.ts';
import { renewalDateRefusal } from '../../../../shared/domain/renewals.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Applies a renewal that the patron made outside of this program: the loans get their new date, partner and patron are told.
 * Refused: `status-forbids` (a recall, or a partner that wants to be asked), `date-refused`, `loan-unknown`.
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
    return refusal ?? renewAll(context, step, renewed, requestDueOn);
  },
);

const refusalOf = (step: Step, loans: readonly LentItem[], partnerAgreed: boolean): Result<never> | null => {
  const { request } = step;
  const recalled = loans.find((item) => isOut(item) && isRecalled(item));
  if (recalled) return refuseRecalled(request, recalled.partnerId);
  const asking = sharesOf(step, loans).find(({ renewsItself }) => !renewsItself);
  if (partnerAgreed || !asking) return null;
  return refuse(
    'status-forbids',
    t('renewing.wantsToBeAskedBeforeIt', {
      partnerName: partnerNameOf(request, asking.partnerId),
      externalId: request.externalId,
    }),
    { requestId: request.id, status: request.status },
  );
};

const renewAll = (
  context: DeskContext,
  step: Step,
  renewed: readonly (readonly [LentItem, CalendarDate])[],
  requestDueOn: CalendarDate | null,
): Result<Decision> => {
  const { request, today } = step;
  const dates = [...new Set(renewed.map(([, dueOn]) => dueOn))].sort();
  const latest = dates.at(-1);
  if (latest === undefined)
    return refuse('loan-unknown', t('common.thePatronHasNothingOfThere', { externalId: request.externalId }));
  for (const [loan, dueOn] of renewed) {
    const refusal = renewalDateRefusal(dueOn, { today, dueOn: loan.loanDueOn });
    if (refusal !== null) return refuse('date-refused', refusal);
    renewLoans(step, [loan], dueOn);
  }
  // Where the partner's date was told, it is that of all of them; else it lies as many days after the patron's as ever.
  const partnersDate = (dueOn: CalendarDate): CalendarDate =>
    requestDueOn ?? partnerDueOn(context, step, dueOn);
  const life = checkEvents(
    step,
    renewed.map(([{ id }, dueOn]) => ({
      type: 'patron.renewed',
      itemIds: [id],
      dueOn: partnersDate(dueOn),
    })),
  );
  if (!life.ok) return life;
  const [only] = renewed.length === 1 ? renewed : [];
  return ok({
    life: life.value,
    headline: t('renewing.renewedByThePatronUntil', { latest: formatDate(latest) }),
    messages: dates.flatMap((dueOn) => [
      // Each partner hears of what it sent.
      ...sharesOf(
        step,
        renewed.flatMap(([loan, until]) => (until === dueOn ? [loan] : [])),
      ).map(({ partnerId }) => ({
        recipient: 'partner' as const,
        kind: 'renewal' as const,
        partnerId,
        payload: { dueOn: partnersDate(dueOn) },
      })),
      { recipient: 'patron' as const, kind: 'renewed' as const, payload: { dueOn } },
    ]),
    barcode: only?.[0].barcode ?? null,
    saw: { loans: sawLoans(renewed.map(([loan]) => loan)) },
  });
};
