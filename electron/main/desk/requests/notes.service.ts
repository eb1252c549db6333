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
import { t } from '../../../../shared/words/words.ts';

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
      if (body === '') return refuse('bad-payload', t('requests.theNoteIsEmptyWriteIt'));
      const active = input.active ? 1 : 0;
      insertNote(db, { requestId: request.id, author: 'staff', body, active, operatorName, createdAt: at });
      return ok(input.active ? t('requests.noteAddedActiveUntilSomeoneDeals') : t('common.noteAdded'));
    }),

  dismissNote: (input) =>
    noteStep(context, 'dismiss-note', input, ({ db, at, request }) => {
      const note = listNotes(db, request.id).find(({ id }) => id === input.noteId);
      if (!note) return refuse('note-unknown', t('requests.thisNoteIsNotThereAny'));
      if (note.active === 0) return refuse('note-not-active', t('requests.somebodyHasDealtWithThisNote'));
      dismissNote(db, input.noteId, at);
      return ok(
        note.author === 'partner' ? t('requests.messageOfThePartnerDealtWith') : t('common.noteDealtWith'),
      );
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
    return headline.ok ? ok({ life: step.request.life, headline: headline.value }) : headline;
  });
