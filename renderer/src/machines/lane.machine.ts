import { slipStates } from './slips.ts';
import * as call from './lane.calls.ts';
import { lane } from './lane.setup.ts';
import type { SlipAsk } from './lane.types.ts';

/** Free for the next code: what waits goes first, in its order. */
const ready = lane.createStateConfig({
  tags: ['idle', 'takesCode'],
  always: [
    { guard: 'nextIsLookedAtFirst', target: 'looking', actions: 'lookAtFirst' },
    { guard: 'canTakeNext', target: 'acting', actions: 'actOnFirst' },
  ],
  on: {
    'code.given': [
      { guard: 'isHeld', actions: ['queueCode', { type: 'tone', params: 'attention' }] },
      { guard: 'isLookedAtFirst', target: 'looking', actions: 'lookAtGiven' },
      { target: 'acting', actions: 'actOnGiven' },
    ],
    'renewal.asked': { guard: 'hasPatron', target: 'acting', actions: 'startRenewing' },
    'undo.asked': { target: 'undoing', actions: 'askUndo' },
    closed: { guard: 'isNotHeld', actions: 'close' },
    'desk.changed': { actions: 'startElsewhere' },
    'window.reloaded': { target: 'takingUp', actions: 'takeUp' },
  },
});

/** Back to where the page stands with what is open now. */
const returning = lane.createStateConfig({
  always: [
    { guard: 'isReturn', target: 'confirming' },
    { guard: 'isDeciding', target: 'choosing' },
    { target: 'ready' },
  ],
});

/** The window says where the item goes back to: its OK decides, whatever is scanned meanwhile waits. */
const confirming = lane.createStateConfig({
  tags: 'deciding',
  on: {
    'return.confirmed': { target: 'acting', actions: 'startReturning' },
    closed: { target: 'ready', actions: 'close' },
    'desk.changed': { target: 'ready', actions: 'startElsewhere' },
  },
});

/** Several patrons fit: one is picked, or another card or name is given. */
const choosing = lane.createStateConfig({
  tags: ['deciding', 'takesCode'],
  always: { guard: 'canTakeNext', target: 'looking', actions: 'lookAtFirst' },
  on: {
    'code.given': { guard: 'isNotHeld', target: 'looking', actions: 'lookAtGiven' },
    'patron.chosen': { target: 'ready', actions: 'openPatron' },
    closed: { target: 'ready', actions: 'close' },
    'desk.changed': { target: 'ready', actions: 'startElsewhere' },
  },
});

/** The window came back: a step that was on its way is asked for again under its old id. */
const takingUp = lane.createStateConfig({
  always: [{ guard: 'isActPending', target: 'acting' }, { target: 'ready' }],
});

/** Codes for which the lane is not free wait in order; one that finds no room is refused loudly. */
const codeWaits = [
  { guard: 'isQueueFull', actions: ['queueCode', { type: 'tone', params: 'refused' }] },
  { actions: 'queueCode' },
] as const;

/**
 * The lane of Manage Patron Services, Return Items and Scan In Items: one code after the other, each answered before the
 * next. `desk` is the lane, `slips` the paper asked for again: a printer that fails never holds the lane up.
 * The machine sequences; the main process checks. Source: product.md §3.3 to §3.5.
 */
export const laneMachine = lane.createMachine({
  id: 'lane',
  context: ({ input }) => ({
    ...input,
    subject: null,
    pending: null,
    failure: '',
    feedback: null,
    waiting: [],
    held: false,
    lost: [],
    refusals: [],
    slipAsk: null,
    slipNotice: null,
    turn: 0,
  }),
  on: {
    'code.given': codeWaits,
    'scan.partial': { actions: ['losePartial', { type: 'tone', params: 'refused' }] },
    'waiting.released': { actions: 'release' },
    'waiting.discarded': { actions: 'discard' },
    'lost.dismissed': { actions: 'dismissLost' },
  },
  type: 'parallel',
  states: {
    desk: {
      initial: 'ready',
      states: {
        ready,
        takingUp,
        returning,
        confirming,
        choosing,
        looking: call.looking,
        lookUnconfirmed: call.lookUnconfirmed,
        acting: call.acting,
        actUnconfirmed: call.actUnconfirmed,
        undoing: call.undoing,
        undoUnconfirmed: call.undoUnconfirmed,
      },
    },
    slips: {
      initial: 'idle',
      states: slipStates<SlipAsk>(),
    },
  },
});
