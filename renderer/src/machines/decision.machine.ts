import { assign, setup } from 'xstate';
import { replyNoteRefusal } from '../../../shared/domain/conditions.ts';
import type { Instant, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { DecisionKind, StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { DecisionFacts, RequestResult } from '../../../shared/ipc/decision-views.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import { callBy, inDoubt, isOk, notProvided, refusalOf, valueOf } from './call.machine.ts';
import { change } from './step-runner.ts';

/** One request of a decision: the id of its step, and the state that the operator saw. */
export type DecidedRequest = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  readonly asOf: Instant;
};

/** The operator's choices in a decision window: the input of the step without the request. */
export type DecisionRequest = {
  [Kind in DecisionKind]: { readonly action: Kind } & Readonly<Omit<StepInput<Kind>, keyof DecidedRequest>>;
}[DecisionKind];

/** A decision in flight, kept complete so that a retry repeats the same action. */
export type DecisionCommand = {
  readonly input: DecisionRequest;
  readonly requests: readonly DecidedRequest[];
};

/**
 * The message above the buttons of the window. `changed`: the request was reloaded. `no-note`: confirm a reply without a note.
 * `set-incomplete`: choose whether the missing volumes will still arrive.
 */
export type Notice = {
  readonly kind: 'refused' | 'changed' | 'no-note' | 'set-incomplete';
  readonly message: string;
};

type DecisionInput = {
  readonly newOpId: () => OpId;
  readonly requestIds: readonly RequestId[];
};

type DecisionContext = DecisionInput & {
  readonly facts: DecisionFacts | null;
  readonly command: DecisionCommand | null;
  /** The requests still to send: many requests are sent in several calls. */
  readonly remaining: readonly DecidedRequest[];
  readonly results: readonly RequestResult[];
  readonly notice: Notice | null;
  /** Why the facts are missing or the command is in doubt. */
  readonly failure: string;
  /** Whether it is certain that the failed call stored nothing. */
  readonly nothingStored: boolean;
  /** Increments whenever the form becomes ready again, to move the focus. */
  readonly turn: number;
};

type DecisionEvent =
  | { readonly type: 'submitted'; readonly input: DecisionRequest }
  /** The form is incomplete or invalid; it provides the message. */
  | { readonly type: 'invalid'; readonly message: string }
  | { readonly type: 'edited' }
  /** Another desk changed the request. `facts`: its current state, null if it can no longer be decided. `message` describes the change. */
  | { readonly type: 'facts.followed'; readonly facts: DecisionFacts | null; readonly message: string }
  | { readonly type: 'retried' }
  | { readonly type: 'closed' };

/** Tags for the window to query, in place of state names. */
type DecisionTag = 'loading' | 'failed' | 'ready' | 'busy' | 'unconfirmed';

const decision = setup({
  types: {
    context: {} as DecisionContext,
    events: {} as DecisionEvent,
    input: {} as DecisionInput,
    tags: {} as DecisionTag,
    output: {} as readonly RequestResult[],
  },
  actors: {
    readFacts: callBy<readonly RequestId[], DecisionFacts>(notProvided),
    decide: callBy<DecisionCommand, RequestResult[]>(notProvided),
  },
  actions: { change: assign((_, changed: Partial<DecisionContext>) => changed) },
});

type Change = Partial<DecisionContext>;
type Now = { readonly context: DecisionContext };
type Heard<Type extends DecisionEvent['type']> = Now & {
  readonly event: Extract<DecisionEvent, { readonly type: Type }>;
};

const notify = ({ context }: Now, notice: Notice): Change => ({ notice, turn: context.turn + 1 });

/** Starts a command: each request gets its own id and the state that was shown. */
const begin = ({ context, event: { input } }: Heard<'submitted'>): Change => {
  const requests = (context.facts?.requests ?? []).map(({ id, updatedAt }) => ({
    opId: context.newOpId(),
    requestId: id,
    asOf: updatedAt,
  }));
  return { command: { input, requests }, remaining: requests, results: [], notice: null, failure: '' };
};

/** Returns why a conditional reply needs a note; null if it does not, and for all other decisions. */
const missingNote = ({ input }: Heard<'submitted'>['event']): string | null =>
  input.action === 'conditional-reply' ? replyNoteRefusal(input) : null;
const lacksNote = ({ event }: Heard<'submitted'>): boolean => missingNote(event) !== null;
const askForNote = (now: Heard<'submitted'>): Change =>
  notify(now, { kind: 'no-note', message: missingNote(now.event) ?? '' });

const refuseForm = (now: Heard<'invalid'>): Change =>
  notify(now, { kind: 'refused', message: now.event.message });

/** Shows changes from another desk. The focus stays, because the operator may be typing. */
const follow = ({ context, event: { facts, message } }: Heard<'facts.followed'>): Change => ({
  facts: facts ?? context.facts,
  notice: { kind: 'changed', message },
});

type Read = Now & { readonly event: { readonly output: Result<DecisionFacts> } };
const isGone = ({ event }: Read): boolean => event.output.ok && event.output.value.requests.length === 0;
const showFacts = (read: Read): Change => ({ facts: valueOf(read), turn: read.context.turn + 1 });
const gone = { failure: t('This request can no longer be found. Close this window and look it up again.') };

/** The number of requests decided per call, before the window updates its progress. */
const decisionBatchSize = 50;

/** Returns the part of the command for the next call. @throws Error if there is no command, which no transition allows */
const nextCall = ({ command, remaining }: DecisionContext): DecisionCommand => {
  if (command === null) throw new Error('Nothing was decided.');
  return { input: command.input, requests: remaining.slice(0, decisionBatchSize) };
};

type Decided = Now & { readonly event: { readonly output: Result<RequestResult[]> } };
/** Returns the refusal of a decision about one request; null if it succeeded, and for several requests, which are reported one by one. */
const refusalOfAll = ({ context, event: { output } }: Decided): Problem | null =>
  output.ok || context.command?.requests.length !== 1 ? null : output.error;
/** Whether the request changed after the operator saw it. */
const isChanged = (decided: Decided): boolean =>
  ['request-changed', 'status-forbids'].includes(refusalOfAll(decided)?.code ?? '');
const isSetIncomplete = (decided: Decided): boolean => refusalOfAll(decided)?.code === 'set-incomplete';
const isRefused = (decided: Decided): boolean => refusalOfAll(decided) !== null;
const isMoreToSend = ({ context }: Decided): boolean => context.remaining.length > decisionBatchSize;
const say = (kind: Notice['kind']) => (decided: Decided) =>
  notify(decided, { kind, message: refusalOfAll(decided)?.message ?? '' });
/** Returns the result of each request in a call. If the call failed as a whole, each request of this call counts as failed. */
const resultsOf = ({ context: { remaining }, event: { output } }: Decided): readonly RequestResult[] =>
  output.ok
    ? output.value
    : remaining
        .slice(0, decisionBatchSize)
        .map(({ requestId }) => ({ ok: false, requestId, message: output.error.message }));
/** Stores the results and removes the requests of this call. */
const storeResults = (decided: Decided): Change => ({
  results: [...decided.context.results, ...resultsOf(decided)],
  remaining: decided.context.remaining.slice(decisionBatchSize),
});

const readAsk = ({ context }: Now) => ({ ask: context.requestIds });

/** Loads the facts of the requests. A failure shows its reason and can be retried. */
const reading = decision.createStateConfig({
  tags: 'loading',
  invoke: {
    id: 'read',
    src: 'readFacts',
    input: readAsk,
    onSnapshot: { ...inDoubt, target: 'failed' },
    onDone: [
      { guard: isGone, target: 'failed', actions: change(gone) },
      { guard: isOk, target: 'deciding', actions: change(showFacts) },
      { target: 'failed', actions: change((read: Read) => ({ failure: refusalOf(read).message })) },
    ],
  },
});

/** Reloads facts that changed in the meantime. If that fails the old facts stay, and the next attempt is refused again. */
const readingAgain = decision.createStateConfig({
  tags: 'busy',
  on: { closed: {} },
  invoke: {
    id: 'readAgain',
    src: 'readFacts',
    input: readAsk,
    onSnapshot: { guard: inDoubt.guard, target: 'deciding' },
    onDone: [
      { guard: isGone, target: 'failed', actions: change(gone) },
      { guard: isOk, target: 'deciding', actions: change(showFacts) },
      { target: 'deciding' },
    ],
  },
});

/**
 * Sends the command. Without an answer it may or may not have been executed: a late answer is still accepted, and a retry uses the same
 * ids.
 */
const sending = decision.createStateConfig({
  id: 'sending',
  initial: 'calling',
  states: {
    // Closing does not abandon a call in flight: it will be answered, or become in doubt.
    calling: { tags: 'busy', on: { closed: {} } },
    unconfirmed: {
      tags: 'unconfirmed',
      on: { retried: { target: '#sending', reenter: true, actions: change({ failure: '' }) } },
    },
  },
  invoke: {
    id: 'decide',
    src: 'decide',
    input: ({ context }) => ({ ask: nextCall(context) }),
    onSnapshot: { ...inDoubt, target: '.unconfirmed' },
    onDone: [
      { guard: isChanged, target: 'readingAgain', actions: change(say('changed')) },
      { guard: isSetIncomplete, target: 'deciding', actions: change(say('set-incomplete')) },
      { guard: isRefused, target: 'deciding', actions: change(say('refused')) },
      { guard: isMoreToSend, target: 'sending', reenter: true, actions: change(storeResults) },
      { target: 'done', actions: change(storeResults) },
    ],
  },
});

/**
 * A decision about one or more requests: load the facts, let the operator decide, let the main process check.
 * - A refusal is shown and the form keeps its input; if the request changed in the meantime, it is reloaded.
 * - Without an answer the same command can be sent again: its ids are kept until it is answered.
 * The output is the result of each request.
 */
export const decisionMachine = decision.createMachine({
  id: 'decision',
  context: ({ input }) => ({
    ...input,
    facts: null,
    command: null,
    remaining: [],
    results: [],
    notice: null,
    failure: '',
    nothingStored: false,
    turn: 0,
  }),
  initial: 'reading',
  on: { closed: '.closed' },
  states: {
    reading,
    // The form keeps its input; only the facts are reloaded.
    readingAgain,
    failed: {
      tags: 'failed',
      on: { retried: { target: 'reading', actions: change({ failure: '' }) } },
    },
    deciding: {
      tags: 'ready',
      on: {
        submitted: [
          { guard: lacksNote, actions: change(askForNote) },
          { target: 'sending', actions: change(begin) },
        ],
        invalid: { actions: change(refuseForm) },
        edited: { actions: change({ notice: null }) },
        'facts.followed': { actions: change(follow) },
      },
    },
    sending,
    done: { type: 'final' },
    closed: { type: 'final' },
  },
  output: ({ context }) => context.results,
});
