import type { RequestEvent } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision, forbid } from './frame/decision.ts';
import { keepOurNote } from './parts/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Settles what is reported of one item, or everything, the parcel included. With the last loss the request may end.
 * Refused: `status-forbids` where nothing is reported.
 */
export const settleLoss = decision('settle-loss', (step, { itemId, note }) => {
  const { request } = step;
  const { parcel, volumes } = request.life;
  const itemIds = volumes
    .filter(({ id, report }) => report !== 'none' && (itemId === null || id === itemId))
    .map(({ id }) => id);
  const ofParcel = itemId === null && parcel !== 'none';
  const events: RequestEvent[] = [
    ...(ofParcel ? [{ type: 'partner.settled', itemIds: [] } as const] : []),
    ...(itemIds.length > 0 ? [{ type: 'partner.settled', itemIds } as const] : []),
  ];
  if (events.length === 0) return forbid(request, step.kind);
  const life = checkEvents(step, events);
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline:
      life.value.endedAs === null
        ? t('common.lossOrDamageSettled')
        : t('lossAndDamage.lossSettledTheRequestIsOver'),
  });
});
