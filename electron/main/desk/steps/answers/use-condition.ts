import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { insertCondition, unanswered } from '../../store/conditions.queries.ts';
import type { Step } from '../frame/step.ts';
import type { AnswerOf } from './take-answer.ts';

/**
 * Stores the condition of use that comes with a parcel; it needs no answer. A note alone is not a condition: it may only say how the parcel is
 * shipped.
 */
export const storeUseCondition = (
  { db, at, request }: Step,
  { answer, turnId }: AnswerOf<Extract<PartnerAnswer, { readonly kind: 'shipped' }>>,
): void => {
  if (answer.reason === '') return;
  insertCondition(db, request.id, {
    turnId,
    reason: answer.reason,
    note: answer.note,
    replyBy: null,
    setAt: at,
    ...unanswered,
    endedAt: at,
  });
};
