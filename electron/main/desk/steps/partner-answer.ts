import type { Life } from '../../../../shared/domain/life/life.ts';
import {
  likelyPartner,
  partnerAnswers,
  type PartnerAnswerKind,
} from '../../../../shared/domain/partner-answers.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../context.ts';
import type { Step } from './frame/step.ts';
import { checkEvents, decision, type Decision } from './frame/decision.ts';
import { passedOn } from './parts/pass-on.ts';
import { cancelAccepted, checkedIn, notArrived, wantsBack } from './answers/take-answer.ts';
import { eventsOfAnswer, type AnswerOf } from './answers/events-of-answer.ts';
import { headlineOf } from './answers/events-of-answer.ts';
import { refuseAnswer, refusePartner } from './answers/events-of-answer.ts';
import { renewalRefused, renewed } from './answers/take-answer.ts';
import { conditional, shipped } from './answers/take-answer.ts';
import { endConditions, keepPartnerNote } from './parts/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Records by hand what the active partner said, or of its volumes the one that is named. Refused: `partner-unknown`,
 * `status-forbids` where that cannot be said now, `note-missing` for a condition that says nothing, `date-refused`, `loan-unknown`.
 */
export const partnerAnswer = decision('partner-answer', (step, input, context) =>
  decideAnswer(context, step, input),
);

/** What an answer comes to, as a step decides; refused as the step is. */
export const decideAnswer = (
  context: DeskContext,
  step: Step,
  { answer, partnerId: named }: Pick<StepInput<'partner-answer'>, 'answer' | 'partnerId'>,
): Result<Decision> => {
  const { request } = step;
  const partnerId = named ?? likelyPartner(request.life, answer.kind, request.activePartnerId);
  const refused = refuseAnswer(request, answer, partnerId) ?? refusePartner(request, answer.kind, named);
  if (refused) return refused;
  const events = eventsOfAnswer(request, answer, partnerId);
  const life = checkEvents(step, events, cannot(answer.kind));
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
