import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents } from '../kernel/take-step.ts';
import { cancelWithdrawn } from '../lifecycle/cancelling/cancellation-notice.ts';
import { keepOurNote } from '../requests/keep-notes.ts';
import { notCancelled } from '../store/requests.queries.ts';
import { decision } from './decision.ts';
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
