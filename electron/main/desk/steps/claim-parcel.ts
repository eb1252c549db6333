import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision, partnerNameOf } from './frame/decision.ts';
import { keepOurNote } from './parts/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/** Asks the partner where a parcel is that it has announced. Refused: `status-forbids` where none was, or something came. */
export const claimParcel = decision('claim-parcel', (step, { note }) => {
  const { request } = step;
  const life = checkEvents(step, [{ type: 'parcel.claimed' }]);
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline: t('neverCame.claimedIsAskedWhereItIs', {
      partnerName: partnerNameOf(request, request.activePartnerId),
    }),
    messages: [
      { recipient: 'partner', partnerId: request.activePartnerId, kind: 'claim', payload: { note } },
    ],
  });
});
