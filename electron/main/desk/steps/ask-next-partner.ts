import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, nameOfTurn, withConsequences } from './frame/decision.ts';
import { volumesToShelve, waitAgain } from './parts/kept-volumes.ts';
import { storeOurNote } from './frame/notes.ts';

/**
 * Withdraws the request from the active partner, which is told that it is no longer needed, and asks the next partner of the rota; at the
 * end of the rota the request waits for staff. Refused: `status-forbids`.
 */
export const askNextPartner = decision('ask-next-partner', (step, { note }) => {
  const { request } = step;
  // If the partner refused to cancel, asking another partner withdraws the cancellation.
  const again = waitAgain(step, request.cancelWish === null ? [] : volumesToShelve(request));
  const after = checkEvents(step, [...eventsOf.askNext(decidingOf(request)), ...again.events]);
  if (!after.ok) return after;
  storeOurNote(step, note);
  const passed = activeTurn(request.life);
  const headline = passed
    ? t('{partner} passed over', { partner: nameOfTurn(request, passed.id) })
    : t('Another partner');
  return ok({
    after: after.value,
    turnId: passed?.id ?? null,
    items: again.places,
    messages: again.messages,
    ...withConsequences(request, after.value, headline),
  });
});
