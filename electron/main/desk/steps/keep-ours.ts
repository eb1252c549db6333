import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { labelOf } from './parts/conflict-words.ts';
import { listOpenConflicts } from '../store/file-conflicts.queries.ts';
import { dismissNote } from '../store/notes.queries.ts';
import { decision, nothingMoves } from './frame/decision.ts';
import { inSentence, t } from '../../../../shared/words/words.ts';

/**
 * Keeps our values of fields that conflict with a file. The note of the conflict is dismissed, and the file's values stay in `file_said`,
 * so importing the same file again raises no conflict. Undo restores the note, and with it the conflict. Refused: `note-not-active` if no
 * such conflict is open.
 */
export const keepOurs = decision('keep-ours', ({ db, at, request }, input) => {
  const conflicts = listOpenConflicts(db, request.id).filter(
    ({ noteId }) => input.noteId === null || noteId === input.noteId,
  );
  if (conflicts.length === 0)
    return refuse('note-not-active', t('This conflict is already resolved. Nothing was changed.'));
  for (const { noteId } of conflicts) dismissNote(db, noteId, at);
  const fields = conflicts.map(({ field }) => inSentence(labelOf(field))).join(', ');
  return ok({ after: nothingMoves(request), headline: t('Kept ours: {fields}', { fields }) });
});
