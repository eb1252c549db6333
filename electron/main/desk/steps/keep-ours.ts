import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { labelOf } from './parts/conflict-words.ts';
import { listOpenConflicts } from '../store/file-conflicts.queries.ts';
import { dismissNote } from '../store/notes.queries.ts';
import { decision, nothingMoves } from './frame/decision.ts';
import { inSentence, t } from '../../../../shared/words/words.ts';

/**
 * Leaves fields as they are here, whatever a file says. The note of the conflict is dismissed, and what the file said stays in
 * `file_said`, so that the same file asks no more. An undo restores the note, and with it the conflict.
 * Refused: `note-not-active` where no such conflict is open.
 */
export const keepOurs = decision('keep-ours', ({ db, at, request }, input) => {
  const conflicts = listOpenConflicts(db, request.id).filter(
    ({ noteId }) => input.noteId === null || noteId === input.noteId,
  );
  if (conflicts.length === 0)
    return refuse('note-not-active', t('This conflict is already settled. Nothing was changed.'));
  for (const { noteId } of conflicts) dismissNote(db, noteId, at);
  const fields = conflicts.map(({ field }) => inSentence(labelOf(field))).join(', ');
  return ok({ after: nothingMoves(request), headline: t('Kept ours: {fields}', { fields }) });
});
