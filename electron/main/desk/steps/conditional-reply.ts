import { openConditionOf, replyNoteRefusal } from '../../../../shared/domain/conditions.ts';
import type { TurnId } from '../../../../shared/domain/ids.ts';
import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { insertCondition, listConditions, unanswered, updateCondition } from '../store/conditions.queries.ts';
import {
  checkEvents,
  decidingOf,
  decision,
  nameOfTurn,
  requireActiveTurn,
  withConsequences,
} from './frame/decision.ts';
import type { Step } from './frame/step.ts';
import { dealWithPartnerNotes, storeOurNote } from './frame/notes.ts';

/**
 * Answers the active partner's condition. Yes: the request stays with that partner. No: its turn ends and the next partner is asked; at the
 * end of the rota the request waits for staff. Refused: `note-missing` for a reply without a note, unless the operator confirmed that;
 * `status-forbids` if no condition is open.
 */
export const conditionalReply = decision('conditional-reply', (step, input) => {
  const noteRefusal = replyNoteRefusal(input);
  if (noteRefusal !== null) return refuse('note-missing', noteRefusal);
  const { accept, note } = input;
  const { request } = step;
  const turn = requireActiveTurn(step);
  if (!turn.ok) return turn;
  const turnId = turn.value;
  const after = checkEvents(step, eventsOf.reply(decidingOf(request), accept));
  if (!after.ok) return after;
  writeAnswer(step, turnId, accept ? 'yes' : 'no', note);
  const decided = {
    after: after.value,
    turnId,
    notes: { 'condition-accepted': note, 'condition-declined': note },
  };
  return ok(
    accept
      ? {
          ...decided,
          headline: t('Condition accepted: stays with {partnerName}', {
            partnerName: nameOfTurn(request, turnId),
          }),
        }
      : { ...decided, ...withConsequences(request, after.value, t('Condition declined')) },
  );
});

/** Stores the answer. A condition that has no row of its own (it was only in a note, or not recorded) gets one. */
const writeAnswer = (step: Step, turnId: TurnId, answer: 'yes' | 'no', answerNote: string): void => {
  const { db, at, request } = step;
  const open = openConditionOf(listConditions(db, request.id), turnId);
  const answered = { answer, answerNote, answeredAt: at };
  if (open) updateCondition(db, open.id, answered);
  else
    insertCondition(db, request.id, {
      ...unanswered,
      turnId,
      reason: '',
      note: '',
      replyBy: null,
      setAt: at,
      ...answered,
    });
  dealWithPartnerNotes(step);
  storeOurNote(step, answerNote);
};
