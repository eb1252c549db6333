import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import {
  isSentByLetter,
  patronNotification,
} from '../../../../shared/domain/letters/partner-notifications.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { isPatronsWish } from '../../../../shared/domain/reasons.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { findReason } from '../store/reasons.queries.ts';
import { checkEvents, decidingOf, decision, nameOfTurn } from './frame/decision.ts';
import { readersOf } from './frame/readers.ts';

/**
 * Cancels a request, or asks its partner to agree to the cancellation. Items that are here go back. Refused: `reason-unknown`;
 * `status-forbids`, for example while the patron has an item.
 */
export const cancel = decision('cancel', (step, input, context) => {
  const { db, request } = step;
  const reason = findReason(db, input.reason);
  if (reason?.active !== 1)
    return refuse('reason-unknown', t('This cancellation reason is no longer in use. Choose another one.'));
  const requestedBy = isPatronsWish(reason.code) ? 'patron' : input.requestedBy;
  const after = checkEvents(step, eventsOf.cancel(decidingOf(request), requestedBy));
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
      headline: t('Cancelled{requestedBy, select, patron { for the patron} other {}}: {label}', {
        requestedBy,
        label,
      }),
    });
  const readers = readersOf(context, request, request.turns);
  return ok({
    ...decided,
    headline: isSentByLetter(readers, after.value.words, 'cancel-asked')
      ? t('Asked {partner} to cancel: {label}', { partner: nameOfTurn(request, turnId), label })
      : t('Cancellation requested: {label}', { label }),
    remarks: input.notifyPatron
      ? patronNotification(readers, 'cancelled', t(' when the request closes'))
      : [],
  });
});
