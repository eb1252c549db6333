import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, nameOfTurn, skippedRemarks } from './frame/decision.ts';

/** Asks the first partner of the rota that waits and is in use. Refused: `partner-missing`, `status-forbids`. */
export const sendRequest = decision('send-request', (step, { note }) => {
  const { request } = step;
  const deciding = decidingOf(request);
  const [turnId] = deciding.askable;
  // The status weighs more than the partner that is missing.
  const mayBeSent = request.life.endedAs === null && request.life.cancelWish === null;
  if (turnId === undefined && mayBeSent && request.turnState === null)
    return refuse('partner-missing', t('sending.hasNoPartnerThatCanBe', { externalId: request.externalId }), {
      requestId: request.id,
    });
  const after = checkEvents(step, eventsOf.send(deciding));
  if (!after.ok) return after;
  return ok({
    after: after.value,
    turnId: turnId ?? null,
    notes: { request: note },
    headline: t('sending.sentTo', { partnerName: nameOfTurn(request, turnId ?? null) }),
    remarks: skippedRemarks(request, turnId ?? null),
  });
});
