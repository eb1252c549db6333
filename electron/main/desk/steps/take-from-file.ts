import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { activeTurn, type LifeEvent } from '../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../db/types.ts';
import { answerOfStatus, kindOfStatus } from './answers/answer-of-status.ts';
import type { DeskContext } from '../context.ts';
import type { Step } from './frame/step.ts';
import { checkEventsIfAny, decision, type Decision, nothingMoves } from './frame/decision.ts';
import { labelOf } from './parts/conflict-words.ts';
import { listOpenConflicts, type OpenConflict } from '../store/file-conflicts.queries.ts';
import type { StoredRequest } from '../store/requests.queries.ts';
import { findFileSaid } from '../store/file-said.queries.ts';
import { dismissNote } from '../store/notes.queries.ts';
import { changeFields, fieldsOf } from './edit-request.ts';
import { decideAnswer } from './partner-answer.ts';
import { inSentence, t } from '../../../../shared/words/words.ts';

/**
 * Applies the file's value of a conflicting field, by the same rules as for staff: an edit, or for a status the partner's answer. Refused
 * with their refusals, and `note-not-active`, `field-not-editable`.
 */
export const takeFromFile = decision('take-from-file', (step, input, context) => {
  const { db, at, request } = step;
  const conflict = listOpenConflicts(db, request.id).find(({ noteId }) => noteId === input.noteId);
  if (!conflict)
    return refuse('note-not-active', t('This conflict is already resolved. Nothing was changed.'));
  const decided = decide(context, step, conflict);
  if (!decided.ok) return decided;
  dismissNote(db, conflict.noteId, at);
  return decided;
});

const decide = (context: DeskContext, step: Step, conflict: OpenConflict): Result<Decision> => {
  const { request } = step;
  const field = conflict.field as SaidField;
  const { there } = conflict;
  const here = request[field];
  const headline = t('From the file: {what}', { what: inSentence(labelOf(field)) });
  // The field has been given the file's value in the meantime.
  if ((here ?? '') === '' ? (there ?? '') === '' : String(here) === there)
    return ok({ after: nothingMoves(request), headline });
  if (field === 'status') return decideStatus(context, step, conflict);
  if (field === 'partnerId')
    return refuse(
      'field-not-editable',
      t('The rota decides which partner is active. Use Ask next partner or Record partner’s answer instead.'),
    );
  // There is no rule to apply: staff never edit the cost here.
  if (field === 'cost') return ok({ after: nothingMoves(request), headline, changes: { cost: there ?? '' } });
  if (field === 'dueOn') return dateFromFile(step, there as CalendarDate | null, headline);
  const name = field === 'volumesExpected' ? 'volumes' : field;
  const edited = changeFields(context, step, { ...fieldsOf(request), [name]: valueOf(field, there) });
  return edited.ok ? ok({ ...edited.value, headline }) : edited;
};

/** The partner's due date: of the active turn, or of the items that are out. */
const dateFromFile = (step: Step, dueOn: CalendarDate | null, headline: string): Result<Decision> => {
  const { life } = step.request;
  const turnId = activeTurn(life)?.id;
  const out = life.volumes.filter(isOut).map(({ id }) => id);
  const after = checkEventsIfAny(
    step,
    out.length > 0
      ? out.map((itemId): LifeEvent => ({ type: 'volume.corrected', itemId, dueOn }))
      : turnId === undefined
        ? []
        : [{ type: 'turn.corrected', turnId, dueOn }],
  );
  return after.ok ? ok({ after: after.value, headline }) : after;
};

/** A field of a request that a file contains. */
type SaidField = keyof StoredRequest;

const numbers: readonly SaidField[] = ['patronId', 'pickupDeskId', 'volumesExpected'];

/** The value in the form's type. */
const valueOf = (field: SaidField, there: string | null): string | number | null => {
  if (numbers.includes(field)) return there === null ? null : Number(there);
  return there ?? '';
};

const decideStatus = (
  context: DeskContext,
  step: Step,
  { there, source }: OpenConflict,
): Result<Decision> => {
  const { db } = step;
  const status = statusLabel(there ?? '');
  const answer = answerOfStatus(there ?? '', { dueOn: dueOnSaid(db, step, source) });
  if (answer === null)
    return refuse(
      'status-forbids',
      kindOfStatus(there ?? '') === null
        ? t(
            '“{status}” is not a partner’s answer. It comes from a step at the desk: take that step here, or keep ours.',
            { status },
          )
        : t(
            'The file doesn’t have the details needed for “{status}”. Record the partner’s answer here, or keep ours.',
            {
              status,
            },
          ),
    );
  const decided = decideAnswer(context, step, { answer });
  return decided.ok
    ? ok({ ...decided.value, headline: t('From the file: {what}', { what: decided.value.headline }) })
    : decided;
};

/** The due date that the file gave along with the status. */
const dueOnSaid = (db: ReadableDB, { request }: Step, source: string): CalendarDate | null => {
  const kept = findFileSaid(db, request.id, source);
  const dueOn =
    kept && (JSON.parse(kept.said) as { readonly fields: { readonly dueOn?: unknown } }).fields.dueOn;
  return typeof dueOn === 'string' && isCalendarDate(dueOn) ? dueOn : null;
};
