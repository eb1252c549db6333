import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { dismissNote as storeDismissed, listNotes } from '../store/notes.queries.ts';
import { decision, nothingMoves } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

/** Dismisses an active note. Refused: `note-unknown`, `note-not-active`. */
export const dismissNote = decision('dismiss-note', ({ db, at, request }, { noteId }) => {
  const note = listNotes(db, request.id).find(({ id }) => id === noteId);
  if (!note) return refuse('note-unknown', t('This note no longer exists. Open the request again.'));
  if (note.active === 0)
    return refuse('note-not-active', t('Already handled by someone else. Nothing was changed.'));
  storeDismissed(db, noteId, at);
  const headline = note.author === 'partner' ? t('Partner’s note dismissed') : t('Note dismissed');
  return ok({ after: nothingMoves(request), headline });
});
