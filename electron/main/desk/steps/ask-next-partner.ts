import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, nameOfTurn, withWhatFollows } from './frame/decision.ts';
import { volumesToShelve, waitAgain } from './parts/kept-volumes.ts';
import { keepOurNote } from './frame/notes.ts';

/**
 * Gives up what the active partner was asked for: it is told that it is not needed, and the next one of the rota is asked; at its end the
 * request waits for a person. Refused: `status-forbids`.
 */
export const askNextPartner = decision('ask-next-partner', (step, { note }) => {
  const { request } = step;
  // Where its partner refused to cancel, asking another one withdraws the cancellation.
  const again = waitAgain(step, request.cancelWish === null ? [] : volumesToShelve(request));
  const after = checkEvents(step, [...eventsOf.askNext(decidingOf(request)), ...again.events]);
  if (!after.ok) return after;
  keepOurNote(step, note);
  const passed = activeTurn(request.life);
  const headline = passed
    ? t('{partner} passed over', { partner: nameOfTurn(request, passed.id) })
    : t('Another partner');
  return ok({
    after: after.value,
    turnId: passed?.id ?? null,
    items: again.places,
    messages: again.messages,
    ...withWhatFollows(request, after.value, headline),
  });
});
