import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { renewalDateRefusal } from '../../../../shared/domain/renewals.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../context.ts';
import type { Step } from './frame/step.ts';
import { type Item, itemsToRenew, patronDueOn, renew } from './renewals.ts';
import { decision } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Renews from the request: the date is chosen, for the volumes that are named, or for all that are out and would be due earlier.
 * Refused: `date-refused` (past, or not later than the due date of a volume that is named), `status-forbids` (a recall, for
 * example), `loan-unknown`.
 */
export const requestRenewal = decision('request-renewal', (step, input, context) => {
  const items = itemsToRenew(step, input.itemIds);
  if (!items.ok) return items;
  const chosen = checkDate(context, step, items.value, input);
  return chosen.ok ? renew(context, step, chosen.value, input.dueOn) : chosen;
});

/**
 * The volumes that get a later date by the one that was chosen. One that is named must; of all, those that are due later stay. The
 * date is the patron's: of what was not lent yet it is held against the one that its patron would have.
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
  for (const item of chosen) {
    const refusal = renewalDateRefusal(dueOn, { today: step.today, dueOn: dueOf(item) });
    const of = items.length > 1 && itemIds !== null ? t('Volume {volume}: ', { volume: item.volume }) : '';
    if (refusal !== null) return refuse('date-refused', `${of}${refusal}`);
  }
  return ok(chosen);
};
