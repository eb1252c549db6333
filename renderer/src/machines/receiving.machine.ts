import { isOk, refusalOf, valueOf } from './answers.ts';
import { callStates, toUnconfirmed } from './call.machine.ts';
import { nothingYet, type ReceivingEvent } from './receiving.context.ts';
import { followedForm } from './receiving.follow.ts';
import { receiving } from './receiving.setup.ts';
import * as steps from './receiving.steps.ts';
import { slipStates } from './slips.ts';
import * as turns from './turns.ts';
import { undoneStep } from './undo.ts';

const openFirst = [{ type: 'open', params: steps.first }, 'dequeue'] as const;
const openEntered = { target: '#opening', actions: { type: 'open', params: steps.entered } } as const;
const storeFirst = [{ type: 'store', params: steps.first }, 'dequeue'] as const;
const storeEntered = { target: '#storing', actions: { type: 'store', params: steps.entered } } as const;
const makeBarcode = { target: '#making', actions: 'make' } as const;
const undoAsked = { target: '#undoing', actions: { type: 'undo', params: undoneStep } } as const;
const refusedTone = { type: 'tone', params: 'refused' } as const;
/** Nothing is stored while a date under More is none. */
const noDate = {
  actions: [
    { type: 'refuseNoDate', params: steps.entered },
    { type: 'tone', params: 'refused' },
  ],
} as const;
const scannedToStore = [
  { guard: 'hasNoDateNow', ...noDate },
  { guard: 'isNotPaused', ...storeEntered },
] as const;
const enteredToStore = [{ guard: 'hasNoDate', ...noDate }, storeEntered] as const;
const done = { type: 'tone', params: 'done' } as const;
const followed = { type: 'follow', params: followedForm } as const;
/** Another desk did something about the request of the open form. */
const following = {
  'form.followed': [
    { guard: 'followsLoop', target: '#collecting', actions: followed },
    { target: '#editing', actions: followed },
  ],
  'form.outdated': {
    actions: {
      type: 'sayOutdated',
      params: ({ event }: { readonly event: Extract<ReceivingEvent, { readonly type: 'form.outdated' }> }) =>
        event.refusal,
    },
  },
} as const;
const formShown = [{ type: 'showForm', params: valueOf }, 'formTone'] as const;
const refused = { type: 'refuse', params: refusalOf } as const;

/** Nothing is open: the next code is an identifier. */
const ready = receiving.createStateConfig({
  id: 'ready',
  tags: 'takesIdentifier',
  always: { guard: 'canTakeNext', target: '#opening', actions: openFirst },
  on: {
    scanned: { guard: 'isNotPaused', ...openEntered },
    'identifier.entered': openEntered,
    'undo.asked': undoAsked,
    'redo.asked': undoAsked,
    // What was said last is over: a list takes the place of the lane.
    'form.closed': { actions: 'closeForm' },
    // The window came back: a call that was on its way is made again, a step under its old id.
    'window.reloaded': [
      { guard: 'wasStoring', target: '#storing', actions: 'restore' },
      { guard: 'wasOpening', target: '#opening', actions: 'restore' },
      { actions: 'restore' },
    ],
    'desk.changed': { actions: 'startElsewhere' },
  },
});

/** A form of which nothing is saved yet: the next code is the barcode of its item. */
const editing = receiving.createStateConfig({
  id: 'editing',
  tags: ['takesIdentifier', 'takesBarcode'],
  always: [
    { guard: 'nextIsIdentifier', target: '#opening', actions: openFirst },
    { guard: 'canTakeNext', target: '#storing', actions: storeFirst },
  ],
  on: {
    ...following,
    scanned: scannedToStore,
    'barcode.entered': enteredToStore,
    'identifier.entered': openEntered,
    'barcode.wanted': makeBarcode,
    'form.closed': { target: '#ready', actions: 'closeForm' },
    'undo.asked': undoAsked,
    'redo.asked': undoAsked,
    'desk.changed': { target: '#opening', actions: 'reopen' },
  },
});

