import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { isLetterWritten } from '../store/letters-written.queries.ts';
import { findReason } from '../store/reasons.queries.ts';
import { checkEvents, decidingOf, decision, nameOfTurn } from './frame/decision.ts';

/**
 * Cancels a request, or asks its partner to agree to it. What is here goes back. Refused: `reason-unknown`; `status-forbids`, for example
 * while something is with the patron.
 */
export const cancel = decision('cancel', (step, input) => {
  const { db, request } = step;
  const reason = findReason(db, input.reason);
  if (reason?.active !== 1) return refuse('reason-unknown', t('cancelling.thisCancellationReasonIsNotIn'));
  const after = checkEvents(step, eventsOf.cancel(decidingOf(request), input.requestedBy));
  if (!after.ok) return after;
  const { label } = reason;
  const turnId = activeTurn(request.life)?.id ?? null;
  const decided = {
    after: after.value,
    turnId,
    changes: {
      cancelReason: input.reason,
      cancelNote: input.note,
      cancelNotify: input.notifyPatron ? 1 : 0,
    },
  };
  if (after.value.life.endedAs !== null)
    return ok({
      ...decided,
      headline: t('cancelling.cancelledBecause', { requestedBy: input.requestedBy, label }),
    });
  const isPatronTold =
    input.notifyPatron &&
    isLetterWritten(db, { recipient: 'patron', kind: 'cancelled', requestId: request.id });
  return ok({
    ...decided,
    headline: t('cancelling.cancellationAskedOf', { partner: nameOfTurn(request, turnId), label }),
    remarks: isPatronTold ? [t('cancelling.thePatronIsToldWhenThe')] : [],
  });
});
