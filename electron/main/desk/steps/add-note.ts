import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { insertNote } from '../store/notes.queries.ts';
import { decision, nothingMoves } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

/** Adds a staff note: either active until someone dismisses it, or kept for the record only. Refused: `bad-payload` if it is empty. */
export const addNote = decision('add-note', ({ db, at, operatorName, request }, input) => {
  const body = input.text.trim();
  if (body === '') return refuse('bad-payload', t('The note is empty. Enter a note, then save it again.'));
  const active = input.active ? 1 : 0;
  insertNote(db, { requestId: request.id, author: 'staff', body, active, operatorName, createdAt: at });
  const headline = input.active ? t('Note added: active until someone dismisses it') : t('Note added');
  return ok({ after: nothingMoves(request), headline });
});