/** A set whose volumes come one by one. */
const collecting = receiving.createStateConfig({
  id: 'collecting',
  tags: 'takesBarcode',
  always: [
    {
      guard: 'nextEndsSet',
      target: '#finishing',
      actions: [{ type: 'finishFor', params: steps.firstCode }, 'dequeue'],
    },
    { guard: 'nextIsIdentifier', actions: ['refuseFirstInLoop', refusedTone] },
    { guard: 'canTakeNext', target: '#storing', actions: storeFirst },
  ],
  on: {
    ...following,
    scanned: scannedToStore,
    'barcode.entered': enteredToStore,
    'barcode.wanted': makeBarcode,
    'identifier.entered': [
      {
        guard: 'isSetComplete',
        target: '#finishing',
        actions: { type: 'finishFor', params: steps.enteredCode },
      },
      { actions: [{ type: 'refuseInLoop', params: steps.enteredCode }, refusedTone] },
    ],
    'done.chosen': [
      { guard: 'isSetShort', target: '#asking' },
      { target: '#finishing', actions: 'finish' },
    ],
    'form.closed': [
      { guard: 'isSetComplete', target: '#finishing', actions: 'finish' },
      { target: '#asking' },
    ],
    'undo.asked': undoAsked,
    'redo.asked': undoAsked,
    'desk.changed': { target: '#opening', actions: 'reopen' },
  },
});

/** No call is on its way. An undo or a refused barcode leads back to where the desk stood. */
const open = receiving.createStateConfig({
  initial: 'ready',
  states: { ready, editing, collecting, whereItStood: { id: 'whereItStood', type: 'history' } },
});

/** The set is to be ended although volumes are missing, or nobody knows: asked once. */
const asking = receiving.createStateConfig({
  id: 'asking',
  tags: ['asking', 'takesBarcode'],
  entry: { type: 'tone', params: 'attention' },
  on: {
    ...following,
    'form.followed': { actions: followed },
    scanned: scannedToStore,
    'barcode.entered': enteredToStore,
    'incomplete.confirmed': { target: '#finishing', actions: 'finish' },
    'incomplete.leftOpen': { target: '#ready', actions: 'leaveOpen' },
    'incomplete.goneBack': { target: '#collecting', actions: 'takeTurn' },
    'form.closed': { target: '#collecting', actions: 'takeTurn' },
  },
});

/** The request of an external identifier is looked up. In doubt nothing was changed: it may be left. */
const opening = receiving.createStateConfig({
  id: 'opening',
  ...callStates({ 'form.closed': { target: '#ready', actions: 'closeForm' } }),
  invoke: {
    id: 'open',
    src: 'openRequest',
    input: ({ context }) => ({ ask: steps.openAsk(context) }),
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: steps.isResumed, target: '#collecting', actions: formShown },
      { guard: isOk, target: '#editing', actions: formShown },
      // A quiet look found nothing to receive any more: what was shown last stays.
      { guard: 'isQuietOpen', target: '#ready', actions: 'nextTurn' },
      { target: '#ready', actions: refused },
    ],
  },
});

/** One volume is stored. In doubt it is stored again under its old id, or staff look at what is stored; codes wait meanwhile. */
const storing = receiving.createStateConfig({
  id: 'storing',
  ...callStates({ 'request.lookedUpAgain': { target: '#opening', actions: 'reopen' } }),
  invoke: {
    id: 'store',
    src: 'storeVolume',
    input: ({ context }) => ({ ask: turns.pendingCall(context, 'store').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: steps.isSetWithoutForm,
        target: '#opening',
        actions: [
          { type: 'keepVolume', params: valueOf },
          { type: 'reopenAs', params: (now) => valueOf(now).externalId },
          done,
        ],
      },
      {
        guard: steps.isSetOpen,
        target: '#collecting',
        actions: [{ type: 'keepVolume', params: valueOf }, done],
      },
      { guard: isOk, target: '#ready', actions: [{ type: 'confirmReceived', params: valueOf }, done] },
      {
        guard: steps.isOtherRequest,
        target: '#opening',
        actions: { type: 'moveTo', params: steps.otherCode },
      },
      {
        guard: steps.isNextRequest,
        target: '#finishing',
        actions: { type: 'finishFor', params: steps.otherCode },
      },
      { target: '#whereItStood', actions: refused },
    ],
  },
});

