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
  /** The window's OK, with the partner that it asked for; null: nobody knows it. */
  | { readonly type: 'return.confirmed'; readonly partnerId?: PartnerId | null }
  | { readonly type: 'patron.chosen'; readonly patronId: PatronId }
  /** The window, the pick list or the patron is done with. */
  | { readonly type: 'closed' }
  | { readonly type: 'renewal.asked'; readonly itemId: ItemId }
  /** The answer to what lending asked. */
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

const isNextLookedAt = (now: Now): boolean => canTakeNext(now) && steps.isLookedAtFirst(now);
const isGivenLookedAt = (now: Now): boolean => isNotPaused(now) && steps.isLookedAtFirst(now);
const lookAtGiven = {
  target: '#looking',
  actions: change(({ context, event }: Scanned) => steps.look(context, runner.scanOf(event))),
} as const;
const actOnGiven = {
  target: '#acting',
  actions: change(({ context, event }: Scanned) => steps.act(context, runner.scanOf(event))),
} as const;
const lookAtNext = { target: '#looking', actions: change(withNext(steps.look)) } as const;
const close = { target: '#ready', actions: change(steps.close) } as const;
const startElsewhere = { target: '#ready', actions: change(steps.startElsewhere) } as const;
const openPatron = { target: '#ready', actions: change(steps.openPatron) } as const;
const refused = { target: '#ready', actions: [runner.toneOfRefusal, change(steps.refuseAnswer)] } as const;
const leave = { 'call.left': { target: '#ready', actions: change(steps.leaveCall) } } as const;

/** Free for the next code: what waits goes first, in its order. */
const ready = page.createStateConfig({
  id: 'ready',
  tags: ['idle', 'takesCode'],
  always: [
    { guard: isNextLookedAt, ...lookAtNext },
    { guard: canTakeNext, target: '#acting', actions: change(withNext(steps.act)) },
  ],
  on: {
    ...runner.undoOn,
    scanned: [
      { guard: isGivenLookedAt, ...lookAtGiven },
      { guard: isNotPaused, ...actOnGiven },
    ],
    // Picked from those that were suggested while the name was typed.
    'patron.chosen': { actions: openPatron.actions },
    'renewal.asked': { guard: steps.hasPatron, target: '#acting', actions: change(steps.renew) },
    'loan.answered': { guard: steps.asksOfLoan, target: '#acting', actions: change(steps.lendAs) },
    closed: { guard: isNotPaused, actions: close.actions },
    'desk.changed': { actions: startElsewhere.actions },
    // The window came back: a step that was on its way is asked for again under its old id.
    'window.reloaded': [
      { guard: steps.wasActing, target: '#acting', actions: change(steps.restore) },
      { actions: change(steps.restore) },
    ],
  },
});

/** The window says where the item goes back to: its OK decides, whatever is scanned meanwhile waits. */
const confirming = page.createStateConfig({
  id: 'confirming',
  tags: 'deciding',
  on: {
    'return.confirmed': { target: '#acting', actions: change(steps.giveBack) },
    closed: close,
    'desk.changed': startElsewhere,
  },
});

/** Several patrons fit: one is picked, or another card or name is given. */
const choosing = page.createStateConfig({
  id: 'choosing',
  tags: ['deciding', 'takesCode'],
  always: { guard: canTakeNext, ...lookAtNext },
  on: {
    scanned: { guard: isNotPaused, ...lookAtGiven },
    'patron.chosen': openPatron,
    closed: close,
    'desk.changed': startElsewhere,
  },
});

/** What was given is looked at. In doubt nothing was changed: it may be left. */
const looking = page.createStateConfig({
  id: 'looking',
  ...callStates('look', leave),
  invoke: {
    id: 'look',
    src: 'look',
    input: ({ context }) => ({ ask: steps.lookAsk(context) }),
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: steps.isReturn, target: '#confirming', actions: change(steps.showLooked) },
      { guard: steps.needsChoice, target: '#choosing', actions: change(steps.showLooked) },
      { guard: isOk, target: '#ready', actions: change(steps.showLooked) },
      refused,
    ],
  },
});

/** A step is taken. In doubt it is asked for again under its old id, or left; the list of the session shows what is true. */
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
      { guard: steps.isCard, target: '#looking', actions: change(steps.lookAtCard) },
      refused,
    ],
  },
});

/** A step is undone, or done again. In doubt it is asked for again under its old id, or left. */
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
 * A scan page, which is Manage Patron Services, Return Items or Scan In Items: one code after the other, each answered before the
 * next. `slips` is the paper asked for again: a printer that fails never holds the page up. The machine sequences; the main process
 * checks.
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
