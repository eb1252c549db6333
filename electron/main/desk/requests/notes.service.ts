import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import { authorizeStep } from '../kernel/authorize.ts';
import { runCommand } from '../kernel/run-command.ts';
import { insertRequestEvent } from '../store/command-log.queries.ts';
import { dismissNote, insertNote, listNotes } from '../store/notes.queries.ts';
import type { StoredRequest } from '../store/requests.queries.ts';
import { findRequest, updateRequest } from '../store/requests.queries.ts';
import { refuseUnknownRequest } from './details.service.ts';

export type NotesService = {
  /** Adds a note of staff: an active one until someone deals with it, or one that is only kept. */
  readonly addNote: (input: Input<'requests.addNote'>) => Result<Outcome>;
  /** Says that somebody has dealt with a note. Refused when the note is not active. */
  readonly dismissNote: (input: Input<'requests.dismissNote'>) => Result<Outcome>;
};

/** The notes of a request (product.md §1, §3.2). */
export const notesService = (context: DeskContext): NotesService => ({
  addNote: (input) =>
    noteStep(context, 'add-note', input, (db, at) => {
      const text = input.text.trim();
      if (text === '') return refuse('bad-payload', 'The note is empty. Write it, then save it again.');
      insertNote(db, {
        requestId: input.requestId,
        author: 'staff',
        body: text,
        active: input.active ? 1 : 0,
        operatorName: context.session.operator().name,
        createdAt: at,
      });
      return ok(input.active ? 'Note added: active until someone deals with it' : 'Note added');
    }),

  dismissNote: (input) =>
    noteStep(context, 'dismiss-note', input, (db, at) => {
      const note = listNotes(db, input.requestId).find(({ id }) => id === input.noteId);
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
  work: (db: WritableDB, at: Instant) => Result<string>,
): Result<Outcome> =>
  runCommand<Outcome>(context, { opId: input.opId, kind, input }, (db, at) => {
    const allowed = authorizeStep(context, kind, input.requestId);
    if (!allowed.ok) return allowed;
    const request = findRequest(db, input.requestId);
    if (!request) return refuseUnknownRequest();
    const headline = work(db, at);
    if (!headline.ok) return headline;
    updateRequest(db, request.id, { updatedAt: at, workedOn: 1 });
    insertRequestEvent(db, {
      requestId: request.id,
      opId: input.opId,
      at,
      kind,
      statusBefore: request.status,
      statusAfter: request.status,
      headline: headline.value,
    });
    return ok({ requestId: request.id, answer: outcomeOf(request, input.opId, headline.value) });
  });

/** The answer of a step that was about the whole request and moved no item. */
export const outcomeOf = (
  request: Pick<StoredRequest, 'id' | 'externalId' | 'title' | 'patronName'>,
  opId: OpId,
  headline: string,
  remarks: readonly string[] = [],
): Outcome => ({
  opId,
  requestId: request.id,
  externalId: request.externalId,
  title: request.title,
  patronName: request.patronName,
  barcode: null,
  headline,
  whereTo: null,
  slip: null,
  remarks: [...remarks],
});
