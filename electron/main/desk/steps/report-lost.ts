import { ok, type Result } from '../../../../shared/ipc/result.ts';
import { sawItems } from './frame/run-command.ts';
import type { Step } from './frame/step.ts';
import { checkEvents, decision, type Decision } from './frame/decision.ts';
import { sawLoans } from './renewals.ts';
import { endLoan } from '../store/loans.queries.ts';
import { itemsOfReport, reportOf } from './report.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Reports one item, or everything that is still out, as lost: the items are lost, their loans end, the partner is told. Where nothing has
 * come yet, the parcel is lost. Refused: `item-unknown`, `status-forbids`.
 */
export const reportLost = decision('report-lost', (step, { itemId, note }) => {
  if (step.request.items.length === 0) return reportParcelLost(step, note);
  const items = itemsOfReport(step, itemId);
  if (!items.ok) return items;
  const itemIds = items.value.map(({ id }) => id);
  const life = checkEvents(step, [{ type: 'item.lost', itemIds }]);
  if (!life.ok) return life;
  for (const { loanId } of items.value) if (loanId !== null) endLoan(step.db, loanId, step.today);
  return ok({
    life: life.value,
    items: new Map(itemIds.map((id) => [id, nowhere])),
    ...reportOf(step, items.value, 'lost', note),
    saw: { items: sawItems(items.value), loans: sawLoans(items.value) },
  });
});

/** A lost item is on no shelf and on no way. Its desk is where it was seen last. */
const nowhere = { destinationDeskId: null, goingBack: 0, shelvedAt: null, holdUntil: null } as const;

/** What was shipped never came: the partner is told that it is lost. */
const reportParcelLost = (step: Step, note: string): Result<Decision> => {
  const life = checkEvents(step, [{ type: 'parcel.lost' }]);
  if (!life.ok) return life;
  return ok({
    life: life.value,
    headline: t('lossAndDamage.reportedLostTheParcelNeverCame'),
    messages: [
      {
        recipient: 'partner',
        partnerId: step.request.activePartnerId,
        kind: 'lost',
        payload: { itemIds: [], note },
      },
    ],
  });
};
