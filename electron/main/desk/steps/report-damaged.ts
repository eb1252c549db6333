import { isItemOut } from '../../../../shared/domain/item-status.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { sawItems } from './frame/run-command.ts';
import { sawLoans } from './renewals.ts';
import { itemsOfReport, reportOf } from './report.ts';

/**
 * Reports one item, or everything that is still out and not yet reported, as damaged: the items stay where they are, and the partner is
 * notified. Refused: `item-unknown`, `status-forbids`.
 */
export const reportDamaged = decision('report-damaged', (step, { itemId, note }) => {
  const found = itemsOfReport(step, itemId);
  if (!found.ok) return found;
  const items = found.value.filter(({ status, report }) => isItemOut(status) && report === 'none');
  const itemIds = items.map(({ id }) => id);
  const after = checkEvents(step, [{ type: 'items.damaged', itemIds }]);
  if (!after.ok) return after;
  return ok({
    after: after.value,
    notes: { damaged: note },
    ...reportOf(step, items, 'damaged'),
    saw: { items: sawItems(items), loans: sawLoans(items) },
  });
});
