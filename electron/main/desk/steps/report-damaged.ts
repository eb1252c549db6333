import { ok } from '../../../../shared/ipc/result.ts';
import { sawItems } from './frame/run-command.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { sawLoans } from './renewals.ts';
import { itemsOfReport, reportOf } from './report.ts';

/**
 * Reports one item, or everything that is still out, as damaged: the items stay where they are, the partner is told.
 * Refused: `item-unknown`, `status-forbids`.
 */
export const reportDamaged = decision('report-damaged', (step, { itemId, note }) => {
  const items = itemsOfReport(step, itemId);
  if (!items.ok) return items;
  const itemIds = items.value.map(({ id }) => id);
  const life = checkEvents(step, [{ type: 'item.damaged', itemIds }]);
  if (!life.ok) return life;
  return ok({
    life: life.value,
    ...reportOf(step, items.value, 'damaged', note),
    saw: { items: sawItems(items.value), loans: sawLoans(items.value) },
  });
});
