import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { DecidedKind, StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { Step } from '../kernel/step.ts';
import { takeStep, type Decision } from '../kernel/take-step.ts';

type Decided = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  /** The request's `updatedAt` that the person saw; left out or null: whatever it is now. */
  readonly asOf?: Instant | null;
};

/**
 * A step that a person decides about one request.
 * @param body reads, checks and writes what only this kind does, inside the transaction, and says what the step comes to.
 */
export const decision =
  <Kind extends DecidedKind>(
    kind: Kind,
    body: (step: Step, input: StepInput<Kind>, context: DeskContext) => Result<Decision>,
  ) =>
  (context: DeskContext, input: StepInput<Kind> & Decided): Result<Outcome> => {
    const { opId, requestId, asOf = null } = input;
    return takeStep(context, { opId, requestId, asOf, kind, input }, (step) => body(step, input, context));
  };
