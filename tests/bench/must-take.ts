import type { DeskContext } from '../../electron/main/desk/context.ts';
import { take } from '../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { StepInput, StepKind } from '../../shared/domain/steps/all-steps.ts';
import { newOpId } from '../support/desk.ts';

/** Takes a step. @throws if it is refused: what would be measured then is not the step */
export const mustTake = <K extends StepKind>(
  context: DeskContext,
  kind: K,
  input: Omit<StepInput<K>, 'opId'>,
): void => {
  const taken = take(context, kind, { opId: newOpId(), ...input } as StepInput<K>);
  if (!taken.ok) throw new Error(taken.error.message);
};

/** Receives the item of a request, as a scan does. */
export const mustReceive = (context: DeskContext, requestId: RequestId): void =>
  mustTake(context, 'receive', {
    requestId,
    barcode: `B-${requestId}`,
    several: false,
    printSlip: true,
    notifyPatron: true,
    use: null,
    details: {},
  });
