import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { Finished } from '../../../../shared/ipc/receiving-views.ts';
import { receiveMessages } from './receiving/receive-output.ts';
import { runStep, type Step, type Taken } from './frame/step.ts';
import { keepOurNote } from './parts/notes.ts';
import type { StoredRequest } from '../store/requests.queries.ts';
import { commandOfReceiving } from './receive.ts';
import type { TakeStep } from './take-step.ts';
import { t } from '../../../../shared/words/words.ts';

/** Ends a set: partner and patron are told now. Refused: `set-not-begun`. */
export const finishReceiving: TakeStep<'finish-receiving'> = (context, input) =>
  runStep(
    context,
    commandOfReceiving(context, 'finish-receiving', input),
    () => ok(input),
    (step) => finishSet(step, input),
  );

const finishSet = (
  step: Step,
  input: StepInput<'finish-receiving'>,
): Result<Taken & { readonly answer: () => Finished }> => {
  const { request } = step;
  if (request.receivingOpen === 0)
    return refuse('set-not-begun', t('receiving.noVolumeOfWaitsForDone', { externalId: request.externalId }));
  const { externalId, title, volumesReceived, volumesExpected } = request;
  keepOurNote(step, input.noteToPartner ?? '');
  return ok({
    life: request.life,
    headline: t('receiving.receivingEnded', { volumes: volumesWords(request) }),
    changes: { receivingOpen: 0 },
    messages: receiveMessages(step, input, []),
    answer: () => ({
      opId: input.opId,
      requestId: request.id,
      externalId,
      title,
      volumesReceived,
      volumesExpected,
    }),
  });
};

const volumesWords = ({ volumesReceived, volumesExpected }: StoredRequest): string =>
  volumesExpected === null
    ? t('receiving.volumes2', { volumesReceived })
    : t('receiving.ofVolumes', { volumesReceived, volumesExpected });
