import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { isLentOrWaits } from '../../../../shared/domain/life/volume.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { endLoan } from '../store/loans.queries.ts';
import { checkEvents, decidingOf, decision, type Decision } from './frame/decision.ts';
import { sawItems } from './frame/run-command.ts';
import type { Step } from './frame/step.ts';
import { sawLoans } from './renewals.ts';
import { itemsOfReport, reportOf } from './report.ts';

/**
 * Reports one item, or everything that is still out, as lost: the items are lost, their loans end, and partner and patron are notified. If
 * nothing has arrived, or if staff say so, the parcel of the active partner is lost. Refused: `item-unknown`, `status-forbids`.
 */
export const reportLost = decision('report-lost', (step, { itemId, parcel, note }) => {
  const { db, today, request } = step;
  if (parcel || request.items.length === 0) return reportParcelLost(step, note);
  const items = itemsOfReport(step, itemId);
  if (!items.ok) return itemId === null && activeTurn(request.life) ? reportParcelLost(step, note) : items;
  const itemIds = items.value.map(({ id }) => id);
  const after = checkEvents(step, eventsOf.reportLost(decidingOf(request), itemIds));
  if (!after.ok) return after;
  for (const { loanId } of items.value) if (loanId !== null) endLoan(db, loanId, today);
  // The patron is not notified of an item that they brought back, or that was returned.
  const awaited = itemIds.filter((id) =>
    request.life.volumes.some((volume) => volume.id === id && isLentOrWaits(volume)),
  );
  return ok({
    after: after.value,
    notes: { lost: note },
    items: new Map(itemIds.map((id) => [id, nowhere])),
    ...reportOf(step, items.value, 'lost'),
    ...(awaited.length > 0 && {
      messages: [{ recipient: 'patron', kind: 'item-lost', payload: { itemIds: awaited, note: '' } }],
    }),
    saw: { items: sawItems(items.value), loans: sawLoans(items.value) },
  });
});

/** A lost item is neither on a shelf nor in transit. Its desk is where it was last seen. */
const nowhere = { destinationDeskId: null, goingBack: 0, shelvedAt: null, holdUntil: null } as const;

/** The shipped parcel never arrived: the partner is told that it is lost. */
const reportParcelLost = (step: Step, note: string): Result<Decision> => {
  const after = checkEvents(step, eventsOf.reportLost(decidingOf(step.request), []));
  if (!after.ok) return after;
  return ok({
    after: after.value,
    turnId: activeTurn(step.request.life)?.id ?? null,
    notes: { 'parcel-lost': note },
    headline: t('Reported lost: the parcel never arrived'),
  });
};
