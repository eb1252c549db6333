import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { decision, nothingMoves } from './frame/decision.ts';
import { storeOurNote } from './frame/notes.ts';

/**
 * Continues a request although its needed-by date has passed, or its partner charges more than the maximum cost. It applies until either
 * changes.
 */
export const goOn = decision('go-on', (step, { note }) => {
  const { request } = step;
  storeOurNote(step, note);
  const asked = activeTurn(request.life)?.id;
  const named = request.turns.find(({ id }) => id === asked);
  return ok({
    after: nothingMoves(request),
    headline: t('The request continues'),
    changes: { neededByKept: request.neededBy, costKept: named?.cost ?? '' },
  });
});
