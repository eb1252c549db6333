import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision, hasMorePartners, partnerNameOf } from './frame/decision.ts';
import { passedOn } from './parts/pass-on.ts';
import { keepOurNote } from './parts/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Gives up a parcel that never came: the partner is told that it is not needed, and the next one of the rota is asked; at its end the
 * request waits for a person. Refused: `status-forbids`.
 */
export const askNextPartner = decision('ask-next-partner', (step, { note }) => {
  const { request } = step;
  const life = checkEvents(step, [{ type: 'partner.passedOver', morePartners: hasMorePartners(request) }]);
  if (!life.ok) return life;
  keepOurNote(step, note);
  const partner = partnerNameOf(request, request.activePartnerId);
  return ok(
    passedOn(step, 'expired', {
      life: life.value,
      headline: t('neverCame.itNeverCameFrom', { partner }),
      messages: [
        { recipient: 'partner', partnerId: request.activePartnerId, kind: 'cancel', payload: { note: '' } },
      ],
    }),
  );
});
