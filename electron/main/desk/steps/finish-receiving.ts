import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { Finished } from '../../../../shared/ipc/receiving-views.ts';
import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { activeTurn, isFilled, type LifeEvent, volumesOf } from '../../../../shared/domain/life/life.ts';
import { checkEventsIfAny, decidingOf, toldOf } from './frame/decision.ts';
import { type RequestOfStep, runStep, type Step, type Taken } from './frame/step.ts';
import { patronNotice } from './receiving/receive-output.ts';
import { storeOurNote } from './frame/notes.ts';
import type { DeskContext } from '../context.ts';
import type { StoredRequest } from '../store/requests.queries.ts';
import { commandOfReceiving } from './receive.ts';
import type { TakeStep } from './take-step.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Ends the receiving of a set: partner and patron are notified now. Refused: `set-not-begun`, `set-incomplete` until staff decide about
 * missing volumes.
 */
export const finishReceiving: TakeStep<'finish-receiving'> = (context, input) =>
  runStep(
    context,
    commandOfReceiving(context, 'finish-receiving', input),
    () => ok(input),
    (step) => finishSet(context, step, input),
  );

const finishSet = (
  context: DeskContext,
  step: Step,
  input: StepInput<'finish-receiving'>,
): Result<Taken & { readonly answer: () => Finished }> => {
  const { request } = step;
  if (request.receivingOpen === 0)
    return refuse(
      'set-not-begun',
      t('The set {externalId} isn’t open. Scan its external identifier to see what has arrived.', {
        externalId: request.externalId,
      }),
    );
  const { externalId, title } = request;
  const ending = endOfSet(request, input.rest);
  if (!ending.ok) return ending;
  const untold = new Set(
    request.items.filter(({ receiptTold }) => receiptTold === 0).map(({ turnId }) => turnId),
  );
  const events = [...untold].map((turnId): LifeEvent => ({ type: 'receiving.done', turnId }));
  const after = checkEventsIfAny(step, [...events, ...ending.value]);
  if (!after.ok) return after;
  storeOurNote(step, input.noteToPartner ?? '');
  const headline = endWords(request, input.rest);
  const taken: Taken = {
    after: after.value,
    notes: { received: input.noteToPartner?.trim() ?? '' },
    headline,
    changes: { receivingOpen: 0 },
    messages: input.notifyPatron ? patronNotice(step, []) : [],
  };
  const told = [...toldOf(context, step, taken)];
  return ok({
    ...taken,
    answer: () => ({
      opId: input.opId,
      requestId: request.id,
      externalId,
      title,
      headline,
      told,
    }),
  });
};

/** Decides about the volumes that have not arrived; refused until staff choose, if any are missing. */
const endOfSet = (
  request: RequestOfStep,
  rest: StepInput<'finish-receiving'>['rest'],
): Result<readonly LifeEvent[]> => {
  const { life, externalId, volumesReceived, volumesExpected } = request;
  const isMissing = activeTurn(life) !== undefined && !isFilled(life) && life.endedAs === null;
  if (!isMissing || rest === 'coming') return ok([]);
  if (rest === null)
    return refuse(
      'set-incomplete',
      t(
        '{volumesReceived} of {volumesExpected} volumes of {externalId} {volumesReceived, plural, one {has} other {have}} arrived. Are more coming?',
        {
          volumesReceived,
          volumesExpected,
          externalId,
        },
      ),
      { requestId: request.id },
    );
  return ok(rest === 'not-wanted' ? eventsOf.restNotWanted(decidingOf(request)) : nothingMoreOf(request));
};

/** The active partner sends no more volumes, if it has sent any. */
const nothingMoreOf = ({ life }: RequestOfStep): readonly LifeEvent[] => {
  const active = activeTurn(life);
  return active && volumesOf(life, active.id).length > 0
    ? [{ type: 'set.nothingMore', turnId: active.id }]
    : [];
};

/** Says how receiving ended: nothing is missing, the set was ended early, or more volumes may come. A set whose number of volumes is unknown is never called complete. */
const endWords = (request: RequestOfStep, rest: StepInput<'finish-receiving'>['rest']): string => {
  const volumes = volumesWords(request);
  if (isFilled(request.life) && request.volumesExpected !== null)
    return t('Set complete: {volumes}', { volumes });
  return rest === 'nothing-more' || rest === 'not-wanted'
    ? t('Set ended: {volumes}', { volumes })
    : t('Receiving finished: {volumes}', { volumes });
};

const volumesWords = ({ volumesReceived, volumesExpected }: StoredRequest): string =>
  volumesExpected === null
    ? t('{volumesReceived, plural, one {# volume} other {# volumes}}', { volumesReceived })
    : t('{volumesReceived} of {volumesExpected, plural, one {# volume} other {# volumes}}', {
        volumesReceived,
        volumesExpected,
      });
