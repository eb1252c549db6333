import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { volumesToShelve, waitAgain } from './parts/kept-volumes.ts';
import { storeOurNote } from './frame/notes.ts';

/**
 * Withdraws a cancellation that has not taken effect: a partner that has not answered it is told that the item is still wanted. Refused:
 * `status-forbids`.
 */
export const withdrawCancellation = decision('withdraw-cancellation', (step, { note }) => {
  const { events, places, messages } = waitAgain(step, volumesToShelve(step.request));
  const after = checkEvents(step, [...eventsOf.withdrawCancellation(), ...events]);
  if (!after.ok) return after;
  storeOurNote(step, note);
  return ok({
    after: after.value,
    notes: { 'cancel-withdrawn': note },
    headline: t('Cancellation withdrawn'),
    items: places,
    messages,
  });
});
