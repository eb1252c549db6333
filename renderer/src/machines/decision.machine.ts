import { assertEvent, assign, setup } from 'xstate';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { DecisionFacts, RequestResult } from '../../../shared/ipc/decision-views.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { isOk, valueOf } from './answers.ts';
import { callBy, inDoubt, notProvided } from './call.machine.ts';
import type { DecisionCommand, DecisionContext, DecisionEvent } from './decision.context.ts';
import type { DecisionInput, DecisionTag, Notice } from './decision.context.ts';
import * as steps from './decision.steps.ts';
import { t } from '../../../shared/words/words.ts';

const gone = t('page.thisRequestIsNotThereAny');

type Read = { readonly event: { readonly output: Result<DecisionFacts> } };
const isGone = ({ event }: Read): boolean => event.output.ok && steps.isGone(event.output.value);

type Decided = {
  readonly context: DecisionContext;
  readonly event: { readonly output: Result<RequestResult[]> };
};
/** The refusal of an answer that stops the whole decision, or null. */
const refusalOf = ({ context, event }: Decided): Problem | null =>
  event.output.ok ? steps.soleRefusal(context, event.output.value) : event.output.error;
const mayPass = (decided: Decided): boolean => refusalOf(decided)?.retryable === true;
const isChanged = (decided: Decided): boolean => steps.isAboutChange(refusalOf(decided));
const isRefused = (decided: Decided): boolean => refusalOf(decided) !== null;
const isMoreToSend = ({ context, event }: Decided): boolean =>
  event.output.ok && steps.isMoreToSend(context, event.output.value);
const sentenceOf = (decided: Decided): string => refusalOf(decided)?.message ?? '';
const saysNothingStored = (decided: Decided): boolean => refusalOf(decided)?.details?.['stored'] === 'no';

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
  guards: {
    lacksNote: ({ event }) => event.type === 'submitted' && steps.missingNote(event.input) !== null,
  },
  actions: {
    showFacts: assign(({ context }, facts: DecisionFacts) => ({ facts, turn: context.turn + 1 })),
    noteFailure: assign((_, failure: string) => ({ failure })),
    // The focus stays: a person may be typing.
    follow: assign(({ context }, { facts, message }: { facts: DecisionFacts | null; message: string }) => ({
      facts: facts ?? context.facts,
      notice: { kind: 'changed' as const, message },
    })),
    noteStored: assign((_, nothingStored: boolean) => ({ nothingStored })),
    notify: assign(({ context }, notice: Notice) => ({ notice, turn: context.turn + 1 })),
    askForNote: assign(({ context, event }) => {
      assertEvent(event, 'submitted');
      const notice: Notice = { kind: 'no-note', message: steps.missingNote(event.input) ?? '' };
      return { notice, turn: context.turn + 1 };
    }),
    begin: assign(({ context, event }) => {
      assertEvent(event, 'submitted');
      return steps.begin(context, event.input);
    }),
    takeResults: assign(({ context }, results: readonly RequestResult[]) =>
      steps.takeResults(context, results),
    ),
    clearNotice: assign({ notice: null }),
    clearFailure: assign({ failure: '' }),
  },
});

/** Reads what is decided about: a refusal shows why, and the way to try again. */
const reading = decision.createStateConfig({
  tags: 'loading',
  invoke: {
    id: 'read',
    src: 'readFacts',
    input: ({ context }) => ({ ask: context.requestIds }),
    onSnapshot: { ...inDoubt, target: 'failed' },
    onDone: [
      { guard: isGone, target: 'failed', actions: { type: 'noteFailure', params: gone } },
      { guard: isOk, target: 'deciding', actions: { type: 'showFacts', params: valueOf } },
      {
        target: 'failed',
        actions: {
          type: 'noteFailure',
          params: ({ event }) => (event.output.ok ? '' : event.output.error.message),
        },
      },
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
    input: ({ context }) => ({ ask: context.requestIds }),
    onSnapshot: { guard: inDoubt.guard, target: 'deciding' },
    onDone: [
      { guard: isGone, target: 'failed', actions: { type: 'noteFailure', params: gone } },
      { guard: isOk, target: 'deciding', actions: { type: 'showFacts', params: valueOf } },
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
    // What is on its way is not given up by closing: in time it is answered, or counts as not confirmed.
    calling: { tags: 'busy', on: { closed: {} } },
    unconfirmed: {
      tags: 'unconfirmed',
      on: { retried: { target: '#sending', reenter: true, actions: 'clearFailure' } },
    },
  },
  invoke: {
    id: 'decide',
    src: 'decide',
    input: ({ context }) => ({ ask: steps.nextCall(context) }),
    onSnapshot: {
      ...inDoubt,
      target: '.unconfirmed',
      actions: [
        inDoubt.actions,
        { type: 'noteStored', params: ({ event }) => event.snapshot.context.isNothingStored },
      ],
    },
    onDone: [
      {
        guard: mayPass,
        target: '.unconfirmed',
        actions: [
          { type: 'noteFailure', params: sentenceOf },
          { type: 'noteStored', params: saysNothingStored },
        ],
      },
      {
        guard: isChanged,
        target: 'readingAgain',
        actions: {
          type: 'notify',
          params: (decided) => ({ kind: 'changed', message: sentenceOf(decided) }),
        },
      },
      {
        guard: isRefused,
        target: 'deciding',
        actions: {
          type: 'notify',
          params: (decided) => ({ kind: 'refused', message: sentenceOf(decided) }),
        },
      },
      {
        guard: isMoreToSend,
        target: 'sending',
        reenter: true,
        actions: { type: 'takeResults', params: valueOf },
      },
      { target: 'done', actions: { type: 'takeResults', params: valueOf } },
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
    failed: { tags: 'failed', on: { retried: { target: 'reading', actions: 'clearFailure' } } },
    deciding: {
      tags: 'ready',
      on: {
        submitted: [
          { guard: 'lacksNote', actions: 'askForNote' },
          { target: 'sending', actions: 'begin' },
        ],
        invalid: {
          actions: { type: 'notify', params: ({ event }) => ({ kind: 'refused', message: event.message }) },
        },
        edited: { actions: 'clearNotice' },
        'facts.followed': { actions: { type: 'follow', params: ({ event }) => event } },
      },
    },
    sending,
    done: { type: 'final' },
    closed: { type: 'final' },
  },
  output: ({ context }) => context.results,
});
