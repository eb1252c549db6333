import { assertEvent, assign, fromPromise, setup } from 'xstate';
import type { DecisionFacts, RequestResult } from '../../../shared/ipc/decision-views.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Refusal, Result } from '../../../shared/ipc/result.ts';
import * as steps from './decision.steps.ts';
import type {
  DecisionCommand,
  DecisionContext,
  DecisionEvent,
  DecisionInput,
  DecisionTag,
  Notice,
} from './decision.types.ts';

const notProvided = (): never => {
  throw new Error('The effects of a decision were not provided.');
};

const gone = 'This request is not there any more. Close this window and look it up again.';
const brokeOff = 'The call broke off before it was answered.';
const tooLate = 'No answer came in time.';

const decision = setup({
  types: {
    context: {} as DecisionContext,
    events: {} as DecisionEvent,
    input: {} as DecisionInput,
    tags: {} as DecisionTag,
    output: {} as readonly RequestResult[],
  },
  actors: {
    readFacts: fromPromise<Result<DecisionFacts>, readonly RequestId[]>(notProvided),
    decide: fromPromise<Result<RequestResult[]>, DecisionCommand>(notProvided),
  },
  delays: { callTimeout: ({ context }) => context.callTimeoutMs },
  guards: {
    lacksNote: ({ event }) => event.type === 'submitted' && steps.missingNote(event.input) !== null,
  },
  actions: {
    showFacts: assign(({ context }, facts: DecisionFacts) => ({ facts, turn: context.turn + 1 })),
    fail: assign((_, failure: string) => ({ failure })),
    say: assign(({ context }, notice: Notice) => ({ notice, turn: context.turn + 1 })),
    askForNote: assign(({ context, event }) => {
      assertEvent(event, 'submitted');
      const notice: Notice = { kind: 'no-note', message: steps.missingNote(event.input) ?? '' };
      return { notice, turn: context.turn + 1 };
    }),
    begin: assign(({ context, event }) => {
      assertEvent(event, 'submitted');
      return steps.begin(context, event.input);
    }),
    hold: assign(({ context, event }) => {
      assertEvent(event, 'held');
      return { notice: { kind: 'refused', message: event.message } as const, turn: context.turn + 1 };
    }),
    takeResults: assign(({ context }, results: readonly RequestResult[]) =>
      steps.takeResults(context, results),
    ),
    forgetNotice: assign({ notice: null }),
    forgetFailure: assign({ failure: '' }),
  },
});

/** Reads what is decided about: a refusal shows why, and the way to try again. */
const reading = decision.createStateConfig({
  tags: 'loading',
  invoke: {
    src: 'readFacts',
    input: ({ context }) => context.requestIds,
    onDone: [
      {
        guard: ({ event }) => event.output.ok && !steps.isGone(event.output.value),
        target: 'deciding',
        actions: {
          type: 'showFacts',
          params: ({ event }) => (event.output as { readonly value: DecisionFacts }).value,
        },
      },
      {
        target: 'failed',
        actions: {
          type: 'fail',
          params: ({ event }) => (event.output.ok ? gone : event.output.error.message),
        },
      },
    ],
    onError: { target: 'failed', actions: { type: 'fail', params: brokeOff } },
  },
  after: { callTimeout: { target: 'failed', actions: { type: 'fail', params: tooLate } } },
});

/** Reads again what was changed meanwhile. Where that fails the old state stays: the next try is refused once more. */
const readingAgain = decision.createStateConfig({
  tags: 'busy',
  on: { closed: {} },
  invoke: {
    src: 'readFacts',
    input: ({ context }) => context.requestIds,
    onDone: [
      {
        guard: ({ event }) => event.output.ok && steps.isGone(event.output.value),
        target: 'failed',
        actions: { type: 'fail', params: gone },
      },
      {
        guard: ({ event }) => event.output.ok,
        target: 'deciding',
        actions: {
          type: 'showFacts',
          params: ({ event }) => (event.output as { readonly value: DecisionFacts }).value,
        },
      },
      { target: 'deciding' },
    ],
    onError: { target: 'deciding' },
  },
  after: { callTimeout: { target: 'deciding' } },
});

/** The refusal of an answer that stops the whole decision, or null. */
const refusalOf = (context: DecisionContext, output: Result<RequestResult[]>): Refusal | null =>
  output.ok ? steps.soleRefusal(context, output.value) : output.error;

const refusalIn = (context: DecisionContext, output: Result<RequestResult[]>): Refusal =>
  refusalOf(context, output) ?? { code: 'unexpected', message: brokeOff, retryable: true };

/** On its way: whatever does not come back as an answer may have been done or not, and is tried again under the same ids. */
const sending = decision.createStateConfig({
  tags: 'busy',
  // What is on its way is not given up by closing: in time it is answered, or counts as not confirmed.
  on: { closed: {} },
  invoke: {
    src: 'decide',
    input: ({ context }) => steps.nextCall(context),
    onDone: [
      {
        guard: ({ context, event }) => refusalOf(context, event.output)?.retryable === true,
        target: 'unconfirmed',
        actions: {
          type: 'fail',
          params: ({ context, event }) => refusalIn(context, event.output).message,
        },
      },
      {
        guard: ({ context, event }) => {
          const refusal = refusalOf(context, event.output);
          return refusal !== null && steps.isAboutChange(refusal);
        },
        target: 'readingAgain',
        actions: {
          type: 'say',
          params: ({ context, event }) => ({
            kind: 'changed',
            message: refusalIn(context, event.output).message,
          }),
        },
      },
      {
        guard: ({ context, event }) => refusalOf(context, event.output) !== null,
        target: 'deciding',
        actions: {
          type: 'say',
          params: ({ context, event }) => ({
            kind: 'refused',
            message: refusalIn(context, event.output).message,
          }),
        },
      },
      {
        target: 'answered',
        actions: {
          type: 'takeResults',
          params: ({ event }) => (event.output.ok ? event.output.value : []),
        },
      },
    ],
    onError: { target: 'unconfirmed', actions: { type: 'fail', params: brokeOff } },
  },
  after: { callTimeout: { target: 'unconfirmed', actions: { type: 'fail', params: tooLate } } },
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
    turn: 0,
  }),
  initial: 'reading',
  on: { closed: '.closed' },
  states: {
    reading,
    // The form stays as it was typed; only what it is about is read anew.
    readingAgain,
    failed: { tags: 'failed', on: { retried: { target: 'reading', actions: 'forgetFailure' } } },
    deciding: {
      tags: 'ready',
      on: {
        submitted: [
          { guard: 'lacksNote', actions: 'askForNote' },
          { target: 'sending', actions: 'begin' },
        ],
        held: { actions: 'hold' },
        edited: { actions: 'forgetNotice' },
      },
    },
    sending,
    answered: {
      always: [
        { guard: ({ context }) => context.remaining.length > 0, target: 'sending' },
        { target: 'done' },
      ],
    },
    // Nobody knows whether it was done: a person tries again, under the same ids.
    unconfirmed: {
      tags: 'unconfirmed',
      on: { retried: { target: 'sending', actions: 'forgetFailure' } },
    },
    done: { type: 'final' },
    closed: { type: 'final' },
  },
  output: ({ context }) => context.results,
});
