import { assign, emit, enqueueActions, sendTo, setup } from 'xstate';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import type { Finished, Received, ReceiveForm } from '../../../shared/ipc/receiving-views.ts';
import { callBy, callStates, isOk, notProvided, toUnconfirmed } from './call.machine.ts';
import * as answers from './receiving.answers.ts';
import type { CodeEvent, ReceivingContext, ReceivingTypes } from './receiving.context.ts';
import * as steps from './receiving.steps.ts';
import { type SlipAsk, slipStates } from './slips.ts';
import type { Code, Tone, UndoOrRedo, UndoOrRedoAnswer } from './step-runner.ts';
import * as runner from './step-runner.ts';

const receiving = setup({
  types: {} as ReceivingTypes,
  actors: {
    openRequest: callBy<Input<'receiving.open'>, ReceiveForm>(notProvided),
    storeVolume: callBy<StepInput<'receive'>, Received>(notProvided),
    finishSet: callBy<StepInput<'finish-receiving'>, Finished>(notProvided),
    makeBarcode: callBy<Input<'receiving.makeBarcode'>, Output<'receiving.makeBarcode'>>(notProvided),
    undoStep: callBy<UndoOrRedo, UndoOrRedoAnswer>(notProvided),
    printSlip: callBy<SlipAsk, PrintJobView>(notProvided),
  },
  actions: {
    change: assign((_, changed: Partial<ReceivingContext>) => changed),
    retry: sendTo((_, call: string) => call, { type: 'retried' }),
    tone: emit((_, tone: Tone) => ({ type: 'tone' as const, tone })),
    /** A form with a warning asks for attention. */
    formTone: enqueueActions(({ context, enqueue }) => {
      if (context.form?.warning || context.feedback?.kind === 'moved')
        enqueue.emit({ type: 'tone', tone: 'attention' });
    }),
  },
});

type Now = { readonly context: ReceivingContext };
type Given = Now & { readonly event: CodeEvent };
type Begin = (context: ReceivingContext, code: Code) => steps.Change;

const { change, doneTone, attentionTone, refusedTone, refused, isNotPaused, withNext } = runner;
/** Starts an action with the code of this event. */
const given = (begin: Begin) => change(({ context, event }: Given) => begin(context, steps.codeOf(event)));

const openGiven = { target: '#opening', actions: given(steps.open) } as const;
const openNext = { target: '#opening', actions: change(withNext(steps.open)) } as const;
const storeGiven = { target: '#storing', actions: given(steps.store) } as const;
const storeNext = { target: '#storing', actions: change(withNext(steps.store)) } as const;
const reopen = { target: '#opening', actions: change(steps.reopen) } as const;
const finish = { target: '#finishing', actions: change(steps.finish) } as const;
/** Nothing is stored until the use and the sender are known and the date is valid. */
const missing = { actions: [given(answers.refuseMissing), refusedTone] } as const;

/** Transitions of an open form. */
const formOn = {
  scanned: [
    // It may be the identifier of the next parcel.
    { guard: steps.isUnclearNow, target: '#opening', actions: given(steps.openInstead) },
    { guard: steps.isMissingNow, ...missing },
    { guard: isNotPaused, ...storeGiven },
  ],
  'barcode.entered': [{ guard: steps.isMissing, ...missing }, storeGiven],
  'form.outdated': { actions: change(answers.showOutdated) },
} as const;
const followed = change(steps.follow);
const openFormOn = {
  ...formOn,
  ...runner.undoOn,
  'form.followed': [
    { guard: steps.followsLoop, target: '#collecting', actions: followed },
    { target: '#editing', actions: followed },
  ],
  'use.chosen': { actions: change(steps.chooseUse) },
  'barcode.wanted': { target: '#making', actions: change(steps.make) },
  'desk.changed': reopen,
} as const;

