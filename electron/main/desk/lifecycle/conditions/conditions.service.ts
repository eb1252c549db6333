import { isConditionOf, replyNoteRefusal } from '../../../../../shared/domain/conditions.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkStatus, hasMorePartners, partnerNameOf, takeStep } from '../../kernel/take-step.ts';
import { dealWithPartnerNotes, keepOurNote } from '../decisions/notes.ts';
import { passOn } from '../decisions/pass-on.ts';
import { findCondition, putCondition } from '../../store/conditions.queries.ts';

export type ConditionsService = {
  /**
   * Answers the active partner's condition. Yes: the request stays with that partner. No: its turn ends and the next one
   * is asked; at the end of the rota the request waits for a person.
   * Refused: `note-missing` for a reply without a note, unless a person confirmed that; `status-forbids` where no condition is open.
   */
  readonly reply: (input: Input<'conditions.reply'>) => Result<Outcome>;
};

/** Conditional Reply. */
export const conditionsService = (context: DeskContext): ConditionsService => ({
  reply: (input) =>
    takeStep(context, { ...input, kind: 'conditional-reply', input }, (step) => {
      const noteRefusal = replyNoteRefusal(input);
      if (noteRefusal !== null) return refuse('note-missing', noteRefusal);
      return input.accept ? acceptCondition(step, input.note) : declineCondition(step, input.note);
    }),
});

/** A condition that only stood in a note, or nowhere, gets its row now. What an earlier partner asked for is not answered. */
const writeAnswer = (step: Step, answer: 'yes' | 'no', answerNote: string): void => {
  const { db, at, request } = step;
  const stored = findCondition(db, request.id);
  const isTheirs = stored !== undefined && isConditionOf(stored, request.activePartnerId);
  putCondition(db, request.id, {
    partnerId: request.activePartnerId,
    reason: isTheirs ? stored.reason : '',
    note: isTheirs ? stored.note : '',
    replyBy: stored?.replyBy ?? null,
    setAt: stored ? stored.setAt : at,
    answer,
    answerNote,
    answeredAt: at,
  });
  dealWithPartnerNotes(step);
  keepOurNote(step, answerNote);
};

const acceptCondition = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const status = checkStatus(request, { type: 'condition.accepted' }, requestActions.reply.done);
  if (!status.ok) return status;
  writeAnswer(step, 'yes', note);
  return ok({
    status: status.value,
    headline: `Condition accepted: stays with ${partnerNameOf(request, request.activePartnerId)}`,
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
  const status = checkStatus(request, event, requestActions.reply.done);
  if (!status.ok) return status;
  writeAnswer(step, 'no', note);
  const next = passOn(step, 'declined');
  const declined = {
    recipient: 'partner',
    partnerId: request.activePartnerId,
    kind: 'condition-answered',
    payload: { answer: 'no', note },
  } as const;
  if (next === null)
    return ok({
      status: status.value,
      headline: 'Condition declined: no partner is left in the rota',
      messages: [declined],
      remarks: ['The request waits for a person: add partners, or cancel it.'],
    });
  return ok({
    status: status.value,
    headline: `Condition declined: ${next.partnerName} is asked next`,
    changes: { activePartnerId: next.partnerId },
    messages: [
      declined,
      { recipient: 'partner', partnerId: next.partnerId, kind: 'request', payload: { note: '' } },
    ],
  });
};
