import type { Instant, OpId, RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import {
  partnerNotifications,
  patronNotification,
  dedupe,
  type ReadersOf,
} from '../../../../../shared/domain/letters/partner-notifications.ts';
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
import type { Cannot } from '../../../../../shared/domain/steps/step.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { askableOf, type StoredTurn } from '../../store/turns.queries.ts';
import type { DeskContext } from '../../context.ts';
import { type RequestOfStep, runStep, type Step, type StepCommand, type Taken } from './step.ts';
import { readersOf } from './readers.ts';
import { patronMessages } from './write-taken.ts';

/** The outcome of a decision on a request. */
export type Decision = Omit<Taken, 'slip'> & {
  /** The barcode, if the decision is about one item. */
  readonly barcode?: string | null;
  readonly remarks?: readonly string[];
  /** The line of history, if the headline is only true now. */
  readonly history?: string;
};

/** Takes a step in which staff decide about a request (step.ts): the answer says what happened and who is notified. */
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
      const { barcode, remarks = [], history, ...taken } = decided.value;
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
      return ok({ ...taken, headline: history ?? taken.headline, answer: () => answer });
    },
  );

/** Those who would read a letter once the step is taken: it may add a turn, record the partner of one, or remove one. */
const readersAfter = (
  context: DeskContext,
  request: RequestOfStep,
  { after: { life } }: Pick<Taken, 'after'>,
): ReadersOf => {
  const removed = request.turns.filter(({ id }) => !life.turns.some((turn) => turn.id === id));
  return readersOf(context, request, [...life.turns, ...removed]);
};

/** Who is notified of a step, in the words of its window. */
export const toldOf = (context: DeskContext, step: Step, taken: Taken): readonly string[] => {
  const readers = readersAfter(context, step.request, taken);
  return dedupe([
    ...partnerNotifications(readers, taken.after.words),
    ...patronMessages(step, taken).flatMap(({ kind }) => patronNotification(readers, kind)),
  ]);
};

/** How partners are notified of a step with an item in hand. */
export const partnersToldOf = (
  context: DeskContext,
  { request }: Step,
  taken: Pick<Taken, 'after'>,
): readonly string[] => partnerNotifications(readersAfter(context, request, taken), taken.after.words);

/**
 * Returns the name of the partner of a turn, as sentences use it.
 * @param unnamed the words for an unrecorded partner.
 */
export const nameOfTurn = (
  { turns }: Pick<RequestOfStep, 'turns'>,
  turnId: TurnId | null,
  unnamed: string = t('the partner'),
): string => turns.find(({ id }) => id === turnId)?.partnerName || unnamed;

/** The facts other than the input on which a step is decided. */
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

/** The outcome of a step that changes nothing in the life of the request. */
export const nothingMoves = ({ life }: Pick<RequestOfStep, 'life'>): LifeOutcome => ({
  life,
  words: [],
  threadOnly: false,
});

/** Returns the active turn of the request, for steps that are about it. Refused with `status-forbids` if no turn is active. */
export const requireActiveTurn = ({ kind, request }: Pick<Step, 'kind' | 'request'>): Result<TurnId> => {
  const active = activeTurn(request.life);
  return active ? ok(active.id) : forbid(request, kind);
};

/**
 * Applies the events of a step in order to the lifecycle machines. A step without events has nothing to do and is refused.
 * @param cannot the refusal where the status forbids it; by default the step's own.
 * @returns the resulting life, and everything that partners are told.
 */
export const checkEvents = (
  { kind, request }: Pick<Step, 'kind' | 'request'>,
  events: readonly LifeEvent[],
  cannot?: Cannot,
): Result<LifeOutcome> => {
  const after = events.length === 0 ? null : lifeAfterAll(request.life, events);
  return after === null ? forbid(request, kind, cannot) : ok(after);
};

/** The same for a step that may leave the life unchanged. */
export const checkEventsIfAny = (
  step: Pick<Step, 'kind' | 'request'>,
  events: readonly LifeEvent[],
): Result<LifeOutcome> => (events.length === 0 ? ok(nothingMoves(step.request)) : checkEvents(step, events));

/** What happened and what follows from it: who is asked next, that no partner is left, or that the request is cancelled as requested. */
export const withConsequences = (
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
  // The waiting partners are not in use.
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

/** Names the partners of the rota that were skipped because they are not in use. @param askedId the turn that was asked; null: none. */
export const skippedRemarks = ({ turns }: RequestOfStep, askedId: TurnId | null): readonly string[] => {
  const until = askedId === null ? turns.length : turns.findIndex(({ id }) => id === askedId);
  const names = turns
    .slice(0, until)
    .filter(({ state, partnerInUse }) => state === 'waiting' && partnerInUse !== 1)
    .map(({ partnerName }) => partnerName || t('the partner'));
  return names.length === 0 ? [] : [t('Not in use, skipped: {names}.', { names: names.join(t(' and ')) })];
};

const cannotAnything: Cannot = (status) =>
  t('This is not possible for a request with the status “{status}”.', { status });

/** Returns the refusal for a step that the status forbids. @param cannot as for `checkEvents`. */
export const forbid = (
  request: RequestOfStep,
  kind: StepKind,
  cannot: Cannot = factsOf(kind).says.cannot ?? cannotAnything,
): Result<never> =>
  refuse(
    'status-forbids',
    t('{cannot} Nothing was changed.', { cannot: cannot(statusLabel(request.status)) }),
    {
      requestId: request.id,
      status: request.status,
    },
  );

type Decided = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  /** The request's `updatedAt` that the operator saw; omitted or null: any. */
  readonly asOf?: Instant | null;
};

/**
 * Makes a step in which staff decide about one request.
 * @param body reads, checks and writes what is specific to this kind, inside the transaction, and returns the outcome.
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
