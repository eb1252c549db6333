import type { TurnId } from '../../../../shared/domain/ids.ts';
import {
  eventsOfAnswer,
  lendsIfChanged,
  likelyTurn,
  partnerAnswers,
  type PartnerAnswerKind,
} from '../../../../shared/domain/partner-answers.ts';
import { type Life, type LifeEvent, volumesOf } from '../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import type { Cannot } from '../../../../shared/domain/steps/step.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { DeskContext } from '../context.ts';
import { refuseAnswer } from './answers/refuse-answer.ts';
import { recordAnswerOnly } from './answers/record-answer-only.ts';
import { type AnswerOf, takeAnswer } from './answers/take-answer.ts';
import { checkEvents, decidingOf, decision, type Decision, forbid, nameOfTurn } from './frame/decision.ts';
import type { RequestOfStep, Step } from './frame/step.ts';
import { storePartnerNote } from './frame/notes.ts';

/**
 * Records an answer of a partner of the rota. An answer that no longer has a consequence is kept in its thread. Refused: `partner-unknown`,
 * `status-forbids` if the answer is impossible, `note-missing` for a condition without text, `date-refused`, `set-incomplete` for the
 * check-in of a set with volumes that never arrived, until staff say whether it has ended.
 */
export const partnerAnswer = decision('partner-answer', (step, input, context) =>
  decideAnswer(context, step, input),
);

/** Returns the outcome of an answer, as the body of a step does; refused as the step is. */
export const decideAnswer = (
  context: DeskContext,
  step: Step,
  { answer, turnId: chosen }: Pick<StepInput<'partner-answer'>, 'answer' | 'turnId'>,
): Result<Decision> => {
  const { request } = step;
  const turnId = chosen ?? likelyTurn(request.life, answer.kind);
  if (turnId === null) return forbid(request, step.kind, cannot(answer.kind));
  const said = { answer, turnId };
  const refused = refuseAnswer(request, said);
  if (refused) return refused;
  const { askable } = decidingOf(request);
  const isRepeated = context.session.isPartner === true && isRepeatedYes(request.life, said);
  const events: readonly LifeEvent[] = isRepeated
    ? [{ type: 'partner.said', turnId }]
    : eventsOfAnswer(request.life, answer, { turnId, askable });
  if (events.length === 0) return forbid(request, step.kind, cannot(answer.kind));
  const after = checkEvents(step, events, cannot(answer.kind));
  if (!after.ok) return after;
  const cost = 'cost' in answer ? (answer.cost?.trim() ?? '') : '';
  const plain = {
    after: after.value,
    turnId,
    headline: headlineOf(request, answer, turnId),
    ...(cost !== '' && { turns: new Map([[turnId, { cost }]]) }),
  };
  const decided = after.value.threadOnly
    ? ok(recordAnswerOnly(context, step, said, plain))
    : takeAnswer(context, step, said, plain);
  // The note of a condition is stored with the condition, as an active note.
  if (decided.ok && (answer.kind !== 'conditional' || after.value.threadOnly))
    storePartnerNote(step, answer.note, false);
  return decided;
};

/**
 * Whether a yes to a renewal brings nothing: nobody waits for it, and the volumes have that day already. Partners that renew by themselves agree
 * afterwards. From staff it is a mistake, and refused.
 */
const isRepeatedYes = (life: Life, { answer, turnId }: AnswerOf<PartnerAnswer>): boolean =>
  answer.kind === 'renewed' &&
  volumesOf(life, turnId)
    .filter(isOut)
    .every(
      ({ dueOn, askedUntil }) =>
        dueOn !== null && askedUntil === null && (answer.dueOn === null || dueOn >= answer.dueOn),
    );

const cannot =
  (kind: PartnerAnswerKind): Cannot =>
  (status) =>
    t('“The partner {label}” is not a possible answer to a request with the status “{status}”.', {
      status,
      label: partnerAnswers[kind].label,
    });

/** The line of history of an answer: `North University Library will supply`. */
const headlineOf = (request: RequestOfStep, answer: PartnerAnswer, turnId: TurnId): string =>
  `${nameOfTurn(request, turnId, t('The partner'))} ${answerWords(answer)}`;

/** What the partner said, without its name. What it wants to be changed is part of it. */
const answerWords = (answer: PartnerAnswer): string => {
  if (answer.kind !== 'rejected' || answer.ifChanged !== true) return partnerAnswers[answer.kind].headline;
  const changes = plainLine(answer.note, 200);
  return changes === '' ? lendsIfChanged : `${lendsIfChanged} (${changes})`;
};
