import { assign, emit, enqueueActions, sendTo, setup } from 'xstate';
import type { LibraryUse } from '../../../shared/domain/conditions.ts';
import type { ItemId, PatronId } from '../../../shared/domain/ids.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import type { Outcome, PrintJobView } from '../../../shared/ipc/views.ts';
import { isOk, refusalOf, valueOf } from './answers.ts';
import { callBy, callStates, notProvided, toUnconfirmed } from './call.machine.ts';
import type { CodesEmitted, Tone } from './lane-types.ts';
import type { ActInput, LaneContext, LaneEvent, LaneInput } from './lane.context.ts';
import type { LaneTag, Looked, LookInput } from './lane.context.ts';
import * as steps from './lane.steps.ts';
import type { SlipAsk, SlipRequest } from './slips.ts';
import { slipAskOf, slipQueued, slipRefused, slipStates } from './slips.ts';
import * as turns from './turns.ts';
import type { BackOrAgain, BackOrAgainAnswer, BackOrAgainEvent } from './undo.ts';
import { startUndo, undoneStep } from './undo.ts';

/** The code that came just now, and the one that has waited longest. */
const given = ({ event }: { readonly event: { readonly code: string } }): string => event.code;
const actedOn = ({ context }: { readonly context: LaneContext }): string =>
  turns.pendingCall(context, 'act').code;
const first = ({ context }: { readonly context: LaneContext }): string => turns.first(context);

type Found = { readonly event: { readonly output: Result<Looked> } };
const isReturn = ({ event }: Found): boolean => event.output.ok && event.output.value.kind === 'return';
/** A card was scanned while a patron was open: it is another patron's turn. */
const isCard = ({
  context,
  event,
}: {
  readonly context: LaneContext;
  readonly event: { readonly output: Result<unknown> };
}): boolean =>
  steps.isLending(context) && !event.output.ok && event.output.error.code === 'patron-card-not-identifier';
const needsChoice = ({ event }: Found): boolean => event.output.ok && steps.needsChoice(event.output.value);

const lane = setup({
  types: {
    context: {} as LaneContext,
    events: {} as LaneEvent,
    input: {} as LaneInput,
    emitted: {} as CodesEmitted,
    tags: {} as LaneTag,
  },
  actors: {
    look: callBy<LookInput, Looked>(notProvided),
    act: callBy<ActInput, Outcome>(notProvided),
    undoStep: callBy<BackOrAgain, BackOrAgainAnswer>(notProvided),
    printSlip: callBy<SlipAsk, PrintJobView>(notProvided),
  },
  guards: {
    canTakeNext: ({ context }) => context.waiting.length > 0 && !context.paused,
    nextIsLookedAtFirst: ({ context }) =>
      context.waiting.length > 0 && !context.paused && steps.isLookedAtFirst(context),
    isLookedAtFirst: ({ context }) => steps.isLookedAtFirst(context),
    isNotPaused: ({ context }) => !context.paused,
    isPaused: ({ context }) => context.paused,
    isQueueFull: ({ context }) => turns.isQueueFull(context),
    asksForUse: ({ context }) => steps.asksForUse(context),
    hasPatron: ({ context }) => context.subject?.kind === 'patron',
    wasActing: ({ event }) => event.type === 'window.reloaded' && event.snapshot.act !== null,
  },
  actions: {
    look: assign((_, code: string) => steps.startLooking(code)),
    act: assign(({ context }, code: string) => steps.startActing(context, code)),
    lendAs: assign(({ context }, use: LibraryUse) => steps.startLendingAs(context, use)),
    return: assign(({ context }) => steps.startReturning(context)),
    renew: assign(({ context }, loan: { readonly itemId: ItemId; readonly barcode: string }) =>
      steps.startRenewing(context, loan),
    ),
    undo: assign(({ context }, event: BackOrAgainEvent) => ({
      ...startUndo(context, event),
      slipNotice: null,
    })),
    retryCall: sendTo(({ context }) => context.pending?.call ?? '', { type: 'retried' }),
    noteFailure: assign((_, failure: string) => ({ failure })),
    leaveCall: assign(({ context }) => steps.leaveCall(context)),
    refuse: enqueueActions(({ context, enqueue }, refusal: Problem) => {
      enqueue.assign(steps.refuse(context, refusal));
      enqueue.emit({ type: 'tone', tone: 'refused' });
    }),
    showLooked: assign(({ context }, looked: Looked) => steps.showLooked(context, looked)),
    confirm: enqueueActions(({ context, enqueue }, outcome: Outcome) => {
      enqueue.assign(steps.confirm(context, outcome));
      enqueue.emit({ type: 'tone', tone: steps.toneOf(outcome) });
    }),
    confirmUndone: assign(({ context }, answer: BackOrAgainAnswer) => steps.confirmUndone(context, answer)),
    openPatron: assign(({ context }, patronId: PatronId) => steps.openPatron(context, patronId)),
    close: assign(({ context }) => steps.close(context)),
    startElsewhere: assign(({ context }) => steps.startElsewhere(context)),
    restore: assign(({ event }) => (event.type === 'window.reloaded' ? steps.restore(event.snapshot) : {})),
    queueCode: assign(({ context }, code: string) => turns.enqueue(context, code, code)),
    dequeue: assign(({ context }) => turns.dequeue(context)),
    release: assign({ paused: false }),
    discard: assign({ waiting: [], paused: false }),
    losePartial: assign(({ context }, code: string) => turns.lose(context, code, 'partial')),
    dismissLost: assign({ lost: [] }),
    askSlip: assign(({ context }, request: SlipRequest) => slipAskOf(context, request)),
    retrySlip: sendTo('slip', { type: 'retried' }),
    slipQueued: assign((_, job: PrintJobView) => slipQueued(job)),
    slipRefused: assign((_, refusal: Problem) => slipRefused(refusal)),
    giveUpSlip: assign({ slipAsk: null }),
    tone: emit((_, name: Tone) => ({ type: 'tone' as const, tone: name })),
  },
});

