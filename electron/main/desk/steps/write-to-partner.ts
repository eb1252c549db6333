import type { PartnerNotification } from '../../../../shared/domain/life/life.ts';
import { turnsThatAnswer } from '../../../../shared/domain/partner-answers.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { decision, nameOfTurn, nothingMoves } from './frame/decision.ts';
import { storeOurNote } from './frame/notes.ts';

const message: PartnerNotification['word'] = 'message';

/** Sends a partner a message of staff. Refused: `bad-payload` if it is empty, `partner-unknown` if the partner was never asked. */
export const writeToPartner = decision('write-to-partner', (step, { turnId, text }) => {
  const { request } = step;
  const words = text.trim();
  if (words === '')
    return refuse('bad-payload', t('The message is empty. Write something, then send it again.'));
  if (!turnsThatAnswer(request.life).includes(turnId))
    return refuse(
      'partner-unknown',
      t('The partner you chose was never asked for {externalId}. Choose another one.', {
        externalId: request.externalId,
      }),
    );
  storeOurNote(step, words);
  return ok({
    after: { ...nothingMoves(request), words: [{ turnId, word: message }] },
    turnId,
    notes: { message: words },
    headline: t('Wrote to {partnerName}', { partnerName: nameOfTurn(request, turnId) }),
  });
});
