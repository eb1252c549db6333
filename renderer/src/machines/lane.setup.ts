import { assign, emit, fromPromise, setup } from 'xstate';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { Refusal, Result } from '../../../shared/ipc/result.ts';
import type { Outcome, PrintJobView, Undone } from '../../../shared/ipc/views.ts';
import type { Tone } from './lane-types.ts';
import * as turns from './turns.ts';
import * as steps from './lane.steps.ts';
import type {
  ActInput,
  LaneContext,
  LaneEmitted,
  LaneEvent,
  LaneInput,
  LaneTag,
  Looked,
  LookInput,
  SlipAsk,
} from './lane.types.ts';

const notProvided = (): never => {
  throw new Error('The effects of the lane were not provided.');
};

const codeGiven = (event: LaneEvent): string => (event.type === 'code.given' ? event.code : '');
const first = (context: LaneContext): string => context.waiting[0] ?? '';

/** The words of the lane machine: its types, effects, guards and the actions that take an answer. */
export const lane = setup({
  types: {
    context: {} as LaneContext,
    events: {} as LaneEvent,
    input: {} as LaneInput,
    emitted: {} as LaneEmitted,
    tags: {} as LaneTag,
  },
  actors: {
    look: fromPromise<Result<Looked>, LookInput>(notProvided),
    act: fromPromise<Result<Outcome>, ActInput>(notProvided),
    undoStep: fromPromise<Result<Undone>, Input<'steps.undo'>>(notProvided),
    printSlip: fromPromise<Result<PrintJobView>, SlipAsk>(notProvided),
  },
  delays: { callTimeout: ({ context }) => context.callTimeoutMs },
  guards: {
    canTakeNext: ({ context }) => context.waiting.length > 0 && !context.held,
    nextIsLookedAtFirst: ({ context }) =>
      context.waiting.length > 0 && !context.held && steps.isLookedAtFirst(context),
    isLookedAtFirst: ({ context }) => steps.isLookedAtFirst(context),
    isNotHeld: ({ context }) => !context.held,
    isHeld: ({ context }) => context.held,
    isHeldOrFull: ({ context }) => context.held || turns.isQueueFull(context),
    isQueueFull: ({ context }) => turns.isQueueFull(context),
    isDeciding: ({ context }) => steps.isDeciding(context),
    isReturn: ({ context }) => context.subject?.kind === 'return',
    hasPatron: ({ context }) => context.subject?.kind === 'patron',
    isActPending: ({ context }) => context.pending?.call === 'act',
  },
  actions: {
    lookAtGiven: assign(({ event }) => steps.startLooking(codeGiven(event))),
    actOnGiven: assign(({ context, event }) => steps.startActing(context, codeGiven(event))),
    lookAtFirst: assign(({ context }) => ({
      ...steps.startLooking(first(context)),
      ...turns.dequeue(context),
    })),
    actOnFirst: assign(({ context }) => ({
      ...steps.startActing(context, first(context)),
      ...turns.dequeue(context),
    })),
    startReturning: assign(({ context }) => steps.startReturning(context)),
    startRenewing: assign(({ context, event }) =>
      event.type === 'renewal.asked' ? steps.startRenewing(context, event) : {},
    ),
    openPatron: assign(({ context, event }) =>
      event.type === 'patron.chosen'
        ? {
            ...turns.nextTurn(context),
            subject: { kind: 'patron' as const, patronId: event.patronId },
            feedback: null,
          }
        : {},
    ),
    askUndo: assign(({ context, event }) =>
      event.type === 'undo.asked'
        ? {
            slipNotice: null,
            pending: {
              call: 'undo' as const,
              input: { opId: context.newOpId(), undoes: event.undoes },
            },
            failure: '',
          }
        : {},
    ),
    showLooked: assign(({ context }, looked: Looked) => steps.showLooked(context, looked)),
    confirm: assign(({ context }, outcome: Outcome) => steps.confirm(context, outcome)),
    confirmUndone: assign(({ context }, answer: Undone) => steps.confirmUndone(context, answer)),
    refuse: assign(({ context }, refusal: Refusal) => steps.refuse(context, refusal)),
    noteFailure: assign((_, refusal: Refusal) => ({ failure: refusal.message })),
    noAnswerInTime: assign({ failure: 'No answer came in time.' }),
    callBroke: assign({ failure: 'The call broke off before it was answered.' }),
    close: assign(({ context }) => steps.close(context)),
    startElsewhere: assign(({ context }) => steps.startElsewhere(context)),
    leaveCall: assign(({ context }) => steps.leaveCall(context)),
    askSlip: assign(({ context, event }) =>
      event.type === 'slip.asked' ? { slipAsk: steps.slipAskOf(context, event.slip), slipNotice: null } : {},
    ),
    slipQueued: assign((_, job: PrintJobView) => steps.slipQueued(job)),
    slipRefused: assign((_, { message }: Refusal) => ({
      slipAsk: null,
      slipNotice: { kind: 'refused' as const, text: message },
    })),
    giveUpSlip: assign({ slipAsk: null }),
    queueCode: assign(({ context, event }) => steps.enqueue(context, codeGiven(event))),
    losePartial: assign(({ context, event }) =>
      event.type === 'scan.partial' ? turns.lose(context, event.code, 'partial') : {},
    ),
    dismissLost: assign({ lost: [] }),
    release: assign({ held: false }),
    discard: assign({ waiting: [], held: false }),
    takeUp: assign(({ event }) => (event.type === 'window.reloaded' ? steps.takeUp(event.remembered) : {})),
    tone: emit((_, name: Tone) => ({ type: 'tone' as const, tone: name })),
  },
});
