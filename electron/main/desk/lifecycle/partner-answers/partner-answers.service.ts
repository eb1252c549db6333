import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { likelyPartner, partnerAnswers } from '../../../../../shared/domain/partner-answers.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/calls/partner-answers.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkEvents, takeStep } from '../../kernel/take-step.ts';
import { keepPartnerNote } from '../../requests/keep-notes.ts';
import { passedOn } from '../decisions/pass-on.ts';
import { endConditions } from '../../requests/end-conditions.ts';
import { cancelAccepted, checkedIn, notArrived, wantsBack } from './ending-answers.ts';
import type { AnswerOf } from './events-of-answer.ts';
import { eventsOfAnswer } from './events-of-answer.ts';
import { refuseAnswer, refusePartner } from './refuse-answer.ts';
import { headlineOf } from './headline.ts';
import { renewalRefused, renewed } from './renewal-answers.ts';
import { conditional, shipped } from './supply-answers.ts';
import { t } from '../../../../../shared/words/words.ts';

export type PartnerAnswersService = {
  /**
   * Records by hand what the active partner said, or of its volumes the one that is named. Refused: `partner-unknown`, `status-forbids` where that cannot be said now, `note-missing`
   * for a condition that says nothing, `date-refused`, `loan-unknown`.
   */
  readonly record: (input: Input<'partnerAnswers.record'>) => Result<Outcome>;
};

/** Answers of partners. */
export const partnerAnswersService = (context: DeskContext): PartnerAnswersService => ({
  record: (input) =>
    takeStep(context, { ...input, kind: 'lender-answer', input }, (step) =>
      decideAnswer(context, step, input),
    ),
});

/** What an answer comes to, as a step decides; refused as `record` refuses it. */
export const decideAnswer = (
  context: DeskContext,
  step: Step,
  { answer, partnerId: named }: Pick<Input<'partnerAnswers.record'>, 'answer' | 'partnerId'>,
): Result<Decision> => {
  const { request } = step;
  const partnerId = named ?? likelyPartner(request.life, answer.kind, request.activePartnerId);
  const refused = refuseAnswer(request, answer, partnerId) ?? refusePartner(request, answer.kind, named);
  if (refused) return refused;
  const events = eventsOfAnswer(request, answer, partnerId);
  const life = checkEvents(request, events, cannot(answer.kind));
  if (!life.ok) return life;
  const decided = takeAnswer(context, step, { answer, partnerId }, life.value);
  // The note of a condition is kept with it, as one that somebody must deal with.
  if (decided.ok && answer.kind !== 'conditional') keepPartnerNote(step, answer.note, false);
  return decided;
};

const cannot = (kind: PartnerAnswerKind): string =>
  t('partnerAnswers.givenTheAnswerThePartner', { label: partnerAnswers[kind].label });

const takeAnswer = (
  context: DeskContext,
  step: Step,
  { answer, partnerId }: AnswerOf<PartnerAnswer>,
  life: Life,
): Result<Decision> => {
  const plain = { life, headline: headlineOf(step.request, answer.kind, partnerId) };
  switch (answer.kind) {
    case 'will-supply':
    case 'demand-withdrawn':
      return ok(plain);
    case 'shipped-digitally':
      endConditions(step);
      return ok({ ...plain, remarks: [t('partnerAnswers.receiveItDigitallyWhenTheFile')] });
    case 'checked-in':
      return ok(checkedIn(step, partnerId, plain));
    case 'not-arrived':
      return ok(notArrived(step, { answer, partnerId }, plain));
    case 'cancel-refused':
      return ok({
        ...plain,
        remarks: [t('partnerAnswers.theRequestGoesOnReceiveThe')],
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
      return renewed(context, step, { answer, partnerId }, plain);
    case 'renewal-refused':
      return ok(renewalRefused(step, { answer, partnerId }, plain));
    case 'overdue':
    case 'recalled':
      return ok(wantsBack(context, step, { answer, partnerId }, plain));
    case 'settled':
      return ok(plain);
  }
};
