import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { Step } from '../kernel/step.ts';
import { takeStep } from '../kernel/take-step.ts';
import { dismissNote, insertNote, listNotes } from '../store/notes.queries.ts';
import { unknownRequest } from './details.service.ts';

export type NotesService = {
  /** Adds a note of staff: an active one until someone deals with it, or one that is only kept. */
  readonly addNote: (input: Input<'requests.addNote'>) => Result<Outcome>;
  /** Says that somebody has dealt with a note. Refused when the note is not active. */
  readonly dismissNote: (input: Input<'requests.dismissNote'>) => Result<Outcome>;
};

/** The notes of a request. */
export const notesService = (context: DeskContext): NotesService => ({
  addNote: (input) =>
    noteStep(context, 'add-note', input, ({ db, at, operatorName, request }) => {
      const body = input.text.trim();
      if (body === '') return refuse('bad-payload', 'The note is empty. Write it, then save it again.');
      const active = input.active ? 1 : 0;
      insertNote(db, { requestId: request.id, author: 'staff', body, active, operatorName, createdAt: at });
      return ok(input.active ? 'Note added: active until someone deals with it' : 'Note added');
    }),

  dismissNote: (input) =>
    noteStep(context, 'dismiss-note', input, ({ db, at, request }) => {
      const note = listNotes(db, request.id).find(({ id }) => id === input.noteId);
      if (!note) return refuse('note-unknown', 'This note is not there any more. Open the request again.');
      if (note.active === 0)
        return refuse('note-not-active', 'Somebody has dealt with this note already. Nothing was changed.');
      dismissNote(db, input.noteId, at);
      return ok(note.author === 'partner' ? 'Message of the partner dealt with' : 'Note dealt with');
    }),
});

type NoteInput = { readonly opId: OpId; readonly requestId: RequestId };

/** A step on a note of one request. @param work writes it and says the headline. */
const noteStep = (
  context: DeskContext,
  kind: StepKind,
  input: NoteInput,
  work: (step: Step) => Result<string>,
): Result<Outcome> =>
  takeStep(context, { ...input, kind, input, asOf: null, unknownRequest }, (step) => {
    const headline = work(step);
    return headline.ok ? ok({ status: step.request.status, headline: headline.value }) : headline;
  });