/** The set is ended. In doubt it is ended again under its old id, or staff look at what is stored. */
const finishing = receiving.createStateConfig({
  id: 'finishing',
  ...callStates({ 'request.lookedUpAgain': { target: '#opening', actions: 'reopen' } }),
  invoke: {
    id: 'finish',
    src: 'finishSet',
    input: ({ context }) => ({ ask: turns.pendingCall(context, 'finish').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: steps.isForNext,
        target: '#opening',
        actions: [{ type: 'finishAndOpen', params: valueOf }, done],
      },
      { guard: isOk, target: '#ready', actions: [{ type: 'confirmFinished', params: valueOf }, done] },
      { target: '#whereItStood', actions: refused },
    ],
  },
});

/** A barcode is made for the item in hand. In doubt it may be left: the number is then not used again. */
const making = receiving.createStateConfig({
  id: 'making',
  ...callStates({ 'form.closed': { target: '#whereItStood', actions: 'takeTurn' } }),
  invoke: {
    id: 'make',
    src: 'makeBarcode',
    input: ({ context }) => ({ ask: turns.pendingCall(context, 'make').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: isOk, target: '#whereItStood', actions: { type: 'showMade', params: valueOf } },
      { target: '#whereItStood', actions: refused },
    ],
  },
});

/** A step is taken back, or again. In doubt it may be left; the list beside the lane shows what is true. */
const undoing = receiving.createStateConfig({
  id: 'undoing',
  ...callStates({ 'form.closed': { target: '#whereItStood', actions: 'takeTurn' } }),
  invoke: {
    id: 'undo',
    src: 'undoStep',
    input: ({ context }) => ({ ask: turns.pendingCall(context, 'undo').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: steps.touchesForm,
        target: '#opening',
        actions: [{ type: 'confirmUndone', params: valueOf }, 'reopenQuietly', done],
      },
      { guard: isOk, target: '#whereItStood', actions: [{ type: 'confirmUndone', params: valueOf }, done] },
      { target: '#whereItStood', actions: refused },
    ],
  },
});

/** Codes for which the desk is not free wait in order; one that finds no room is refused loudly. */
const codeWaits = [
  { guard: 'isQueueFull', actions: ['queueCode', refusedTone] },
  { guard: 'isPaused', actions: ['queueCode', { type: 'tone', params: 'attention' }] },
  { actions: 'queueCode' },
] as const;

/**
 * Receiving Items: two scans an item, one after the other, and the loop of a set of volumes.
 * `desk` is the lane, `slips` the paper asked for again: a printer that fails never holds the lane up.
 * The machine sequences; the main process checks.
 */
export const receivingMachine = receiving.createMachine({
  id: 'receiving',
  type: 'parallel',
  context: ({ input }) => ({ ...input, ...nothingYet }),
  on: {
    scanned: codeWaits,
    'identifier.entered': codeWaits,
    'barcode.entered': codeWaits,
    'option.changed': {
      actions: { type: 'changeOption', params: ({ event: { option, on } }) => ({ [option]: on }) },
    },
    'more.changed': { actions: { type: 'changeMore', params: ({ event }) => event } },
    'slip.changed': { actions: { type: 'noteSlip', params: ({ event }) => event.slip } },
    'waiting.released': { actions: 'release' },
    'waiting.discarded': { actions: 'discard' },
    'scan.partial': { actions: [{ type: 'losePartial', params: ({ event }) => event.code }, refusedTone] },
    'lost.dismissed': { actions: 'dismissLost' },
  },
  states: {
    desk: { initial: 'open', states: { open, asking, opening, storing, finishing, making, undoing } },
    slips: { initial: 'idle', states: slipStates },
  },
});
