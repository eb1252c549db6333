import type { ConflictView } from '../../../../../shared/ipc/request-views.ts';
import type { ThreadNote } from '../../../../../shared/ipc/calls/thread.ts';
import type { DeskContext } from '../../context.ts';
import { systemLabel, labelOf, valueInWords } from '../../steps/parts/conflict-words.ts';
import { takeRefusal } from '../../steps/take-from-file.ts';
import { findLastChangeOf } from '../../store/change-log.queries.ts';
import { findLastMove } from '../../store/command-log.queries.ts';
import { listOpenConflicts, type OpenConflict } from '../../store/file-conflicts.queries.ts';
import type { NoteRow } from '../../store/notes.queries.ts';
import { type RequestRow, requestColumnNames, type StoredRequest } from '../../store/requests.queries.ts';

/** Returns a note as its thread shows it, with the open conflict that it reports. */
export const noteViewOf = (context: DeskContext, request: StoredRequest, note: NoteRow): ThreadNote => {
  const conflict = listOpenConflicts(context.db, request.id).find(({ noteId }) => noteId === note.id);
  return {
    noteId: note.id,
    active: note.active === 1,
    dismissedAt: note.dismissedAt,
    conflict: conflict ? conflictOf(context, request, conflict) : null,
  };
};

const conflictOf = (context: DeskContext, request: StoredRequest, conflict: OpenConflict): ConflictView => {
  const { db } = context;
  const { field, there, source, fileName, foundAt } = conflict;
  const name = field as keyof RequestRow;
  const changed =
    name === 'status'
      ? findLastMove(db, request.id)
      : findLastChangeOf(db, 'request', request.id, requestColumnNames[name]);
  return {
    label: labelOf(field),
    here: valueInWords(db, field, request[name]),
    there: valueInWords(db, field, there),
    changed: changed ?? null,
    systemName: systemLabel(source) ?? '',
    fileName,
    foundAt,
    takeRefusal: takeRefusal(context, request, conflict),
  };
};
