import type { StepInput, StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { StepAnswer } from '../../../shared/ipc/step-answers.ts';
import type { AskedStep } from '../../../shared/ipc/step-inputs.ts';
import { desk, RefusedError } from './desk.ts';

/** Takes a step of any kind: the answer has the type of that kind. */
export const takeBy =
  (call: DeskApi['call']) =>
  <Kind extends StepKind>(kind: Kind, input: StepInput<Kind>): Promise<Result<StepAnswer<Kind>>> =>
    // The kind determines the type of the answer, which the compiler cannot infer through a union.
    call['steps.take']({ kind, input } as AskedStep) as Promise<Result<StepAnswer<Kind>>>;

/**
 * Takes a step.
 * @throws RefusedError when it is refused, or the original error when the call itself fails.
 */
export const takeOrThrow = async <Kind extends StepKind>(
  kind: Kind,
  input: StepInput<Kind>,
): Promise<StepAnswer<Kind>> => {
  const result = await takeBy(desk.call)(kind, input);
  if (!result.ok) throw new RefusedError(result.error);
  return result.value;
};
