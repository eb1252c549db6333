import { partnerToAsk } from '../../../../shared/domain/rota.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision, partnerNameOf } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

/** Asks the first partner of the rota that has not had its turn. Refused: `partner-missing`, `status-forbids`. */
export const sendRequest = decision('send-request', (step, { note }) => {
  const { request } = step;
  const life = checkEvents(step, [{ type: 'sent' }]);
  if (!life.ok) return life;
  const partnerId = partnerToAsk(request.rota, request.activePartnerId);
  if (partnerId === null)
    return refuse('partner-missing', t('sending.hasNoPartnerThatCanBe', { externalId: request.externalId }), {
      requestId: request.id,
    });
  return ok({
    life: life.value,
    headline: t('sending.sentTo', { partnerName: partnerNameOf(request, partnerId) }),
    changes: { activePartnerId: partnerId },
    messages: [{ recipient: 'partner', partnerId, kind: 'request', payload: { note } }],
  });
});
