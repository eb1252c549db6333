import type { StepInput, StepKind } from '../../../../shared/domain/steps/all-steps.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { StepAnswer } from '../../../../shared/ipc/step-answers.ts';
import type { DeskContext } from '../context.ts';

/** Takes one step of a kind: authorisation, the transaction with its log line, the answer. Refused as its body says. */
export type TakeStep<Kind extends StepKind> = (
  context: DeskContext,
  input: StepInput<Kind>,
) => Result<StepAnswer<Kind>>;
