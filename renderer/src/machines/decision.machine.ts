import { assign, setup } from 'xstate';
import { replyNoteRefusal } from '../../../shared/domain/conditions.ts';
import type { Instant, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { DecisionKind, StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { DecisionFacts, RequestResult } from '../../../shared/ipc/decision-views.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import { callBy, inDoubt, isOk, notProvided, refusalOf, valueOf } from './call.machine.ts';
import { change } from './step-runner.ts';

/** One request of a decision: the id of its step, and the state that the person saw. */
export type DecidedRequest = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  readonly asOf: Instant;
};

/** What a person chose in a window: what its step takes besides the request. */
export type DecisionRequest = {
  [Kind in DecisionKind]: { readonly action: Kind } & Readonly<Omit<StepInput<Kind>, keyof DecidedRequest>>;
}[DecisionKind];

/** A decision on its way. It is kept whole, so that a retry is the same intention. */
export type DecisionCommand = {
  readonly input: DecisionRequest;
  readonly requests: readonly DecidedRequest[];
};

/**
 * What the window says above its buttons: `changed` where it shows the request anew, `no-note` where a reply without a note is to be confirmed,
 * `set-incomplete` where staff say whether the missing volumes still come.
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
  /** What is left of the command: many requests go in several calls. */
  readonly remaining: readonly DecidedRequest[];
  readonly results: readonly RequestResult[];
  readonly notice: Notice | null;
  /** Why the facts are not there, or the command is in doubt. */
  readonly failure: string;
  /** It is certain that nothing of what failed is stored. */
  readonly nothingStored: boolean;
  /** Counts the times that the form became ready again: the focus follows it. */
  readonly turn: number;
};

export type DecisionEvent =
  | { readonly type: 'submitted'; readonly input: DecisionRequest }
  /** The form does not know what to send yet: it says so itself. */
  | { readonly type: 'invalid'; readonly message: string }
  | { readonly type: 'edited' }
  /** Another desk changed the request: as it is now, null where it cannot be decided any more, and a sentence that says so. */
  | { readonly type: 'facts.followed'; readonly facts: DecisionFacts | null; readonly message: string }
  | { readonly type: 'retried' }
  | { readonly type: 'closed' };

/** What the window asks a snapshot for, instead of the names of states. */
export type DecisionTag = 'loading' | 'failed' | 'ready' | 'busy' | 'unconfirmed';

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

/** Begins a command: each request gets its own id and the state that was shown. */
const begin = ({ context, event: { input } }: Heard<'submitted'>): Change => {
  const requests = (context.facts?.requests ?? []).map(({ id, updatedAt }) => ({
    opId: context.newOpId(),
    requestId: id,
    asOf: updatedAt,
  }));
  return { command: { input, requests }, remaining: requests, results: [], notice: null, failure: '' };
};

/** Why a reply may not go out yet; null where it may, and for every other input. */
const missingNote = ({ input }: Heard<'submitted'>['event']): string | null =>
  input.action === 'conditional-reply' ? replyNoteRefusal(input) : null;
const lacksNote = ({ event }: Heard<'submitted'>): boolean => missingNote(event) !== null;
const askForNote = (now: Heard<'submitted'>): Change =>
  notify(now, { kind: 'no-note', message: missingNote(now.event) ?? '' });

const refuseForm = (now: Heard<'invalid'>): Change =>
  notify(now, { kind: 'refused', message: now.event.message });

/** What another desk changed is shown. The focus stays: a person may be typing. */
const follow = ({ context, event: { facts, message } }: Heard<'facts.followed'>): Change => ({
  facts: facts ?? context.facts,
  notice: { kind: 'changed', message },
});

type Read = Now & { readonly event: { readonly output: Result<DecisionFacts> } };
const isGone = ({ event }: Read): boolean => event.output.ok && event.output.value.requests.length === 0;
const showFacts = (read: Read): Change => ({ facts: valueOf(read), turn: read.context.turn + 1 });
const gone = { failure: t('This request can no longer be found. Close this window and look it up again.') };

/** So many requests are decided before the window shows how far it is. */
const mostAtOnce = 50;

/** The part of the command that goes into the next call. @throws Error where nothing was decided, which no transition allows */
const nextCall = ({ command, remaining }: DecisionContext): DecisionCommand => {
  if (command === null) throw new Error('Nothing was decided.');
  return { input: command.input, requests: remaining.slice(0, mostAtOnce) };
};

type Decided = Now & { readonly event: { readonly output: Result<RequestResult[]> } };
/** The refusal of a decision on one request; null where it went through, and for many, each of which has a line of its own. */
const refusalOfAll = ({ context, event: { output } }: Decided): Problem | null =>
  output.ok || context.command?.requests.length !== 1 ? null : output.error;
/** The request is not what the person decided about. */
const isChanged = (decided: Decided): boolean =>
  ['request-changed', 'status-forbids'].includes(refusalOfAll(decided)?.code ?? '');
const isSetIncomplete = (decided: Decided): boolean => refusalOfAll(decided)?.code === 'set-incomplete';
const isRefused = (decided: Decided): boolean => refusalOfAll(decided) !== null;
const isMoreToSend = ({ context }: Decided): boolean => context.remaining.length > mostAtOnce;
const say = (kind: Notice['kind']) => (decided: Decided) =>
  notify(decided, { kind, message: refusalOfAll(decided)?.message ?? '' });
/** What became of each request of a call; one that was refused as a whole was about the last of many. */
const resultsOf = ({ context: { remaining }, event: { output } }: Decided): readonly RequestResult[] =>
  output.ok
    ? output.value
    : remaining.map(({ requestId }) => ({ ok: false, requestId, message: output.error.message }));
/** What a call was about is no longer to do. */
const takeResults = (decided: Decided): Change => ({
  results: [...decided.context.results, ...resultsOf(decided)],
  remaining: decided.context.remaining.slice(mostAtOnce),
});

const readAsk = ({ context }: Now) => ({ ask: context.requestIds });

/** Reads what is decided about: a refusal shows why, and the way to try again. */
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

/** Reads again what was changed meanwhile. Where that fails the old state stays: the next try is refused once more. */
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
 * On its way: whatever does not come back as an answer may have been done or not. A late answer is still heard; or a person tries
 * again, under the same ids.
 */
const sending = decision.createStateConfig({
  id: 'sending',
  initial: 'calling',
  states: {
    // What is on its way is not given up by closing: in time it is answered, or is in doubt.
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
      { guard: isMoreToSend, target: 'sending', reenter: true, actions: change(takeResults) },
      { target: 'done', actions: change(takeResults) },
    ],
  },
});

/**
 * A decision on one request or many: what it is about is read, a person decides, the main process checks.
 * - A refusal is shown and what was typed stays; where the request was changed meanwhile it is read again.
 * - Without an answer the same command can be sent again: its ids are kept until it is answered.
 * Its output is what became of each request.
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
    // The form stays as it was typed; only what it is about is read anew.
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
