import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { cancelWithdrawn } from './parts/pass-on.ts';
import { keepOurNote } from './parts/notes.ts';
import { notCancelled } from '../store/requests.queries.ts';
import { t } from '../../../../shared/words/words.ts';

/** Takes back a cancellation to which the partner has not agreed: it is told that the request goes on. Refused: `status-forbids`. */
export const withdrawCancellation = decision('withdraw-cancellation', (step, { note }) => {
  const life = checkEvents(step, [{ type: 'cancellation.withdrawn' }]);
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline: t('common.cancellationWithdrawn'),
    changes: notCancelled,
    messages: [cancelWithdrawn(step.request.activePartnerId, note)],
  });
});
