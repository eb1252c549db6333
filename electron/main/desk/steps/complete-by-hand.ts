import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { endConditions, keepOurNote } from './parts/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Ends a request of which nothing is out, for a reason: the way out of every status, also of one from outside.
 * Refused: `note-missing` without a reason, `status-forbids` while something is out.
 */
export const completeByHand = decision('complete-by-hand', (step, { note }) => {
  const reason = note.trim();
  if (reason === '') return refuse('note-missing', t('completion.writeWhyItIsOverIt'));
  const life = checkEvents(step, [{ type: 'completed.byHand' }]);
  if (!life.ok) return life;
  endConditions(step);
  keepOurNote(step, reason);
  return ok({ life: life.value, headline: t('completion.completedByHand', { reason }) });
});
