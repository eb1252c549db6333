import { formatDate } from '../../../../../shared/domain/dates.ts';
import { renewalDateRefusal } from '../../../../../shared/domain/renewals.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import { shelfDaysAnew } from '../../records/calendar/shelf-day.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import {
  closedDayRemarks,
  dropAskedRenewals,
  patronDueOn,
  renewLoans,
  sawLoans,
} from '../renewing/renewals.ts';
import type { AnswerOf } from './events-of-answer.ts';
import { itemsMeant } from './events-of-answer.ts';
import { t } from '../../../../../shared/words/words.ts';

type Renewed = AnswerOf<Extract<PartnerAnswer, { readonly kind: 'renewed' | 'patron-renewed' }>>;
type Refused = AnswerOf<Extract<PartnerAnswer, { readonly kind: 'renewal-refused' }>>;

/** The partner renewed: the date that it named is the due date of those volumes now. The patron is told; the partner knows. */
export const renewed = (
  context: DeskContext,
  step: Step,
  { answer: { kind, dueOn }, partnerId }: Renewed,
  plain: Decision,
): Result<Decision> => {
  const { request, today } = step;
  const items = itemsMeant(request, kind, partnerId);
  const loanDueOn = patronDueOn(context, dueOn);
  const isLonger = ({ loanDueOn: present }: RequestOfStep['items'][number]): boolean =>
    present !== null && present < loanDueOn;
  for (const item of items) {
    // The partner may have lent for longer than we did, or the days before its date not fit: either date may be the one that moves.
    const refusal =
      isLonger(item) && loanDueOn >= today ? null : renewalDateRefusal(dueOn, { today, dueOn: item.dueOn });
    if (refusal !== null) return refuse('date-refused', refusal);
  }
  const longer = items.filter(isLonger);
  renewLoans(step, longer, loanDueOn);
  dropAskedRenewals(
    step,
    items.filter((item) => !isLonger(item)),
  );
  return ok({
    ...plain,
    items: shelfDaysAnew(context, step, plain.life),
    headline: t('partnerAnswers.until', { headline: plain.headline, dueOn: formatDate(dueOn) }),
    messages:
      longer.length === 0 ? [] : [{ recipient: 'patron', kind: 'renewed', payload: { dueOn: loanDueOn } }],
    remarks: closedDayRemarks(context, step, loanDueOn),
    saw: { loans: sawLoans(items) },
  });
};

/** The partner said no: the old date stands, and the patron who has it is told. */
export const renewalRefused = (
  step: Step,
  { answer: { note, kind }, partnerId }: Refused,
  plain: Decision,
): Decision => {
  const items = itemsMeant(step.request, kind, partnerId);
  dropAskedRenewals(step, items);
  // One that waits to be lent was promised to nobody.
  const isLent = items.some(({ loanId }) => loanId !== null);
  return {
    ...plain,
    ...(isLent && { messages: [{ recipient: 'patron', kind: 'renewal-refused', payload: { note } }] }),
    saw: { loans: sawLoans(items) },
  };
};
