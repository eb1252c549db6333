import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import { assign, emit, enqueueActions, sendTo, setup } from 'xstate';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Problem } from '../../../shared/ipc/result.ts';
import type { Finished, PrintJobView, Received, ReceiveForm } from '../../../shared/ipc/views.ts';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { callBy, notProvided } from './call.machine.ts';
import type { Tone } from './lane-types.ts';
import type { Intent, ReceivingOptions, ReceivingTypes } from './receiving.context.ts';
import { restore } from './receiving.context.ts';
import { follow, isLoopOf, sayOutdated } from './receiving.follow.ts';
import * as more from './receiving.more.ts';
import * as refusals from './receiving.refusals.ts';
import * as steps from './receiving.steps.ts';
import type { SlipAsk, SlipRequest } from './slips.ts';
import { noteSlip, slipAskOf, slipOf, slipQueued, slipRefused } from './slips.ts';
import * as turns from './turns.ts';
import type { BackOrAgain, BackOrAgainAnswer, BackOrAgainEvent } from './undo.ts';
import { startUndo } from './undo.ts';

/** What the chart of receiving.machine.ts calls by name: the calls that it makes, what it asks, and what it changes. */
export const receiving = setup({
  types: {} as ReceivingTypes,
  actors: {
    openRequest: callBy<Input<'receiving.open'>, ReceiveForm>(notProvided),
    storeVolume: callBy<StepInput<'receive'>, Received>(notProvided),
    finishSet: callBy<StepInput<'finish-receiving'>, Finished>(notProvided),
    makeBarcode: callBy<Input<'receiving.makeBarcode'>, Output<'receiving.makeBarcode'>>(notProvided),
    undoStep: callBy<BackOrAgain, BackOrAgainAnswer>(notProvided),
    printSlip: callBy<SlipAsk, PrintJobView>(notProvided),
  },
  guards: {
    canTakeNext: ({ context }) => context.waiting.length > 0 && !context.paused && !more.hasNoDate(context),
    hasNoDate: ({ context }) => more.hasNoDate(context),
    hasNoDateNow: ({ context }) => more.hasNoDate(context) && !context.paused,
    nextIsIdentifier: ({ context }) => !context.paused && context.waiting[0]?.as === 'identifier',
    nextEndsSet: ({ context }) =>
      !context.paused && context.waiting[0]?.as === 'identifier' && steps.isSetComplete(context),
    isPaused: ({ context }) => context.paused,
    isNotPaused: ({ context }) => !context.paused,
    isQueueFull: ({ context }) => turns.isQueueFull(context),
    isSetShort: ({ context }) => steps.isSetShort(context),
    isSetComplete: ({ context }) => steps.isSetComplete(context),
    isQuietOpen: ({ context }) => context.pending?.call === 'open' && context.pending.quiet,
    followsLoop: ({ event }) => event.type === 'form.followed' && isLoopOf(event.form),
    wasStoring: ({ event }) => event.type === 'window.reloaded' && event.snapshot.store !== null,
    wasOpening: ({ event }) => event.type === 'window.reloaded' && event.snapshot.open !== null,
  },
  actions: {
    open: assign((_, intent: Intent) => steps.startOpening(intent)),
    store: assign(({ context }, intent: Intent) => steps.startStoring(context, intent)),
    make: assign(({ context }) => more.startMaking(context)),
    showMade: assign(({ context }, made: Output<'receiving.makeBarcode'>) => ({
      ...more.showMade(context, made),
      ...noteSlip(context, made.slip),
    })),
    changeMore: assign(({ context }, change: Parameters<typeof more.changeMore>[1]) =>
      more.changeMore(context, change),
    ),
    refuseNoDate: assign(({ context }, intent: Intent) => refusals.refuseNoDate(context, intent)),
    finish: assign(({ context }) => steps.startFinishing(context)),
    finishFor: assign(({ context }, next: string) => steps.startFinishing(context, next)),
    undo: assign(({ context }, event: BackOrAgainEvent) => startUndo(context, event)),
    reopen: assign(({ context }) => steps.startReopening(context, false)),
    reopenQuietly: assign(({ context }) => steps.startReopening(context, true)),
    reopenAs: assign(({ context }, code: string) => steps.reopenAs(context, code)),
    moveTo: assign(({ context }, code: string) => steps.moveTo(context, code)),
    retryCall: sendTo(({ context }) => context.pending?.call ?? '', { type: 'retried' }),
    noteFailure: assign((_, failure: string) => ({ failure })),
    refuse: enqueueActions(({ context, enqueue }, refusal: Problem) => {
      enqueue.assign(refusals.refuse(context, refusal));
      enqueue.emit({ type: 'tone', tone: 'refused' });
    }),
    refuseInLoop: assign(({ context }, code: string) => refusals.refuseInLoop(context, code)),
    refuseFirstInLoop: assign(({ context }) => refusals.refuseFirstInLoop(context)),
    showForm: assign(({ context }, form: ReceiveForm) => steps.showForm(context, form)),
    follow: assign(({ context }, form: ReceiveForm) => follow(context, form)),
    sayOutdated: assign(({ context }, refusal: Problem) => sayOutdated(context, refusal)),
    keepVolume: assign(({ context }, answer: Received) => steps.keepVolume(context, answer)),
    confirmReceived: assign(({ context }, answer: Received) => steps.confirmReceived(context, answer)),
    confirmFinished: assign(({ context }, answer: Finished) => steps.confirmFinished(context, answer)),
    finishAndOpen: assign(({ context }, answer: Finished) => steps.finishAndOpen(context, answer)),
    confirmUndone: assign(({ context }, answer: BackOrAgainAnswer) => steps.confirmUndone(context, answer)),
    queueCode: assign((now) => turns.enqueue(now.context, steps.entered(now), steps.enteredCode(now))),
    dequeue: assign(({ context }) => turns.dequeue(context)),
    release: assign({ paused: false }),
    discard: assign({ waiting: [], paused: false }),
    losePartial: assign(({ context }, code: string) => turns.lose(context, code, 'partial')),
    dismissLost: assign({ lost: [] }),
    changeOption: assign((_, chosen: Partial<ReceivingOptions>) => chosen),
    takeTurn: assign(({ context }) => ({ turn: context.turn + 1 })),
    nextTurn: assign(({ context }) => turns.nextTurn(context)),
    leaveOpen: assign(({ context }) => steps.leaveOpen(context)),
    closeForm: assign(({ context }) => steps.closeForm(context)),
    startElsewhere: assign(steps.startElsewhere),
    restore: assign(({ event }) => (event.type === 'window.reloaded' ? restore(event.snapshot) : {})),
    noteSlip: assign(({ context }, slip: SlipState) => noteSlip(context, slip)),
    askSlip: assign(({ context }, request: SlipRequest) => slipAskOf(context, request)),
    retrySlip: sendTo('slip', { type: 'retried' }),
    slipQueued: assign(({ context }, job: PrintJobView) => ({
      ...noteSlip(context, slipOf(job)),
      ...slipQueued(job),
    })),
    slipRefused: assign((_, refusal: Problem) => slipRefused(refusal)),
    giveUpSlip: assign({ slipAsk: null }),
    tone: emit((_, name: Tone) => ({ type: 'tone' as const, tone: name })),
    /** A form with something to watch asks for attention. */
    formTone: enqueueActions(({ context, enqueue }) => {
      if (context.form?.warning || context.feedback?.kind === 'moved')
        enqueue.emit({ type: 'tone', tone: 'attention' });
    }),
  },
});