const lookAtFirst = [{ type: 'look', params: first }, 'dequeue'] as const;
const lookAtGiven = { target: '#looking', actions: { type: 'look', params: given } } as const;
const queueGiven = { type: 'queueCode', params: given } as const;
const refusedTone = { type: 'tone', params: 'refused' } as const;
const refused = { target: '#ready', actions: { type: 'refuse', params: refusalOf } } as const;

const undoAsked = { target: '#undoing', actions: { type: 'undo', params: undoneStep } } as const;

const leave = { 'call.left': { target: '#ready', actions: 'leaveCall' } } as const;

/** Free for the next code: what waits goes first, in its order. */
const ready = lane.createStateConfig({
  id: 'ready',
  tags: ['idle', 'takesCode'],
  always: [
    { guard: 'nextIsLookedAtFirst', target: '#looking', actions: lookAtFirst },
    { guard: 'canTakeNext', target: '#acting', actions: [{ type: 'act', params: first }, 'dequeue'] },
  ],
  on: {
    'code.given': [
      { guard: 'isPaused', actions: [queueGiven, { type: 'tone', params: 'attention' }] },
      { guard: 'isLookedAtFirst', ...lookAtGiven },
      { target: '#acting', actions: { type: 'act', params: given } },
    ],
    // Picked from those that were suggested while the name was typed.
    'patron.chosen': { actions: { type: 'openPatron', params: ({ event }) => event.patronId } },
    'renewal.asked': {
      guard: 'hasPatron',
      target: '#acting',
      actions: { type: 'renew', params: ({ event }) => event },
    },
    'use.chosen': {
      guard: 'asksForUse',
      target: '#acting',
      actions: { type: 'lendAs', params: ({ event }) => event.use },
    },
    'undo.asked': undoAsked,
    'redo.asked': undoAsked,
    closed: { guard: 'isNotPaused', actions: 'close' },
    'desk.changed': { actions: 'startElsewhere' },
    // The window came back: a step that was on its way is asked for again under its old id.
    'window.reloaded': [
      { guard: 'wasActing', target: '#acting', actions: 'restore' },
      { actions: 'restore' },
    ],
  },
});

