import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { isSentByLetter } from '../../../../shared/domain/letters/partner-notifications.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, nameOfTurn } from './frame/decision.ts';
import { readersOf } from './frame/readers.ts';
import { storeOurNote } from './frame/notes.ts';

/** Asks the partner where an announced parcel is. Refused: `status-forbids` if no parcel is expected. */
export const claimParcel = decision('claim-parcel', (step, { note }, context) => {
  const { request } = step;
  const after = checkEvents(step, eventsOf.claim(decidingOf(request)));
  if (!after.ok) return after;
  storeOurNote(step, note);
  const turnId = activeTurn(request.life)?.id ?? null;
  return ok({
    after: after.value,
    turnId,
    notes: { claim: note },
    headline: isSentByLetter(readersOf(context, request, request.turns), after.value.words, 'claim')
      ? t('Claimed: asked {partnerName} where it is', { partnerName: nameOfTurn(request, turnId) })
      : t('Claimed'),
  });
});
