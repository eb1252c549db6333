import { assign, emit, sendTo, setup } from 'xstate';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import { callBy, callStates, isOk, notProvided, toUnconfirmed, valueOf } from './call.machine.ts';
import { type SlipAsk, slipStates } from './slips.ts';
import type { Feedback, PendingUndo, RunnerContext, RunnerEmitted, RunnerEvent } from './step-runner.ts';
import type { RunnerInput, RunnerTag, Tone, UndoOrRedo, UndoOrRedoAnswer } from './step-runner.ts';
import * as runner from './step-runner.ts';

type ListRunnerContext = RunnerContext<PendingUndo>;

type ListRunnerEvent =
  | RunnerEvent
  /** The result of a window, a bulk action or a run of slips; null clears it. */
  | { readonly type: 'said'; readonly feedback: Feedback | null };

const list = setup({
  types: {
    context: {} as ListRunnerContext,
    events: {} as ListRunnerEvent,
    input: {} as RunnerInput,
    emitted: {} as RunnerEmitted,
    tags: {} as RunnerTag,
  },
  actors: {
    undoStep: callBy<UndoOrRedo, UndoOrRedoAnswer>(notProvided),
    printSlip: callBy<SlipAsk, PrintJobView>(notProvided),
  },
  actions: {
    change: assign((_, changed: Partial<ListRunnerContext>) => changed),
    retry: sendTo((_, call: string) => call, { type: 'retried' }),
    tone: emit((_, tone: Tone) => ({ type: 'tone' as const, tone })),
  },
});

const { change } = runner;

type Said = { readonly event: Extract<ListRunnerEvent, { type: 'said' }> };
const say = change(({ event }: Said) => ({ feedback: event.feedback }));

type Answered = {
  readonly context: ListRunnerContext;
  readonly event: { readonly output: Result<UndoOrRedoAnswer> };
};
const confirmUndone = change((answer: Answered) => ({
  ...runner.ready(answer.context),
  feedback: runner.saysUndone(valueOf(answer)),
}));
const leave = change(({ context }: { readonly context: ListRunnerContext }) => runner.ready(context));

const ready = list.createStateConfig({
  id: 'ready',
  tags: 'idle',
  on: { ...runner.undoOn, said: { actions: say } },
});

const undoing = list.createStateConfig({
  id: 'undoing',
  ...callStates('undo', { 'call.left': { target: '#ready', actions: leave } }),
  on: { said: { actions: say } },
  invoke: {
    id: 'undo',
    src: 'undoStep',
    input: ({ context }) => ({ ask: runner.pendingCall(context, 'undo').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: isOk, target: '#ready', actions: confirmUndone },
      { target: '#ready', actions: runner.refused },
    ],
  },
});

/** The step runner of the lists: Borrowing Requests and Today. Their actions never wait for each other. */
export const listRunnerMachine = list.createMachine({
  id: 'list',
  type: 'parallel',
  context: ({ input }) => ({ ...input, ...runner.nothingYet }),
  states: {
    desk: { initial: 'ready', states: { ready, undoing } },
    slips: { initial: 'idle', states: slipStates },
  },
});