/** Nothing is open: the next code is an identifier. */
const ready = receiving.createStateConfig({
  id: 'ready',
  tags: ['idle', 'takesIdentifier'],
  always: { guard: steps.canTakeNext, ...openNext },
  on: {
    ...runner.undoOn,
    scanned: { guard: isNotPaused, ...openGiven },
    'identifier.entered': openGiven,
    // Clears the last message when a list replaces the page.
    'form.closed': { actions: change(steps.closeForm) },
    // The window was reloaded: a call that was in flight is repeated, a step with its old id.
    'window.reloaded': [
      { guard: steps.wasStoring, target: '#storing', actions: change(steps.restore) },
      { guard: steps.wasOpening, target: '#opening', actions: change(steps.restore) },
      { actions: change(steps.restore) },
    ],
    'desk.changed': { actions: change(runner.startElsewhere) },
  },
});

/** A form with nothing saved yet: the next code is the barcode of its item. */
const editing = receiving.createStateConfig({
  id: 'editing',
  tags: ['idle', 'takesIdentifier', 'takesBarcode'],
  always: [
    { guard: steps.isIdentifierNext, ...openNext },
    { guard: steps.canTakeNext, ...storeNext },
  ],
  on: {
    ...openFormOn,
    'identifier.entered': openGiven,
    'form.closed': { target: '#ready', actions: change(steps.closeForm) },
  },
});

/** A set whose volumes are received one by one. */
const collecting = receiving.createStateConfig({
  id: 'collecting',
  tags: ['idle', 'takesBarcode'],
  always: [
    { guard: steps.isEndOfSetNext, target: '#finishing', actions: change(withNext(steps.finishFor)) },
    { guard: steps.isIdentifierNext, actions: [change(withNext(answers.refuseInLoop)), refusedTone] },
    { guard: steps.canTakeNext, ...storeNext },
  ],
  on: {
    ...openFormOn,
    'identifier.entered': [
      { guard: steps.isSetComplete, target: '#finishing', actions: given(steps.finishFor) },
      { actions: [given(answers.refuseInLoop), refusedTone] },
    ],
    'done.chosen': [{ guard: steps.isSetShort, target: '#asking' }, finish],
    'form.closed': [{ guard: steps.isSetComplete, ...finish }, { target: '#asking' }],
  },
});

/** No call is in flight. An undo or a refused barcode leads back to the previous state. */
const open = receiving.createStateConfig({
  initial: 'ready',
  states: { ready, editing, collecting, before: { id: 'before', type: 'history' } },
});

const goBack = { target: '#collecting', actions: change(steps.isReady) } as const;

/** Finishing a set with missing volumes, or of unknown size: asks for confirmation. */
const asking = receiving.createStateConfig({
  id: 'asking',
  tags: ['asking', 'takesBarcode'],
  entry: attentionTone,
  on: {
    ...formOn,
    'form.followed': { actions: followed },
    'incomplete.confirmed': { target: '#finishing', actions: change(steps.finishIncomplete) },
    'incomplete.leftOpen': { target: '#ready', actions: change(steps.leaveOpen) },
    'incomplete.goneBack': goBack,
    'form.closed': goBack,
  },
});

const backToBefore = { target: '#before', actions: change(steps.isReady) } as const;
const refuseAndGoBack = { target: '#before', actions: refused } as const;
const closeForm = { target: '#ready', actions: change(steps.closeForm) } as const;

const showForm = [change(answers.showForm), 'formTone'] as const;

/** Looks up the request of an external identifier. A lookup changes nothing, so it can be abandoned when in doubt. */
const opening = receiving.createStateConfig({
  id: 'opening',
  ...callStates('open', { 'call.left': closeForm, 'form.closed': closeForm }),
  invoke: {
    id: 'open',
    src: 'openRequest',
    input: ({ context }) => {
      const { code } = runner.pendingCall(context, 'open');
      return { ask: { code } };
    },
    onSnapshot: toUnconfirmed,
    onDone: [
      { guard: answers.isResumed, target: '#collecting', actions: showForm },
      { guard: isOk, target: '#editing', actions: showForm },
      { guard: answers.isNoOther, target: '#before', actions: [change(answers.refuseNoOther), refusedTone] },
      { guard: answers.isQuietOpen, target: '#ready', actions: change(steps.isReady) },
      { guard: answers.isRescan, target: '#ready', actions: [change(answers.showRescan), answers.softTone] },
      { target: '#ready', actions: refused },
    ],
  },
});

