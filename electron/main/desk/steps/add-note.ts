import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { insertNote } from '../store/notes.queries.ts';
import { decision, nameOfTurn, nothingMoves } from './frame/decision.ts';
import { storePartnerNote } from './frame/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Adds a note of staff, or one that a partner sent by message: either active until someone dismisses it, or kept for the record only.
 * Refused: `bad-payload` if it is empty.
 */
export const addNote = decision('add-note', (step, input, { session }) => {
  const { db, opId, at, operatorName, request } = step;
  const body = input.text.trim();
  if (body === '') return refuse('bad-payload', t('The note is empty. Enter a note, then save it again.'));
  const after = nothingMoves(request);
  if (session.isPartner === true) {
    storePartnerNote(step, body, input.active);
    const turnId = input.turnId ?? null;
    const partnerName = nameOfTurn(request, turnId, t('The partner'));
    return ok({ after, turnId, headline: t('{partnerName} sent a note', { partnerName }) });
  }
  const active = input.active ? 1 : 0;
  insertNote(db, {
    requestId: request.id,
    opId,
    author: 'staff',
    body,
    active,
    operatorName,
    createdAt: at,
  });
  const headline = input.active ? t('Note added: active until someone dismisses it') : t('Note added');
  return ok({ after, headline });
});
