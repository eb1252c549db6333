import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, forbid } from './frame/decision.ts';
import { volumesToGoBack, waitAgain } from './parts/kept-volumes.ts';
import { storeOurNote } from './frame/notes.ts';

/**
 * Keeps items for the patron that were to go back, and removes the wish to cancel and the end of the request, if any. Items at their pickup
 * location go on the shelf; the others must be scanned in. Partners are not told again what they already know. Refused:
 * `status-forbids`.
 */
export const keep = decision('keep', (step, { note }) => {
  const { request } = step;
  const kept = volumesToGoBack(request);
  if (kept.length === 0) return forbid(request, step.kind);
  const { events, places, messages } = waitAgain(step, kept);
  const keeps = eventsOf.keep(
    decidingOf(request),
    kept.map(({ id }) => id),
  );
  const after = checkEvents(step, [...keeps, ...events]);
  if (!after.ok) return after;
  storeOurNote(step, note);
  return ok({ after: after.value, headline: t('Kept for the patron after all'), items: places, messages });
});
