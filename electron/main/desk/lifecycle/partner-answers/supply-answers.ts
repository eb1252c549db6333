import { formatDate } from '../../../../../shared/domain/dates.ts';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { keepPartnerNote } from '../../requests/keep-notes.ts';
import { endConditions } from '../../requests/end-conditions.ts';
import { insertCondition, unanswered } from '../../store/conditions.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

type Answer<K extends PartnerAnswer['kind']> = Extract<PartnerAnswer, { readonly kind: K }>;

const wordsOf = ({ reason, note }: { readonly reason: string; readonly note: string }): string =>
  note.trim() !== '' ? note.trim() : conditionLabel(reason);

/** A condition waits for our answer, and its text is an active note until then. */
export const conditional = (step: Step, answer: Answer<'conditional'>, plain: Decision): Result<Decision> => {
  const words = wordsOf(answer);
  if (words === '') return refuse('note-missing', t('partnerAnswers.sayWhatTheConditionIsChoose'));
  if (answer.replyBy !== null && answer.replyBy < step.today)
    return refuse(
      'date-refused',
      t('partnerAnswers.theDateForReplyIsIn', { replyBy: formatDate(answer.replyBy) }),
    );
  const { db, at, request } = step;
  endConditions(step);
  insertCondition(db, request.id, {
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
    return refuse('date-refused', t('partnerAnswers.theDueDateIsInThe', { dueOn: formatDate(answer.dueOn) }));
  endConditions(step);
  // The note alone is no condition: it may only say how the parcel travels. One that comes with the parcel asks for no answer.
  if (answer.reason !== '')
    insertCondition(db, request.id, {
      partnerId: request.activePartnerId,
      reason: answer.reason,
      note: answer.note,
      replyBy: null,
      setAt: at,
      ...unanswered,
      endedAt: at,
    });
  return ok({ ...plain, ...(answer.dueOn !== null && { changes: { dueOn: answer.dueOn } }) });
};
