import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import {
  activeTurn,
  type LifeEvent,
  type Outcome as LifeOutcome,
} from '../../../../shared/domain/life/life.ts';
import { wasAsked } from '../../../../shared/domain/life/turn.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import { answersFor, likelyTurn, type PartnerAnswerKind } from '../../../../shared/domain/partner-answers.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../db/types.ts';
import { answerOfStatus, kindOfStatus } from './answers/answer-of-status.ts';
import { refuseAnswer } from './answers/refuse-answer.ts';
import type { DeskContext } from '../context.ts';
import { type Step, withParts } from './frame/step.ts';
import { checkEvents, decision, type Decision, forbid, nothingMoves } from './frame/decision.ts';
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

/** A request on which the file's value of a field would be taken. */
type On = Pick<Step, 'kind' | 'request'> & { readonly db: ReadableDB };

/** Returns why the file's value cannot be taken as the request is now; null if it can. */
export const takeRefusal = (
  context: DeskContext,
  request: StoredRequest,
  conflict: OpenConflict,
): string | null => {
  const on: On = { kind: 'take-from-file', db: context.db, request: withParts(context.db, request) };
  const refused = refusalOf(context, on, conflict);
  return refused === null || refused.ok ? null : refused.error.message;
};

/** Whether the field has been given the file's value in the meantime. */
const isTaken = ({ request }: On, { field, there }: OpenConflict): boolean => {
  const here = request[field as SaidField];
  return (here ?? '') === '' ? (there ?? '') === '' : String(here) === there;
};

const refusalOf = (context: DeskContext, on: On, conflict: OpenConflict): Result<unknown> | null => {
  if (isTaken(on, conflict)) return null;
  switch (conflict.field as SaidField) {
    case 'status':
      return checkStatus(on, conflict);
    case 'partnerId':
      return refuse(
        'field-not-editable',
        t(
          'The rota decides which partner is active. Use Ask next partner or Record partner’s answer instead.',
        ),
      );
    case 'cost':
      return null;
    case 'dueOn':
      return checkDate(on, conflict);
    default:
      return checkField(context, on, conflict);
  }
};

const decide = (context: DeskContext, step: Step, conflict: OpenConflict): Result<Decision> => {
  const { request } = step;
  const { field, there } = conflict;
  const headline = t('From the file: {what}', { what: inSentence(labelOf(field)) });
  if (isTaken(step, conflict)) return ok({ after: nothingMoves(request), headline });
  const refused = refusalOf(context, step, conflict);
  if (refused !== null && !refused.ok) return refused;
  if (field === 'status') return decideStatus(context, step, conflict);
  // There is no rule to apply: staff never edit the cost here.
  if (field === 'cost') return ok({ after: nothingMoves(request), headline, changes: { cost: there ?? '' } });
  if (field === 'dueOn') {
    const after = checkDate(step, conflict);
    return after.ok ? ok({ after: after.value, headline }) : after;
  }
  const edited = checkField(context, step, conflict);
  return edited.ok ? ok({ ...edited.value, headline }) : edited;
};

const checkField = (context: DeskContext, on: On, { field, there }: OpenConflict) => {
  const name = field === 'volumesExpected' ? 'volumes' : field;
  return changeFields(context, on, {
    ...fieldsOf(on.request),
    [name]: valueOf(field as SaidField, there),
  });
};

/** The partner's due date: of the items that are out, or of the active turn. */
const checkDate = (on: On, { there }: OpenConflict): Result<LifeOutcome> => {
  const { life } = on.request;
  const dueOn = there as CalendarDate | null;
  const turnId = activeTurn(life)?.id;
  const out = life.volumes.filter(isOut).map(({ id }) => id);
  if (out.length === 0 && turnId === undefined)
    return refuse(
      'field-not-editable',
      t('No item is here, on loan or on its way, so there is no due date to change.'),
    );
  return checkEvents(
    on,
    out.length > 0
      ? out.map((itemId): LifeEvent => ({ type: 'volume.corrected', itemId, dueOn }))
      : turnId === undefined
        ? []
        : [{ type: 'turn.corrected', turnId, dueOn }],
  );
};

