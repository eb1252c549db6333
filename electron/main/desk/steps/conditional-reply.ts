import { openConditionOf, replyNoteRefusal } from '../../../../shared/domain/conditions.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { Step } from './frame/step.ts';
import { checkEvents, decision, type Decision, hasMorePartners, partnerNameOf } from './frame/decision.ts';
import { passedOn } from './parts/pass-on.ts';
import { dealWithPartnerNotes, keepOurNote } from './parts/notes.ts';
import { insertCondition, listConditions, unanswered, updateCondition } from '../store/conditions.queries.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Answers the active partner's condition. Yes: the request stays with that partner. No: its turn ends and the next one
 * is asked; at the end of the rota the request waits for a person.
 * Refused: `note-missing` for a reply without a note, unless a person confirmed that; `status-forbids` where no condition is open.
 */
export const conditionalReply = decision('conditional-reply', (step, input) => {
  const noteRefusal = replyNoteRefusal(input);
  if (noteRefusal !== null) return refuse('note-missing', noteRefusal);
  return input.accept ? acceptCondition(step, input.note) : declineCondition(step, input.note);
});

/** A condition that only stood in a note, or nowhere, gets its row now. What an earlier partner asked for is not answered. */
const writeAnswer = (step: Step, answer: 'yes' | 'no', answerNote: string): void => {
  const { db, at, request } = step;
  const open = openConditionOf(listConditions(db, request.id), request.activePartnerId);
  const answered = { answer, answerNote, answeredAt: at, partnerId: request.activePartnerId };
  if (open) updateCondition(db, open.id, answered);
  else
    insertCondition(db, request.id, {
      ...unanswered,
      reason: '',
      note: '',
      replyBy: null,
      setAt: at,
      ...answered,
    });
  dealWithPartnerNotes(step);
  keepOurNote(step, answerNote);
};

const acceptCondition = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const life = checkEvents(step, [{ type: 'condition.accepted' }]);
  if (!life.ok) return life;
  writeAnswer(step, 'yes', note);
  return ok({
    life: life.value,
    headline: t('conditions.conditionAcceptedStaysWith', {
      partnerName: partnerNameOf(request, request.activePartnerId),
    }),
    messages: [
      {
        recipient: 'partner',
        partnerId: request.activePartnerId,
        kind: 'condition-answered',
        payload: { answer: 'yes', note },
      },
    ],
  });
};

const declineCondition = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const event = { type: 'condition.declined', morePartners: hasMorePartners(request) } as const;
  const life = checkEvents(step, [event]);
  if (!life.ok) return life;
  writeAnswer(step, 'no', note);
  const declined = {
    recipient: 'partner',
    partnerId: request.activePartnerId,
    kind: 'condition-answered',
    payload: { answer: 'no', note },
  } as const;
  return ok(
    passedOn(step, 'declined', {
      life: life.value,
      headline: t('conditions.conditionDeclined'),
      messages: [declined],
    }),
  );
};
