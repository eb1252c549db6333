import { assign, emit, sendTo, setup } from 'xstate';
import type { ItemId, PartnerId, PatronId } from '../../../shared/domain/ids.ts';
import type { Outcome, PrintJobView } from '../../../shared/ipc/views.ts';
import { callBy, callStates, isOk, notProvided, toUnconfirmed } from './call.machine.ts';
import type { ActInput, LoanAnswer, Looked, LookInput, ReloadSnapshot } from './scan-page.steps.ts';
import type { ScanPageContext, ScanPageInput } from './scan-page.steps.ts';
import * as steps from './scan-page.steps.ts';
import { type SlipAsk, slipStates } from './slips.ts';
import type { RunnerEmitted, RunnerEvent, RunnerTag, Tone } from './step-runner.ts';
import type { UndoOrRedo, UndoOrRedoAnswer } from './step-runner.ts';
import * as runner from './step-runner.ts';

export type ScanPageEvent =
  | RunnerEvent
  /** OK in the window, with the chosen partner; null: the partner is unknown. */
  | { readonly type: 'return.confirmed'; readonly partnerId?: PartnerId | null }
  | { readonly type: 'patron.chosen'; readonly patronId: PatronId }
  /** The window, the pick list or the patron is closed. */
  | { readonly type: 'closed' }
  | { readonly type: 'renewal.asked'; readonly itemId: ItemId }
  /** The answer to a question about a loan. */
  | { readonly type: 'loan.answered'; readonly answer: LoanAnswer }
  | { readonly type: 'desk.changed' }
  | { readonly type: 'window.reloaded'; readonly snapshot: ReloadSnapshot };

export type ScanPageTag = RunnerTag | 'takesCode' | 'deciding';

const page = setup({
  types: {
    context: {} as ScanPageContext,
    events: {} as ScanPageEvent,
    input: {} as ScanPageInput,
    emitted: {} as RunnerEmitted,
    tags: {} as ScanPageTag,
  },
  actors: {
    look: callBy<LookInput, Looked>(notProvided),
    act: callBy<ActInput, Outcome>(notProvided),
    undoStep: callBy<UndoOrRedo, UndoOrRedoAnswer>(notProvided),
    printSlip: callBy<SlipAsk, PrintJobView>(notProvided),
  },
  actions: {
    change: assign((_, changed: Partial<ScanPageContext>) => changed),
    retry: sendTo((_, call: string) => call, { type: 'retried' }),
    tone: emit((_, tone: Tone) => ({ type: 'tone' as const, tone })),
  },
});

type Now = { readonly context: ScanPageContext };
type Scanned = Now & { readonly event: { readonly code: string } };
const { change, doneTone, isNotPaused, canTakeNext, withNext } = runner;

const isNextLookedAt = (now: Now): boolean => canTakeNext(now) && steps.needsLookup(now);
const isGivenLookedAt = (now: Now): boolean => isNotPaused(now) && steps.needsLookup(now);
const lookUpGiven = {
  target: '#looking',
  actions: change(({ context, event }: Scanned) => steps.look(context, runner.scanOf(event))),
} as const;
const actOnGiven = {
  target: '#acting',
  actions: change(({ context, event }: Scanned) => steps.act(context, runner.scanOf(event))),
} as const;
const lookUpNext = { target: '#looking', actions: change(withNext(steps.look)) } as const;
const close = { target: '#ready', actions: change(steps.close) } as const;
const startElsewhere = { target: '#ready', actions: change(steps.startElsewhere) } as const;
const openPatron = { target: '#ready', actions: change(steps.openPatron) } as const;
const refused = { target: '#ready', actions: [runner.toneOfRefusal, change(steps.refuseAnswer)] } as const;
const leave = { 'call.left': { target: '#ready', actions: change(steps.leaveCall) } } as const;

