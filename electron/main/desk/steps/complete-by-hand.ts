import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { storeOurNote } from './frame/notes.ts';

/**
 * Ends a request that has no items out, for a stated reason. It is possible in every status, including unknown ones from other systems.
 * Refused: `note-missing` without a reason, `status-forbids` while an item is out.
 */
export const completeByHand = decision('complete-by-hand', (step, { note }) => {
  const reason = note.trim();
  if (reason === '')
    return refuse(
      'note-missing',
      t('Enter why you are closing the request. Your note is saved with the request.'),
    );
  const after = checkEvents(step, eventsOf.complete());
  if (!after.ok) return after;
  storeOurNote(step, reason);
  return ok({ after: after.value, headline: t('Completed by hand: {reason}', { reason }) });
});