/** The window says where the item goes back to: its OK decides, whatever is scanned meanwhile waits. */
const confirming = lane.createStateConfig({
  id: 'confirming',
  tags: 'deciding',
  on: {
    'return.confirmed': { target: '#acting', actions: 'return' },
    closed: { target: '#ready', actions: 'close' },
    'desk.changed': { target: '#ready', actions: 'startElsewhere' },
  },
});

/** Several patrons fit: one is picked, or another card or name is given. */
const choosing = lane.createStateConfig({
  id: 'choosing',
  tags: ['deciding', 'takesCode'],
  always: { guard: 'canTakeNext', target: '#looking', actions: lookAtFirst },
  on: {
    'code.given': { guard: 'isNotPaused', ...lookAtGiven },
    'patron.chosen': {
      target: '#ready',
      actions: { type: 'openPatron', params: ({ event }) => event.patronId },
    },
    closed: { target: '#ready', actions: 'close' },
    'desk.changed': { target: '#ready', actions: 'startElsewhere' },
  },
});

/** What was given is looked at. In doubt nothing was changed: it may be left. */
const looking = lane.createStateConfig({
  id: 'looking',
  ...callStates(leave),
  invoke: {
    id: 'look',
    src: 'look',
    input: ({ context }) => ({ ask: steps.lookAsk(context) }),
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: isReturn, target: '#confirming', actions: { type: 'showLooked', params: valueOf } },
      { guard: needsChoice, target: '#choosing', actions: { type: 'showLooked', params: valueOf } },
      { guard: isOk, target: '#ready', actions: { type: 'showLooked', params: valueOf } },
      refused,
    ],
  },
});

/** A step is taken. In doubt it is asked for again under its old id, or left; the list beside the lane shows what is true. */
const acting = lane.createStateConfig({
  id: 'acting',
  ...callStates(leave),
  invoke: {
    id: 'act',
    src: 'act',
    input: ({ context }) => ({ ask: turns.pendingCall(context, 'act').act }),
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: isOk, target: '#ready', actions: { type: 'confirm', params: valueOf } },
      { guard: isCard, target: '#looking', actions: { type: 'look', params: actedOn } },
      refused,
    ],
  },
});

/** A step is taken back, or again. In doubt it is asked for again under its old id, or left. */
const undoing = lane.createStateConfig({
  id: 'undoing',
  ...callStates(leave),
  invoke: {
    id: 'undo',
    src: 'undoStep',
    input: ({ context }) => ({ ask: turns.pendingCall(context, 'undo').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: isOk,
        target: '#ready',
        actions: [
          { type: 'confirmUndone', params: valueOf },
          { type: 'tone', params: 'done' },
        ],
      },
      refused,
    ],
  },
});

/**
 * The lane of Manage Patron Services, Return Items and Scan In Items: one code after the other, each answered before the
 * next. `desk` is the lane, `slips` the paper asked for again: a printer that fails never holds the lane up.
 * The machine sequences; the main process checks.
 */
export const laneMachine = lane.createMachine({
  id: 'lane',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    subject: null,
    pending: null,
    failure: '',
    feedback: null,
    waiting: [],
    paused: false,
    lost: [],
    refusals: [],
    slipAsk: null,
    slipNotice: null,
    turn: 0,
  }),
  on: {
    // Codes for which the lane is not free wait in order; one that finds no room is refused loudly.
    'code.given': [{ guard: 'isQueueFull', actions: [queueGiven, refusedTone] }, { actions: queueGiven }],
    'scan.partial': { actions: [{ type: 'losePartial', params: given }, refusedTone] },
    'waiting.released': { actions: 'release' },
    'waiting.discarded': { actions: 'discard' },
    'lost.dismissed': { actions: 'dismissLost' },
  },
  states: {
    desk: { initial: 'ready', states: { ready, confirming, choosing, looking, acting, undoing } },
    slips: { initial: 'idle', states: slipStates },
  },
});
