import type { StepInput, StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { StepAnswer } from '../../../shared/ipc/step-answers.ts';
import type { AskedStep } from '../../../shared/ipc/step-inputs.ts';
import { desk, RefusedError } from './desk.ts';

/** Takes a step: the one call for all of them, with the answer of its kind. */
export const takeBy =
  (call: DeskApi['call']) =>
  <Kind extends StepKind>(kind: Kind, input: StepInput<Kind>): Promise<Result<StepAnswer<Kind>>> =>
    // The kind says which answer it is, which the compiler cannot see through a union.
    call['steps.take']({ kind, input } as AskedStep) as Promise<Result<StepAnswer<Kind>>>;

/**
 * Takes a step.
 * @throws RefusedError when it is refused, or the error of a call that broke off.
 */
export const takeOrThrow = async <Kind extends StepKind>(
  kind: Kind,
  input: StepInput<Kind>,
): Promise<StepAnswer<Kind>> => {
  const result = await takeBy(desk.call)(kind, input);
  if (!result.ok) throw new RefusedError(result.error);
  return result.value;
};
