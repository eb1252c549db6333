import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decision, forbid } from './frame/decision.ts';
import { storeOurNote } from './frame/notes.ts';

/**
 * Settles the reports of one item, or of everything, parcels included. Settling the last one may end the request. Refused: `status-forbids`
 * if nothing is reported.
 */
export const settleLoss = decision('settle-loss', (step, { itemId, note }) => {
  const { request } = step;
  const { turns, volumes } = request.life;
  const itemIds = volumes
    .filter(({ id, report }) => report !== 'none' && (itemId === null || id === itemId))
    .map(({ id }) => id);
  const parcels = turns.filter(({ parcel }) => itemId === null && parcel !== 'none');
  const events: LifeEvent[] = [
    ...parcels.map(({ id: turnId }): LifeEvent => ({ type: 'parcel.settled', turnId })),
    ...(itemIds.length > 0 ? [{ type: 'items.settled', itemIds } as const] : []),
  ];
  if (events.length === 0) return forbid(request, step.kind);
  const after = checkEvents(step, events);
  if (!after.ok) return after;
  storeOurNote(step, note);
  const isOver = request.endedAs === null && after.value.life.endedAs !== null;
  return ok({
    after: after.value,
    headline: isOver ? t('Loss or damage settled: the request is closed') : t('Loss or damage settled'),
  });
});
