import { isWithPartner } from '../../../../shared/domain/rota.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { cancelNeedsConsent, checkEvents, decision, partnerNameOf } from './frame/decision.ts';
import { cancellationNotice, endTurn } from './parts/pass-on.ts';
import { endConditions } from './parts/notes.ts';
import { isLetterWritten } from '../store/letters-written.queries.ts';
import { findReason } from '../store/reasons.queries.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Cancels a request, or asks its partner to agree to it. Refused: `reason-unknown`; `status-forbids`, for example where it was
 * shipped already.
 */
export const cancel = decision('cancel', (step, input) => {
  const { db, request } = step;
  const reason = findReason(db, input.reason);
  if (reason?.active !== 1) return refuse('reason-unknown', t('cancelling.thisCancellationReasonIsNotIn'));
  const type = input.requestedBy === 'patron' ? 'patron.cancelled' : 'staff.cancelled';
  const event = { type, needsConsent: cancelNeedsConsent(request) } as const;
  const life = checkEvents(step, [event]);
  if (!life.ok) return life;
  const { label } = reason;
  const changes = {
    cancelReason: input.reason,
    cancelNote: input.note,
    cancelNotify: input.notifyPatron ? 1 : 0,
  };
  const partner = partnerNameOf(request, request.activePartnerId);
  const toPartner = {
    recipient: 'partner',
    partnerId: request.activePartnerId,
    payload: { note: '' },
  } as const;
  if (life.value.endedAs === null)
    return ok({
      life: life.value,
      headline: t('cancelling.cancellationAskedOf', { partner, label }),
      changes,
      messages: [{ ...toPartner, kind: 'cancel-asked' }],
      remarks:
        input.notifyPatron &&
        isLetterWritten(step.db, { recipient: 'patron', kind: 'cancelled', requestId: request.id })
          ? [t('cancelling.thePatronIsToldWhenThe')]
          : [],
    });
  const asked = isWithPartner(request.life);
  if (asked) endTurn(step, 'cancelled');
  endConditions(step);
  return ok({
    life: life.value,
    headline: t('cancelling.cancelledBecause', { requestedBy: input.requestedBy, label }),
    changes,
    messages: [
      ...(asked ? [{ ...toPartner, kind: 'cancel' } as const] : []),
      ...cancellationNotice(step, { reason: input.reason, note: input.note, notify: input.notifyPatron }),
    ],
  });
});