/** Stores one volume. In doubt it is stored again with its old id, or the operator reloads the stored state; codes wait. */
const storing = receiving.createStateConfig({
  id: 'storing',
  ...callStates('store', { 'call.left': reopen }),
  invoke: {
    id: 'store',
    src: 'storeVolume',
    input: ({ context }) => ({ ask: runner.pendingCall(context, 'store').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: answers.isSetWithoutForm,
        target: '#opening',
        actions: [change(answers.keepVolumeAndOpen), doneTone],
      },
      {
        guard: answers.isSetOpen,
        target: '#collecting',
        actions: [change(answers.keepVolume), doneTone],
      },
      { guard: isOk, target: '#ready', actions: [change(answers.confirmReceived), doneTone] },
      { guard: answers.isOtherRequest, target: '#opening', actions: change(answers.moveTo) },
      { guard: answers.isNextRequest, target: '#finishing', actions: change(answers.finishForOther) },
      refuseAndGoBack,
    ],
  },
});

/** Finishes the set. In doubt this is repeated with its old id, or the operator reloads the stored state. */
const finishing = receiving.createStateConfig({
  id: 'finishing',
  ...callStates('finish', { 'call.left': reopen }),
  invoke: {
    id: 'finish',
    src: 'finishSet',
    input: ({ context }) => ({ ask: runner.pendingCall(context, 'finish').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: answers.isForNext,
        target: '#opening',
        actions: [change(answers.finishAndOpen), doneTone],
      },
      { guard: isOk, target: '#ready', actions: [change(answers.confirmFinished), doneTone] },
      // Another desk undid a volume in the meantime.
      { guard: answers.isIncomplete, target: '#asking', actions: change(steps.isReady) },
      refuseAndGoBack,
    ],
  },
});

const leaveAndGoBack = { 'call.left': backToBefore, 'form.closed': backToBefore } as const;

/** Creates a barcode for the current item. In doubt it can be abandoned: its number is then never reused. */
const making = receiving.createStateConfig({
  id: 'making',
  ...callStates('make', leaveAndGoBack),
  invoke: {
    id: 'make',
    src: 'makeBarcode',
    input: ({ context }) => ({ ask: runner.pendingCall(context, 'make').input }),
    onSnapshot: toUnconfirmed,
    onDone: [{ guard: isOk, target: '#before', actions: change(answers.showMade) }, refuseAndGoBack],
  },
});

/** Undoes or redoes a step. In doubt it can be abandoned; the session list shows the stored state. */
const undoing = receiving.createStateConfig({
  id: 'undoing',
  ...callStates('undo', leaveAndGoBack),
  invoke: {
    id: 'undo',
    src: 'undoStep',
    input: ({ context }) => ({ ask: runner.pendingCall(context, 'undo').input }),
    onSnapshot: toUnconfirmed,
    onDone: [
      {
        guard: answers.touchesForm,
        target: '#opening',
        actions: [change(answers.confirmUndone), change(steps.reopenQuietly), doneTone],
      },
      { guard: isOk, target: '#before', actions: [change(answers.confirmUndone), doneTone] },
      refuseAndGoBack,
    ],
  },
});

const codeWaits = runner.waits(steps.codeOf);

/** Receiving Items: two scans per item, and the loop of a set. `slips` prints again: a failing printer never blocks the page. */
export const receivingMachine = receiving.createMachine({
  id: 'receiving',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    ...runner.nothingYet,
    ...steps.noForm,
    notifyPatron: true,
    lastReceived: null,
  }),
  on: {
    ...runner.runnerOn,
    scanned: codeWaits,
    'identifier.entered': codeWaits,
    'barcode.entered': codeWaits,
    'option.changed': { actions: change(steps.changeOption) },
    'more.changed': { actions: change(steps.changeMore) },
    'slip.changed': { actions: change(steps.noteSlipState) },
  },
  states: {
    desk: { initial: 'open', states: { open, asking, opening, storing, finishing, making, undoing } },
    slips: { initial: 'idle', states: slipStates },
  },
});
