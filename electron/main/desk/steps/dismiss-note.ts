import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { dismissNote as storeDismissed, listNotes } from '../store/notes.queries.ts';
import { decision, nothingMoves } from './frame/decision.ts';
import { t } from '../../../../shared/words/words.ts';

/** Notes that somebody has dealt with a note. Refused: `note-unknown`, `note-not-active`. */
export const dismissNote = decision('dismiss-note', ({ db, at, request }, { noteId }) => {
  const note = listNotes(db, request.id).find(({ id }) => id === noteId);
  if (!note) return refuse('note-unknown', t('requests.thisNoteIsNotThereAny'));
  if (note.active === 0) return refuse('note-not-active', t('requests.somebodyHasDealtWithThisNote'));
  storeDismissed(db, noteId, at);
  const headline =
    note.author === 'partner' ? t('requests.messageOfThePartnerDealtWith') : t('common.noteDealtWith');
  return ok({ after: nothingMoves(request), headline });
});
