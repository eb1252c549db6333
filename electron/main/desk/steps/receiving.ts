import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { authorizeReceiving } from '../circulation/receiving/classify-code.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { StepCommand } from '../kernel/step.ts';
import { t } from '../../../../shared/words/words.ts';

/** What the steps of a receipt have in common: they name the request by its number, with the item in hand. */
export const commandOfReceiving = <Kind extends 'receive' | 'finish-receiving'>(
  context: DeskContext,
  kind: Kind,
  input: StepInput<'receive'> | StepInput<'finish-receiving'>,
): StepCommand => ({
  opId: input.opId,
  kind,
  input,
  asOf: null,
  authorize: (requestId, home) =>
    authorizeReceiving(context, { requestId: requestId ?? input.requestId, by: 'number' }, home),
  unknownRequest: t('receiving.thisRequestIsNotThereAny'),
});
