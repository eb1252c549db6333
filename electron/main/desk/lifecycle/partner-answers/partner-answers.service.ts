import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { partnerAnswers } from '../../../../../shared/domain/partner-answers.ts';
import type { RequestEvent } from '../../../../../shared/domain/request.machine.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/calls/partner-answers.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkStatus, hasMorePartners, takeStep } from '../../kernel/take-step.ts';
import { keepPartnerNote } from '../decisions/notes.ts';
import { cancelAccepted, checkedIn, notArrived, passedOn, settled, wantsBack } from './ending-answers.ts';
import { headlineOf } from './headline.ts';
import { renewalRefused, renewed } from './renewal-answers.ts';
import { conditional, shipped } from './supply-answers.ts';

export type PartnerAnswersService = {
  /**
   * Records by hand what the active partner said. Refused: `status-forbids` where that cannot be said now, `note-missing`
   * for a condition that says nothing, `date-refused`, `loan-unknown`.
   */
  readonly record: (input: Input<'partnerAnswers.record'>) => Result<Outcome>;
};

/** Answers of partners. */
export const partnerAnswersService = (context: DeskContext): PartnerAnswersService => ({
  record: (input) =>
    takeStep(context, { ...input, kind: 'lender-answer', input }, (step) => {
      const { answer } = input;
      const status = checkStatus(step.request, eventOf(step.request, answer.kind), cannot(answer.kind));
      if (!status.ok) return status;
      const decided = takeAnswer(context, step, answer, status.value);
      // The note of a condition is kept with it, as one that somebody must deal with.
      if (decided.ok && answer.kind !== 'conditional') keepPartnerNote(step, answer.note, false);
      return decided;
    }),
});

/** What an answer is for the lifecycle. Where it ends the partner's turn, it matters who is asked next. */
const eventOf = (request: Step['request'], kind: PartnerAnswerKind): RequestEvent => {
  const type = partnerAnswers[kind].event;
  return type === 'partner.rejected' || type === 'partnerLine.expired'
    ? { type, morePartners: hasMorePartners(request) }
    : { type };
};

const cannot = (kind: PartnerAnswerKind): string =>
  `given the answer “The partner ${partnerAnswers[kind].label}”`;

const takeAnswer = (
  context: DeskContext,
  step: Step,
  answer: PartnerAnswer,
  status: Decision['status'],
): Result<Decision> => {
  const plain = { status, headline: headlineOf(step.request, answer.kind) };
  switch (answer.kind) {
    case 'will-supply':
      return ok(plain);
    case 'checked-in':
      return checkedIn(step, plain);
    case 'not-arrived':
      return notArrived(step, answer, plain);
    case 'cancel-refused':
      return ok({
        ...plain,
        remarks: ['The request goes on. Receive the item when it comes, or send it straight back.'],
      });
    case 'conditional':
      return conditional(step, answer, plain);
    case 'shipped':
      return shipped(step, answer, plain);
    case 'rejected':
    case 'expired':
      return ok(passedOn(step, answer.kind, plain));
    case 'cancel-accepted':
      return ok(cancelAccepted(step, plain));
    case 'renewed':
    case 'patron-renewed':
      return renewed(context, step, answer, plain);
    case 'renewal-refused':
      return renewalRefused(step, answer.note, plain);
    case 'overdue':
    case 'recalled':
      return wantsBack(step, answer, plain);
    case 'settled':
      return settled(step, plain);
  }
};
