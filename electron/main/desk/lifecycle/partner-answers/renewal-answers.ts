import { formatDate } from '../../../../../shared/domain/dates.ts';
import { renewalDateRefusal } from '../../../../../shared/domain/renewals.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/calls/partner-answers.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import type { LentItem } from '../renewing/renewals.ts';
import {
  closedDayRemarks,
  dropAskedRenewals,
  isRenewalAsked,
  latestDueOn,
  lentItems,
  renewLoans,
  sawLoans,
} from '../renewing/renewals.ts';

type Renewed = Extract<PartnerAnswer, { readonly kind: 'renewed' | 'patron-renewed' }>;

/** What the answer is about: the loans that were asked for; all of them where nobody noted which. */
const askedLoans = (request: RequestOfStep): readonly LentItem[] => {
  const lent = lentItems(request);
  const asked = lent.filter(({ renewalDueOn }) => renewalDueOn !== null);
  return asked.length > 0 ? asked : lent;
};

/** Under a report of loss or damage the status does not tell whether a renewal was asked for: the loans do. */
const checkAsked = ({ request }: Step): Result<null> =>
  statusPhase(request.status) !== 'loss-and-damage' || isRenewalAsked(request)
    ? ok(null)
    : refuse(
        'status-forbids',
        `No renewal of ${request.externalId} was asked for. If the partner renewed it by itself, ` +
          'choose “renewed it for the patron, who asked outside”.',
        { requestId: request.id, status: request.status },
      );

/** The partner renewed: the date that it named is the due date now. The patron is told; the partner knows. */
export const renewed = (
  context: DeskContext,
  step: Step,
  { kind, dueOn }: Renewed,
  plain: Decision,
): Result<Decision> => {
  const asked = kind === 'renewed' ? checkAsked(step) : ok(null);
  if (!asked.ok) return asked;
  const loans = askedLoans(step.request);
  if (loans.length === 0)
    return refuse(
      'loan-unknown',
      `The patron has nothing of ${step.request.externalId}: there is no loan to renew.`,
    );
  const refusal = renewalDateRefusal(dueOn, { today: step.today, dueOn: latestDueOn(loans) });
  if (refusal !== null) return refuse('date-refused', refusal);
  renewLoans(step, loans, dueOn);
  return ok({
    ...plain,
    headline: `${plain.headline} until ${formatDate(dueOn)}`,
    changes: { dueOn },
    messages: [{ recipient: 'patron', kind: 'renewed', payload: { dueOn } }],
    remarks: closedDayRemarks(context, step, dueOn),
    saw: { loans: sawLoans(loans) },
  });
};

/** The partner said no: the old date stands, and the patron is told. */
export const renewalRefused = (step: Step, note: string, plain: Decision): Result<Decision> => {
  const asked = checkAsked(step);
  if (!asked.ok) return asked;
  const lent = lentItems(step.request);
  dropAskedRenewals(step, lent);
  return ok({
    ...plain,
    messages: [{ recipient: 'patron', kind: 'renewal-refused', payload: { note } }],
    saw: { loans: sawLoans(lent) },
  });
};
