import type { TurnId } from '../../../../shared/domain/ids.ts';
import {
  eventsOfAnswer,
  likelyTurn,
  partnerAnswers,
  type PartnerAnswerKind,
} from '../../../../shared/domain/partner-answers.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { DeskContext } from '../context.ts';
import { refuseAnswer } from './answers/refuse-answer.ts';
import { keepAnswer } from './answers/keep-answer.ts';
import { takeAnswer } from './answers/take-answer.ts';
import { checkEvents, decidingOf, decision, type Decision, forbid, nameOfTurn } from './frame/decision.ts';
import type { RequestOfStep, Step } from './frame/step.ts';
import { keepPartnerNote } from './frame/notes.ts';

/**
 * Records by hand what a partner of the rota said. What has no consequence any more is kept in its thread.
 * Refused: `partner-unknown`, `status-forbids` where that cannot be said, `note-missing` for a condition that says nothing, `date-refused`,
 * `set-incomplete` for the check-in of a set of which volumes never came, until staff say whether it is over.
 */
export const partnerAnswer = decision('partner-answer', (step, input, context) =>
  decideAnswer(context, step, input),
);

/** What an answer comes to, as a step decides; refused as the step is. */
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
  const events = eventsOfAnswer(request.life, answer, { turnId, askable });
  if (events.length === 0) return forbid(request, step.kind, cannot(answer.kind));
  const after = checkEvents(step, events, cannot(answer.kind));
  if (!after.ok) return after;
  const cost = 'cost' in answer ? (answer.cost?.trim() ?? '') : '';
  const plain = {
    after: after.value,
    turnId,
    headline: headlineOf(request, answer.kind, turnId),
    ...(cost !== '' && { turns: new Map([[turnId, { cost }]]) }),
  };
  const decided = after.value.threadOnly
    ? ok(keepAnswer(context, step, said, plain))
    : takeAnswer(context, step, said, plain);
  // The note of a condition is kept with it, as one that somebody must deal with.
  if (decided.ok && (answer.kind !== 'conditional' || after.value.threadOnly))
    keepPartnerNote(step, answer.note, false);
  return decided;
};

const cannot = (kind: PartnerAnswerKind): string =>
  t('given the answer “The partner {label}”', { label: partnerAnswers[kind].label });

/** `North University Library will supply`: what the history says of an answer. */
const headlineOf = (request: RequestOfStep, kind: PartnerAnswerKind, turnId: TurnId): string =>
  `${nameOfTurn(request, turnId).replace(/^the partner$/, 'The partner')} ${partnerAnswers[kind].headline}`;
