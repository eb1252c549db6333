import { renewLoanDate } from '../../../../shared/domain/renewals.ts';
import { refuse } from '../../../../shared/ipc/result.ts';
import { takeStep } from './frame/decision.ts';
import { findItem } from '../store/items.queries.ts';
import { itemsToRenew, refuseNoLoan, renew } from './renewals.ts';
import type { TakeStep } from './take-step.ts';
import { t } from '../../../../shared/words/words.ts';

/** Renews one loan from the patron's list: due today plus the original loan period. Refused as `request-renewal`, and `item-unknown`. */
export const renewLoan: TakeStep<'renew-loan'> = (context, input) => {
  const requestId = findItem(context.db, input.itemId)?.requestId;
  if (requestId === undefined)
    return refuse('item-unknown', t('This item is no longer in the records. Look up the patron again.'));
  const { opId } = input;
  return takeStep(context, { opId, kind: 'renew-loan', requestId, asOf: null, input }, (step) => {
    const items = itemsToRenew(step, [input.itemId]);
    if (!items.ok) return items;
    const [item] = items.value;
    if (!item || item.loanDueOn === null) return refuseNoLoan(step.request);
    const date = renewLoanDate({ dueOn: item.loanDueOn, periodDays: item.periodDays ?? 0 }, step.today);
    if (date.refusal !== null) return refuse('date-refused', date.refusal);
    return renew(context, step, [item], date.dueOn);
  });
};
