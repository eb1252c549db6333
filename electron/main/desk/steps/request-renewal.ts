import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { renewalDateRefusal } from '../../../../shared/domain/renewals.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { isSetOf } from '../../../../shared/domain/volume-names.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../context.ts';
import type { Step } from './frame/step.ts';
import { type Item, itemsToRenew, patronDueOn, renew } from './renewals.ts';
import { decision } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Renews from the request until a chosen date, for the named volumes, or for all that are out and due earlier. Refused: `date-refused`
 * (past, or not later than the due date of a named volume), `status-forbids` (a recall, for example), `loan-unknown`.
 */
export const requestRenewal = decision('request-renewal', (step, input, context) => {
  const items = itemsToRenew(step, input.itemIds);
  if (!items.ok) return items;
  const chosen = checkDate(context, step, items.value, input);
  return chosen.ok ? renew(context, step, chosen.value, input.dueOn) : chosen;
});

/**
 * The volumes to which the chosen date gives a later due date. For named volumes it must be later; otherwise volumes that are due later are
 * left alone. The date is the patron's: for a volume not lent yet it is compared with the due date that its patron would have.
 */
const checkDate = (
  context: DeskContext,
  step: Step,
  items: readonly Item[],
  { dueOn, itemIds }: StepInput<'request-renewal'>,
): Result<readonly Item[]> => {
  const dueOf = (item: Item): CalendarDate | null =>
    item.loanDueOn ?? (item.dueOn && patronDueOn(context, step, item.dueOn));
  const earlier = items.filter((item) => (dueOf(item) ?? '') < dueOn);
  const chosen = itemIds === null && earlier.length > 0 ? earlier : items;
  const isNamed = itemIds !== null && isSetOf(step.request.volumesExpected, step.request.items);
  for (const item of chosen) {
    const refusal = renewalDateRefusal(dueOn, { today: step.today, dueOn: dueOf(item) });
    const of = isNamed ? t('Volume {volume}: ', { volume: item.volume }) : '';
    if (refusal !== null) return refuse('date-refused', `${of}${refusal}`);
  }
  return ok(chosen);
};
