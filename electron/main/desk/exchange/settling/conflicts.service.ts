import { isCalendarDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { takeStep } from '../../kernel/take-step.ts';
import { decideAnswer } from '../../lifecycle/partner-answers/partner-answers.service.ts';
import { labelOf } from '../../requests/conflict-words.ts';
import { unknownRequest } from '../../requests/details.service.ts';
import { changeFields, fieldsOf } from '../../requests/edit-request.service.ts';
import type { OpenConflict } from '../../store/file-conflicts.queries.ts';
import { listOpenConflicts } from '../../store/file-conflicts.queries.ts';
import { findFileSaid } from '../../store/file-said.queries.ts';
import { dismissNote } from '../../store/notes.queries.ts';
import type { Said, SaidField } from '../storing/said.ts';
import { answerOfStatus } from '../storing/partner-moved.ts';
import { inSentence, t } from '../../../../../shared/words/words.ts';

export type ConflictsService = {
  /** Leaves fields as they are here, whatever a file says. Refused (`note-not-active`) where nothing of it waits any more. */
  readonly keep: (input: Input<'conflicts.keep'>) => Result<Outcome>;
  /**
   * Makes of a field what the file says, by the rules that hold for a person: an edit, or for a status the partner's answer.
   * Refused with what those refuse, and `note-not-active`, `field-not-editable`.
   */
  readonly take: (input: Input<'conflicts.take'>) => Result<Outcome>;
};

/**
 * Settles conflicts with files. Settled is what nobody has to deal with: its note is dismissed, and what the file said stays kept
 * in `file_said`, so that the same file asks no more. An undo puts the note back, and with it the conflict.
 */
export const conflictsService = (context: DeskContext): ConflictsService => ({
  keep: (input) =>
    takeStep(context, { ...input, kind: 'keep-ours', input, asOf: null, unknownRequest }, (step) => {
      const { db, at, request } = step;
      const conflicts = listOpenConflicts(db, request.id).filter(
        ({ noteId }) => input.noteId === null || noteId === input.noteId,
      );
      if (conflicts.length === 0) return refuseSettled();
      for (const { noteId } of conflicts) dismissNote(db, noteId, at);
      const fields = conflicts.map(({ field }) => inSentence(labelOf(field))).join(', ');
      return ok({ life: request.life, headline: t('exchange.keptOurs', { fields }) });
    }),

  take: (input) =>
    takeStep(context, { ...input, kind: 'take-from-file', input, asOf: null, unknownRequest }, (step) => {
      const { db, at, request } = step;
      const conflict = listOpenConflicts(db, request.id).find(({ noteId }) => noteId === input.noteId);
      if (!conflict) return refuseSettled();
      const decided = decide(context, step, conflict);
      if (!decided.ok) return decided;
      dismissNote(db, conflict.noteId, at);
      return decided;
    }),
});

const refuseSettled = (): Result<never> =>
  refuse('note-not-active', t('exchange.thisConflictIsSettledAlready'));

const decide = (context: DeskContext, step: Step, conflict: OpenConflict): Result<Decision> => {
  const { request } = step;
  const field = conflict.field as SaidField;
  const { there } = conflict;
  const here = request[field];
  const headline = t('exchange.takenFromTheFile', { what: inSentence(labelOf(field)) });
  // Somebody wrote meanwhile what the file says.
  if ((here ?? '') === '' ? (there ?? '') === '' : String(here) === there)
    return ok({ life: request.life, headline });
  if (field === 'status') return decideStatus(context, step, conflict);
  if (field === 'activePartnerId') return refuse('field-not-editable', t('exchange.whoseTurnItIsFollowsThe'));
  // Nobody types the cost in here: there is no rule to ask.
  if (field === 'cost') return ok({ life: request.life, headline, changes: { cost: there ?? '' } });
  const name = field === 'volumesExpected' ? 'volumes' : field;
  const edited = changeFields(context, step, { ...fieldsOf(request), [name]: valueOf(field, there) });
  return edited.ok ? ok({ ...edited.value, headline }) : edited;
};

const numbers: readonly SaidField[] = ['patronId', 'pickupDeskId', 'volumesExpected'];
const dates: readonly SaidField[] = ['dueOn'];

/** A value as the form has it. */
const valueOf = (field: SaidField, there: string | null): string | number | null => {
  if (numbers.includes(field)) return there === null ? null : Number(there);
  return dates.includes(field) ? there : (there ?? '');
};

const decideStatus = (
  context: DeskContext,
  step: Step,
  { there, source }: OpenConflict,
): Result<Decision> => {
  const { db, request } = step;
  const status = statusLabel(there ?? '');
  const answer = answerOfStatus(request.life, there ?? '', {
    dueOn: dueOnSaid(db, step, source),
    condition: undefined,
    items: undefined,
  });
  if (answer === null) return refuse('status-forbids', t('exchange.noPartnerSaysThat', { status }));
  const decided = decideAnswer(context, step, { answer });
  return decided.ok
    ? ok({ ...decided.value, headline: t('exchange.takenFromTheFile', { what: decided.value.headline }) })
    : decided;
};

/** The due date that the file gave beside the status. */
const dueOnSaid = (db: ReadableDB, { request }: Step, source: string): CalendarDate | null => {
  const kept = findFileSaid(db, request.id, source);
  const dueOn = kept && (JSON.parse(kept.said) as Said).fields.dueOn;
  return typeof dueOn === 'string' && isCalendarDate(dueOn) ? dueOn : null;
};
