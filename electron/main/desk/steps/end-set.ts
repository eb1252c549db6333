import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, nameOfTurn } from './frame/decision.ts';

/** Ends a set with missing volumes: the expected partner sends no more, or the rest is not wanted. Refused: `status-forbids`. */
export const endSet = decision('end-set', (step, { rest }) => {
  const { request } = step;
  const deciding = decidingOf(request);
  const turnId = activeTurn(request.life)?.id ?? null;
  const events =
    rest === 'not-wanted'
      ? eventsOf.restNotWanted(deciding)
      : turnId === null
        ? []
        : eventsOf.nothingMore(deciding, turnId);
  const after = checkEvents(step, events);
  if (!after.ok) return after;
  return ok({
    after: after.value,
    turnId,
    headline:
      rest === 'not-wanted'
        ? t('The remaining volumes are not wanted')
        : t('Nothing more from {partnerName}', { partnerName: nameOfTurn(request, turnId) }),
  });
});