/** Free for the next code: waiting codes go first, in order. */
const ready = page.createStateConfig({
  id: 'ready',
  tags: ['idle', 'takesCode'],
  always: [
    { guard: isNextLookedAt, ...lookUpNext },
    { guard: canTakeNext, target: '#acting', actions: change(withNext(steps.act)) },
  ],
  on: {
    ...runner.undoOn,
    scanned: [
      { guard: isGivenLookedAt, ...lookUpGiven },
      { guard: isNotPaused, ...actOnGiven },
    ],
    // Picked from the suggestions shown while typing the name.
    'patron.chosen': { actions: openPatron.actions },
    'renewal.asked': { guard: steps.hasPatron, target: '#acting', actions: change(steps.renew) },
    'loan.answered': { guard: steps.asksOfLoan, target: '#acting', actions: change(steps.lendAs) },
    closed: { guard: isNotPaused, actions: close.actions },
    'desk.changed': { actions: startElsewhere.actions },
    // The window was reloaded: a step that was in flight is repeated with its old id.
    'window.reloaded': [
      { guard: steps.wasActing, target: '#acting', actions: change(steps.restore) },
      { actions: change(steps.restore) },
    ],
  },
});

/** The window shows where the item must be returned. It waits for OK; codes scanned in the meantime are queued. */
const confirming = page.createStateConfig({
  id: 'confirming',
  tags: 'deciding',
  on: {
    'return.confirmed': { target: '#acting', actions: change(steps.confirmReturn) },
    closed: close,
    'desk.changed': startElsewhere,
  },
});

/** Several patrons match: the operator picks one, or enters another card or name. */
const choosing = page.createStateConfig({
  id: 'choosing',
  tags: ['deciding', 'takesCode'],
  always: { guard: canTakeNext, ...lookUpNext },
  on: {
    scanned: { guard: isNotPaused, ...lookUpGiven },
    'patron.chosen': openPatron,
    closed: close,
    'desk.changed': startElsewhere,
  },
});

/** Looks up a code or name. A lookup changes nothing, so it can be abandoned when in doubt. */
const looking = page.createStateConfig({
  id: 'looking',
  ...callStates('look', leave),
  invoke: {
    id: 'look',
    src: 'look',
    input: ({ context }) => ({ ask: steps.lookupInput(context) }),
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: steps.isReturn, target: '#confirming', actions: change(steps.showLookup) },
      { guard: steps.needsChoice, target: '#choosing', actions: change(steps.showLookup) },
      { guard: isOk, target: '#ready', actions: change(steps.showLookup) },
      refused,
    ],
  },
});

/** Takes a step. In doubt it is retried with its old id, or abandoned; the session list shows the stored state. */
const acting = page.createStateConfig({
  id: 'acting',
  ...callStates('act', leave),
  invoke: {
    id: 'act',
    src: 'act',
    input: ({ context }) => ({ ask: runner.pendingCall(context, 'act').act }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: isOk,
        target: '#ready',
        actions: [{ type: 'tone', params: steps.toneOf }, change(steps.confirm)],
      },
      { guard: steps.isCard, target: '#looking', actions: change(steps.lookUpCard) },
      refused,
    ],
  },
});

/** Undoes or redoes a step. In doubt it is retried with its old id, or abandoned. */
const undoing = page.createStateConfig({
  id: 'undoing',
  ...callStates('undo', leave),
  invoke: {
    id: 'undo',
    src: 'undoStep',
    input: ({ context }) => ({ ask: runner.pendingCall(context, 'undo').input }),
    onSnapshot: toUnconfirmed,
    onDone: [{ guard: isOk, target: '#ready', actions: [change(steps.confirmUndone), doneTone] }, refused],
  },
});

/**
 * A scan page: Manage Patron Services, Return Items or Scan In Items. Each code is answered before the next. `slips` handles slips printed
 * again: a failing printer never blocks the page. The machine sequences; the main process checks.
 */
export const scanPageMachine = page.createMachine({
  id: 'scan-page',
  type: 'parallel',
  context: ({ input }) => ({ ...input, ...runner.nothingYet, subject: null, loan: null }),
  on: runner.runnerOn,
  states: {
    desk: { initial: 'ready', states: { ready, confirming, choosing, looking, acting, undoing } },
    slips: { initial: 'idle', states: slipStates },
  },
});
