import { slipStates } from './slips.ts';
import * as call from './receiving.calls.ts';
import { receiving } from './receiving.setup.ts';
import { isSetComplete } from './receiving.steps.ts';
import type { SlipAsk } from './receiving.types.ts';

const ready = receiving.createStateConfig({
  tags: 'takesIdentifier',
  always: { guard: 'canTakeNext', target: 'opening', actions: 'openFirst' },
  on: {
    scanned: { guard: 'isNotHeld', target: 'opening', actions: 'openEntered' },
    'identifier.entered': { target: 'opening', actions: 'openEntered' },
    'undo.asked': { target: 'undoing', actions: 'askUndo' },
    'window.reloaded': { target: 'takingUp', actions: 'takeUp' },
    'desk.changed': { actions: 'forgetSaid' },
  },
});

/** The window came back: a store that was on its way is made again under its old id. */
const takingUp = receiving.createStateConfig({
  always: [
    { guard: 'isStorePending', target: 'storing' },
    { guard: 'isOpenPending', target: 'opening' },
    { target: 'ready' },
  ],
});

/** Back to where the page stood before a call. */
const returning = receiving.createStateConfig({
  always: [
    { guard: 'isInLoop', target: 'collecting' },
    { guard: 'hasForm', target: 'editing' },
    { target: 'ready' },
  ],
});

/** A form of which nothing is saved yet. */
const editing = receiving.createStateConfig({
  tags: ['takesIdentifier', 'takesBarcode'],
  always: [
    { guard: 'nextIsIdentifier', target: 'opening', actions: 'openFirst' },
    { guard: 'canTakeNext', target: 'storing', actions: 'storeFirst' },
  ],
  on: {
    scanned: { guard: 'isNotHeld', target: 'storing', actions: 'storeEntered' },
    'barcode.entered': { target: 'storing', actions: 'storeEntered' },
    'identifier.entered': { target: 'opening', actions: 'openEntered' },
    'form.closed': { target: 'ready', actions: 'closeForm' },
    'undo.asked': { target: 'undoing', actions: 'askUndo' },
    'desk.changed': { target: 'opening', actions: 'reopen' },
  },
});

const storeInLoop = { target: 'storing', actions: 'storeEntered' } as const;

/** A set whose volumes come one by one. */
const collecting = receiving.createStateConfig({
  tags: 'takesBarcode',
  always: [
    {
      guard: ({ context }) =>
        !context.held && context.waiting[0]?.as === 'identifier' && isSetComplete(context),
      target: 'finishing',
      actions: 'finishForFirst',
    },
    { guard: 'nextIsIdentifier', actions: ['refuseFirstInLoop', { type: 'tone', params: 'refused' }] },
    { guard: 'canTakeNext', target: 'storing', actions: 'storeFirst' },
  ],
  on: {
    scanned: { guard: 'isNotHeld', ...storeInLoop },
    'barcode.entered': storeInLoop,
    'identifier.entered': [
      { guard: 'isSetComplete', target: 'finishing', actions: 'finishForEntered' },
      { actions: ['refuseEnteredInLoop', { type: 'tone', params: 'refused' }] },
    ],
    'done.chosen': [
      { guard: 'isSetShort', target: 'asking' },
      { target: 'finishing', actions: 'startFinishing' },
    ],
    'form.closed': [
      { guard: 'isSetComplete', target: 'finishing', actions: 'startFinishing' },
      { target: 'asking' },
    ],
    'undo.asked': { target: 'undoing', actions: 'askUndo' },
    'desk.changed': { target: 'opening', actions: 'reopen' },
  },
});

/** The set is to be ended although volumes are missing, or nobody knows: asked once. */
const asking = receiving.createStateConfig({
  tags: ['asking', 'takesBarcode'],
  entry: { type: 'tone', params: 'attention' },
  on: {
    scanned: { guard: 'isNotHeld', ...storeInLoop },
    'barcode.entered': storeInLoop,
    'incomplete.confirmed': { target: 'finishing', actions: 'startFinishing' },
    'incomplete.leftOpen': { target: 'ready', actions: 'leaveOpen' },
    'incomplete.goneBack': { target: 'collecting', actions: 'takeTurn' },
    'form.closed': { target: 'collecting', actions: 'takeTurn' },
  },
});

/** Codes for which the desk is not free wait in order; one that finds no room is refused loudly. */
const codeWaits = [
  { guard: 'isQueueFull', actions: ['queueCode', { type: 'tone', params: 'refused' }] },
  { guard: 'isHeld', actions: ['queueCode', { type: 'tone', params: 'attention' }] },
  { actions: 'queueCode' },
] as const;

/**
 * Receiving Items: two scans an item, one after the other, and the loop of a set of volumes.
 * `desk` is the lane, `slips` the paper asked for again: a printer that fails never holds the lane up.
 * The machine sequences; the main process checks. Source: product.md §3.1.
 */
export const receivingMachine = receiving.createMachine({
  id: 'receiving',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    notifyPatron: true,
    printSlip: true,
    several: false,
    form: null,
    further: false,
    inLoop: false,
    received: [],
    expected: null,
    pending: null,
    failure: '',
    feedback: null,
    lastReceived: null,
    waiting: [],
    held: false,
    lost: [],
    refusals: [],
    slips: {},
    slipAsk: null,
    slipNotice: null,
    turn: 0,
  }),
  on: {
    scanned: codeWaits,
    'identifier.entered': codeWaits,
    'barcode.entered': codeWaits,
    'option.changed': { actions: 'changeOption' },
    'slip.changed': { actions: 'noteSlip' },
    'waiting.released': { actions: 'release' },
    'waiting.discarded': { actions: 'discard' },
    'scan.partial': { actions: ['losePartial', { type: 'tone', params: 'refused' }] },
    'lost.dismissed': { actions: 'dismissLost' },
  },
  states: {
    desk: {
      initial: 'ready',
      states: {
        ready,
        takingUp,
        returning,
        opening: call.opening,
        openUnconfirmed: call.openUnconfirmed,
        editing,
        storing: call.storing,
        storeUnconfirmed: call.storeUnconfirmed,
        collecting,
        asking,
        finishing: call.finishing,
        finishUnconfirmed: call.finishUnconfirmed,
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
