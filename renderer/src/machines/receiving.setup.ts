import { assign, emit, enqueueActions, fromPromise, setup } from 'xstate';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Refusal, Result } from '../../../shared/ipc/result.ts';
import type { Finished, PrintJobView, Received, ReceiveForm, Undone } from '../../../shared/ipc/views.ts';
import type { Tone } from './lane-types.ts';
import * as turns from './turns.ts';
import * as answers from './receiving.answers.ts';
import * as steps from './receiving.steps.ts';
import type {
  Intent,
  ReceivingContext,
  ReceivingEmitted,
  ReceivingEvent,
  ReceivingInput,
  ReceivingTag,
  SlipAsk,
} from './receiving.types.ts';

const notProvided = (): never => {
  throw new Error('The effects of receiving were not provided.');
};

/** What the last event asks for. */
const intent = (event: ReceivingEvent): Intent => steps.intentOf(event) ?? { as: 'scan', code: '' };
const first = (context: ReceivingContext): Intent => context.waiting[0] ?? { as: 'scan', code: '' };

/** The words of the receiving machine: its types, effects, guards and the actions that take an answer. */
export const receiving = setup({
  types: {
    context: {} as ReceivingContext,
    events: {} as ReceivingEvent,
    input: {} as ReceivingInput,
    emitted: {} as ReceivingEmitted,
    tags: {} as ReceivingTag,
  },
  actors: {
    openRequest: fromPromise<Result<Output<'receiving.open'>>, Input<'receiving.open'>>(notProvided),
    storeVolume: fromPromise<Result<Output<'receiving.receive'>>, Input<'receiving.receive'>>(notProvided),
    finishSet: fromPromise<Result<Output<'receiving.finish'>>, Input<'receiving.finish'>>(notProvided),
    undoStep: fromPromise<Result<Output<'steps.undo'>>, Input<'steps.undo'>>(notProvided),
    printSlip: fromPromise<Result<Output<'slips.retry'>>, SlipAsk>(notProvided),
  },
  delays: { callTimeout: ({ context }) => context.callTimeoutMs },
  guards: {
    canTakeNext: ({ context }) => context.waiting.length > 0 && !context.held,
    nextIsIdentifier: ({ context }) => !context.held && context.waiting[0]?.as === 'identifier',
    isHeld: ({ context }) => context.held,
    isNotHeld: ({ context }) => !context.held,
    isQueueFull: ({ context }) => turns.isQueueFull(context),
    isInLoop: ({ context }) => context.inLoop,
    hasForm: ({ context }) => context.form !== null,
    isSetShort: ({ context }) => steps.isSetShort(context),
    isSetComplete: ({ context }) => steps.isSetComplete(context),
    isQuietOpen: ({ context }) => context.pending?.call === 'open' && context.pending.quiet,
    isStorePending: ({ context }) => context.pending?.call === 'store',
    isOpenPending: ({ context }) => context.pending?.call === 'open',
  },
  actions: {
    showForm: assign(({ context }, form: ReceiveForm) => answers.showForm(context, form)),
    keepVolume: assign(({ context }, answer: Received) => answers.keepVolume(context, answer)),
    confirmReceived: assign(({ context }, answer: Received) => answers.confirmReceived(context, answer)),
    confirmFinished: assign(({ context }, answer: Finished) => answers.confirmFinished(context, answer)),
    finishAndOpen: assign(({ context }, answer: Finished) => answers.finishAndOpen(context, answer)),
    confirmUndone: assign(({ context }, answer: Undone) => answers.confirmUndone(context, answer)),
    refuse: assign(({ context }, refusal: Refusal) => steps.refuse(context, refusal)),
    noteFailure: assign((_, refusal: Refusal) => ({ failure: refusal.message })),
    moveTo: assign(({ context }, code: string) => steps.moveTo(context, code)),
    reopenAs: assign(({ context }, code: string) => steps.reopenAs(context, code)),
    finishFor: assign(({ context }, next: string) => steps.startFinishing(context, next)),
    slipQueued: assign(({ context }, job: PrintJobView) => answers.slipQueued(context, job)),
    slipRefused: assign((_, refusal: Refusal) => ({
      slipAsk: null,
      slipNotice: { kind: 'refused' as const, text: refusal.message },
    })),
    queueCode: assign(({ context, event }) => steps.enqueue(context, steps.intentOf(event))),
    openEntered: assign(({ event }) => steps.startOpening(intent(event))),
    storeEntered: assign(({ context, event }) => steps.startStoring(context, intent(event))),
    openFirst: assign(({ context }) => ({
      ...steps.startOpening(first(context)),
      ...turns.dequeue(context),
    })),
    storeFirst: assign(({ context }) => ({
      ...steps.startStoring(context, first(context)),
      ...turns.dequeue(context),
    })),
    startFinishing: assign(({ context }) => steps.startFinishing(context, null)),
    forgetSaid: assign(steps.forgetSaid),
    reopen: assign(({ context }) => steps.startReopening(context, false)),
    reopenQuietly: assign(({ context }) => steps.startReopening(context, true)),
    refuseEnteredInLoop: assign(({ context, event }) => steps.refuseInLoop(context, intent(event).code)),
    refuseFirstInLoop: assign(({ context }) => ({
      ...steps.refuseInLoop({ ...context, ...turns.dequeue(context) }, first(context).code),
      ...turns.dequeue(context),
    })),
    finishForEntered: assign(({ context, event }) => steps.startFinishing(context, intent(event).code)),
    finishForFirst: assign(({ context }) => ({
      ...steps.startFinishing(context, first(context).code),
      ...turns.dequeue(context),
    })),
    askUndo: assign(({ context, event }) =>
      event.type === 'undo.asked'
        ? {
            pending: { call: 'undo', input: { opId: context.newOpId(), undoes: event.undoes } },
            failure: '',
          }
        : {},
    ),
    takeUp: assign(({ event }) => (event.type === 'window.reloaded' ? steps.takeUp(event.remembered) : {})),
    askSlip: assign(({ context, event }) =>
      event.type === 'slip.asked' ? { slipAsk: steps.slipAskOf(context, event.ask), slipNotice: null } : {},
    ),
    noteSlip: assign(({ context, event }) =>
      event.type === 'slip.changed' ? steps.noteSlip(context, event.slip) : {},
    ),
    changeOption: assign(({ event }) =>
      event.type === 'option.changed' ? { [event.option]: event.on } : {},
    ),
    release: assign({ held: false }),
    discard: assign({ waiting: [], held: false }),
    losePartial: assign(({ context, event }) =>
      event.type === 'scan.partial' ? turns.lose(context, event.code, 'partial') : {},
    ),
    dismissLost: assign({ lost: [] }),
    giveUpSlip: assign({ slipAsk: null }),
    dropOpening: assign(({ context }) => steps.dropOpening(context)),
    takeTurn: assign(({ context }) => ({ turn: context.turn + 1 })),
    leaveOpen: assign(({ context }) => steps.leaveOpen(context)),
    closeForm: assign(({ context }) => steps.closeForm(context)),
    noAnswerInTime: assign({ failure: 'No answer came in time.' }),
    callBroke: assign({ failure: 'The call broke off before it was answered.' }),
    tone: emit((_, name: Tone) => ({ type: 'tone' as const, tone: name })),
    /** A form with something to watch asks for attention. */
    formTone: enqueueActions(({ context, enqueue }) => {
      if (context.form?.warning || context.feedback?.kind === 'moved')
        enqueue.emit({ type: 'tone', tone: 'attention' });
    }),
  },
});
