import { formatDate } from '../../../../../shared/domain/dates.ts';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/calls/partner-answers.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { keepPartnerNote } from '../decisions/notes.ts';
import { putCondition, unanswered } from '../../store/conditions.queries.ts';

type Answer<K extends PartnerAnswer['kind']> = Extract<PartnerAnswer, { readonly kind: K }>;

const wordsOf = ({ reason, note }: { readonly reason: string; readonly note: string }): string =>
  note.trim() !== '' ? note.trim() : conditionLabel(reason);

/** A condition waits for our answer, and its text is an active note until then. */
export const conditional = (step: Step, answer: Answer<'conditional'>, plain: Decision): Result<Decision> => {
  const words = wordsOf(answer);
  if (words === '')
    return refuse(
      'note-missing',
      'Say what the condition is: choose a reason, or write what the partner wrote.',
    );
  if (answer.replyBy !== null && answer.replyBy < step.today)
    return refuse('date-refused', `The date for reply, ${formatDate(answer.replyBy)}, is in the past.`);
  const { db, at, request } = step;
  putCondition(db, request.id, {
    partnerId: request.activePartnerId,
    reason: answer.reason,
    note: answer.note,
    replyBy: answer.replyBy,
    setAt: at,
    ...unanswered,
  });
  keepPartnerNote(step, words, true);
  return ok({ ...plain, headline: `${plain.headline}: ${words}` });
};

/** The parcel is announced, with its due date and its conditions of use where the partner named them. */
export const shipped = (step: Step, answer: Answer<'shipped'>, plain: Decision): Result<Decision> => {
  const { db, at, request, today } = step;
  if (answer.dueOn !== null && answer.dueOn < today)
    return refuse(
      'date-refused',
      `The due date ${formatDate(answer.dueOn)} is in the past. Compare it with the partner’s paperwork.`,
    );
  // The note alone is no condition: it may only say how the parcel travels.
  if (answer.reason !== '')
    putCondition(db, request.id, {
      partnerId: request.activePartnerId,
      reason: answer.reason,
      note: answer.note,
      replyBy: null,
      setAt: at,
      ...unanswered,
    });
  return ok({ ...plain, ...(answer.dueOn !== null && { changes: { dueOn: answer.dueOn } }) });
};
