import type { Instant, OpId, RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import { partnersAreTold, patronIsTold, unrepeated } from '../../../../../shared/domain/letters/told.ts';
import { lifeAfterAll } from '../../../../../shared/domain/life/life-after.ts';
import type { Deciding } from '../../../../../shared/domain/life/deciding.ts';
import {
  activeTurn,
  type LifeEvent,
  type Outcome as LifeOutcome,
} from '../../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../../shared/domain/life/status.ts';
import {
  type DecidedKind,
  factsOf,
  type StepInput,
  type StepKind,
} from '../../../../../shared/domain/steps/all-steps.ts';
import { statusForbids } from '../../../../../shared/domain/request-status.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { askableOf, type StoredTurn } from '../../store/turns.queries.ts';
import type { DeskContext } from '../../context.ts';
import { type RequestOfStep, runStep, type Step, type StepCommand, type Taken } from './step.ts';
import { readersOf } from './readers.ts';
import { patronMessages } from './write-taken.ts';

/** What a decision on a request comes to. */
export type Decision = Omit<Taken, 'slip'> & {
  /** The barcode, where the decision is about one item. */
  readonly barcode?: string | null;
  readonly remarks?: readonly string[];
};

/**
 * Takes a step that a person decides on a request (step.ts): the answer says what happened and who is told of it.
 */
export const takeStep = (
  context: DeskContext,
  command: StepCommand & { readonly requestId: RequestId },
  work: (step: Step) => Result<Decision>,
): Result<Outcome> =>
  runStep(
    context,
    command,
    () => ok(command),
    (step) => {
      const decided = work(step);
      if (!decided.ok) return decided;
      const { barcode, remarks = [], ...taken } = decided.value;
      const { request } = step;
      const answer: Outcome = {
        opId: command.opId,
        requestId: request.id,
        externalId: request.externalId,
        title: request.title,
        patronName: request.patronName,
        barcode: barcode ?? null,
        headline: taken.headline,
        whereTo: null,
        slip: null,
        remarks: [...remarks, ...toldOf(context, step, taken)],
      };
      return ok({ ...taken, answer: () => answer });
    },
  );

/** Who is told of a step, in the words of its window. */
export const toldOf = (context: DeskContext, step: Step, taken: Taken): readonly string[] => {
  const readers = readersOf(context, step.request);
  return unrepeated([
    ...partnersAreTold(readers, taken.after.words),
    ...patronMessages(step, taken).flatMap(({ kind }) => patronIsTold(readers, kind)),
  ]);
};

/** The name of the partner of a turn, as sentences use it. */
export const nameOfTurn = ({ turns }: Pick<RequestOfStep, 'turns'>, turnId: TurnId | null): string =>
  turns.find(({ id }) => id === turnId)?.partnerName || t('the partner');

/** What decides on a step besides its input. */
export const decidingOf = ({ life, turns }: Pick<RequestOfStep, 'life' | 'turns'>): Deciding => {
  const idsThat = (is: (turn: StoredTurn) => boolean): readonly TurnId[] =>
    turns.filter(is).map(({ id }) => id);
  return {
    life,
    askable: askableOf(turns),
    needsConsent: idsThat(({ cancelNeedsConsent }) => cancelNeedsConsent === 1),
    renewsItself: idsThat(({ renewsAutomatically }) => renewsAutomatically !== 0),
  };
};

/** What comes of a step that moves nothing. */
export const nothingMoves = ({ life }: Pick<RequestOfStep, 'life'>): LifeOutcome => ({
  life,
  words: [],
  threadOnly: false,
});

/** The active turn of the request, for steps that are about it. Refused as the status forbids the step where none is. */
export const needActiveTurn = ({ kind, request }: Pick<Step, 'kind' | 'request'>): Result<TurnId> => {
  const active = activeTurn(request.life);
  return active ? ok(active.id) : forbid(request, kind);
};

/**
 * Checks the events of a step, one after the other, by the machines. Without any there is nothing to do: it is refused.
 * @param done completes the refusal `A request with the status … cannot be …`; left out, the step says it.
 * @returns the life after them, and all that partners are told.
 */
export const checkEvents = (
  { kind, request }: Pick<Step, 'kind' | 'request'>,
  events: readonly LifeEvent[],
  done?: string,
): Result<LifeOutcome> => {
  const after = events.length === 0 ? null : lifeAfterAll(request.life, events);
  return after === null ? forbid(request, kind, done) : ok(after);
};

/** The same for a step that may move nothing of the life. */
export const checkEventsIfAny = (
  step: Pick<Step, 'kind' | 'request'>,
  events: readonly LifeEvent[],
): Result<LifeOutcome> => (events.length === 0 ? ok(nothingMoves(step.request)) : checkEvents(step, events));

/** What happened, and what follows from it: who is asked next, that nobody is left, that the request is cancelled as was wanted. */
export const withWhatFollows = (
  request: RequestOfStep,
  after: LifeOutcome,
  headline: string,
): Pick<Decision, 'headline' | 'remarks'> => {
  const next = after.words.find(({ word }) => word === 'request');
  if (next)
    return {
      headline: t('{headline}: {partnerName} is asked next', {
        headline,
        partnerName: nameOfTurn(request, next.turnId),
      }),
      remarks: skippedRemarks(request, next.turnId),
    };
  if (after.life.endedAs !== null && request.cancelWish !== null)
    return { headline: t('{headline}: cancelled as requested', { headline }) };
  // Those that wait are not in use.
  const isNobodyLeft = ['REJECTED', 'READY_TO_SEND'].includes(statusOf(after.life));
  return isNobodyLeft
    ? {
        headline: t('{headline}: no partners left in the rota', { headline }),
        remarks: [
          ...skippedRemarks(request, null),
          t('The request needs attention. Add partners, or cancel it.'),
        ],
      }
    : { headline };
};

/** Partners of the rota that were passed because they are not in use. @param askedId who was asked; null: nobody. */
export const skippedRemarks = ({ turns }: RequestOfStep, askedId: TurnId | null): readonly string[] => {
  const until = askedId === null ? turns.length : turns.findIndex(({ id }) => id === askedId);
  const names = turns
    .slice(0, until)
    .filter(({ state, partnerInUse }) => state === 'waiting' && partnerInUse !== 1)
    .map(({ partnerName }) => partnerName || t('the partner'));
  return names.length === 0 ? [] : [t('Skipped, not in use: {names}.', { names: names.join(t(' and ')) })];
};

/** What staff read where the status forbids a step. @param done as for `checkEvents`. */
export const forbid = (
  request: RequestOfStep,
  kind: StepKind,
  done = factsOf(kind).says.done ?? '',
): Result<never> =>
  refuse(
    'status-forbids',
    t('{statusForbids} Nothing was changed.', { statusForbids: statusForbids(request.status, done) }),
    {
      requestId: request.id,
      status: request.status,
    },
  );

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