/** A field of a request that a file contains. */
type SaidField = keyof StoredRequest;

const numbers: readonly SaidField[] = ['patronId', 'pickupDeskId', 'volumesExpected'];

/** The value in the form's type. */
const valueOf = (field: SaidField, there: string | null): string | number | null => {
  if (numbers.includes(field)) return there === null ? null : Number(there);
  return there ?? '';
};

const answerIn = ({ db, request }: On, { there, source }: OpenConflict): PartnerAnswer | null =>
  answerOfStatus(there ?? '', { dueOn: dueOnSaid(db, request.id, source) });

/** The turn of the partner that the file names, or else the likeliest one; null if it names one that was not asked here. */
const turnMeant = ({ db, request }: On, { source }: OpenConflict, kind: PartnerAnswerKind): TurnId | null => {
  const partnerId = partnerSaid(db, request.id, source);
  if (partnerId === null) return likelyTurn(request.life, kind);
  return request.life.turns.findLast((turn) => turn.partnerId === partnerId && wasAsked(turn))?.id ?? null;
};

const checkStatus = (on: On, conflict: OpenConflict): Result<null> => {
  const { request } = on;
  const status = statusLabel(conflict.there ?? '');
  if (
    kindOfStatus(conflict.there ?? '') !== null &&
    findFileSaid(on.db, request.id, conflict.source) === undefined
  )
    return refuse(
      'status-forbids',
      t(
        'The partner and due date that the file gave with “{status}” are kept only at the workstation that imported the file. Take the file’s value there, record the partner’s answer here, or keep ours.',
        { status },
      ),
    );
  const answer = answerIn(on, conflict);
  if (answer === null)
    return refuse(
      'status-forbids',
      kindOfStatus(conflict.there ?? '') === null
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
  const turnId = turnMeant(on, conflict, answer.kind);
  if (turnId === null && partnerSaid(on.db, request.id, conflict.source) !== null)
    return refuse(
      'status-forbids',
      t(
        'The file says “{status}” of a partner that was not asked here. If ours is right, correct the other system.',
        {
          status,
        },
      ),
    );
  if (turnId !== null && answersFor(request.life, turnId).includes(answer.kind))
    return refuseAnswer(request, { answer, turnId }) ?? ok(null);
  return refuse(
    'status-forbids',
    t(
      '“{status}” does not change a request that is “{here}”. If ours is right, contact the partner and correct the other system.',
      {
        status,
        here: statusLabel(request.status),
      },
    ),
  );
};

const decideStatus = (context: DeskContext, step: Step, conflict: OpenConflict): Result<Decision> => {
  const answer = answerIn(step, conflict);
  if (answer === null) return forbid(step.request, step.kind);
  const turnId = turnMeant(step, conflict, answer.kind);
  const decided = decideAnswer(context, step, { answer, ...(turnId !== null && { turnId }) });
  return decided.ok
    ? ok({ ...decided.value, headline: t('From the file: {what}', { what: decided.value.headline }) })
    : decided;
};

/** What the file last said about the request. */
const fieldsSaid = (
  db: ReadableDB,
  id: RequestId,
  source: string,
): { readonly dueOn?: unknown; readonly partnerId?: unknown } => {
  const kept = findFileSaid(db, id, source);
  return kept ? (JSON.parse(kept.said) as { readonly fields: object }).fields : {};
};

/** The partner that the file named along with the status. */
const partnerSaid = (db: ReadableDB, id: RequestId, source: string): number | null => {
  const { partnerId } = fieldsSaid(db, id, source);
  return typeof partnerId === 'number' ? partnerId : null;
};

/** The due date that the file gave along with the status. */
const dueOnSaid = (db: ReadableDB, id: RequestId, source: string): CalendarDate | null => {
  const { dueOn } = fieldsSaid(db, id, source);
  return typeof dueOn === 'string' && isCalendarDate(dueOn) ? dueOn : null;
};
