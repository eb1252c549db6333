import type { Output } from '../../../shared/ipc/contract.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import type { Finished, Received, ReceiveForm } from '../../../shared/ipc/receiving-views.ts';
import { t } from '../../../shared/words/words.ts';
import { isScannedTwice } from './alarm.ts';
import { valueOf } from './call.machine.ts';
import type { FormChoices, ReceivingContext } from './receiving.context.ts';
import type { Missing } from './receiving.parcel.ts';
import type { Change } from './receiving.steps.ts';
import {
  choicesOf,
  finishBefore,
  isLoopOf,
  isSetComplete,
  noForm,
  nothingMore,
  opening,
  store,
} from './receiving.steps.ts';
import { countOf, missingOf, chosenUse } from './receiving.parcel.ts';
import { noteSlip } from './slips.ts';
import type { Code, UndoOrRedoAnswer } from './step-runner.ts';
import { beginning, isUndone, pendingCall, ready, refuse, saysUndone } from './step-runner.ts';

// How answers of the main process change Receiving Items, and the refusals of the page itself.

type Answered<T> = {
  readonly context: ReceivingContext;
  readonly event: { readonly output: Result<T> };
};

/** Preselects the likely sender when there are several. */
const unambiguousSenderOf = ({ senders, unambiguousSender }: ReceiveForm): FormChoices['more'] =>
  senders.length > 1 && unambiguousSender !== null
    ? { ...nothingMore, details: { turnId: unambiguousSender } }
    : nothingMore;

/** The initial choices of a form. A set starts with `Multiple items` while more than one of its volumes is missing. */
const ownChoices = (form: ReceiveForm): Omit<FormChoices, 'use'> => ({
  printSlip: true,
  more: unambiguousSenderOf(form),
  several: form.position === 'begin' && (form.request.volumesExpected ?? 1) - countOf(form.received) > 1,
});

/** Shows the form of a request with its initial choices, or with the choices made before it was closed. */
export const showForm = (answer: Answered<ReceiveForm>): Change => {
  const form = valueOf(answer);
  const { context } = answer;
  const { choices, use, code } = pendingCall(context, 'open');
  const from = context.form?.request.externalId ?? form.request.externalId;
  const isMoved = from !== form.request.externalId;
  return {
    ...(context.form && noForm),
    ...(isMoved && { feedback: { kind: 'moved', from, to: code } as const }),
    ...ready(context),
    ...(choices ?? ownChoices(form)),
    ...(isLoopOf(form) && { several: true }),
    form,
    use: chosenUse(form, choices?.use ?? use),
    inLoop: isLoopOf(form),
    received: form.received,
    expected: form.request.volumesExpected,
  };
};
export const isResumed = ({ event }: Answered<ReceiveForm>): boolean =>
  event.output.ok && isLoopOf(event.output.value);
/** Whether a code looked up beside an open form is not an identifier. */
export const isNoOther = ({ context }: Answered<ReceiveForm>): boolean => context.form !== null;
export const refuseNoOther = ({ context }: Answered<ReceiveForm>): Change =>
  refuseMissing(context, { as: 'scan', code: context.pending?.code ?? '' });
/** Whether a quiet lookup found nothing left to receive: the previous feedback then stays. */
export const isQuietOpen = ({ context }: Answered<ReceiveForm>): boolean =>
  context.pending?.call === 'open' && context.pending.quiet;

export const isRescan = ({ context, event: { output } }: Answered<ReceiveForm>): boolean => {
  const isItem = !output.ok && output.error.code === 'barcode-not-identifier';
  return isItem && isScannedTwice(context.pending?.code ?? '', context.lastReceived?.volume.barcode);
};
export const softTone = { type: 'tone', params: 'check' } as const;
/** The card of the item stays, and says so. */
export const showRescan = ({ context }: { readonly context: ReceivingContext }): Change => ({
  ...ready(context),
  ...(context.lastReceived && {
    feedback: { kind: 'received', answer: context.lastReceived, twice: true } as const,
  }),
});

/**
 * Clears the label and partner, which belong to one volume; everything else applies to the whole parcel. The partner chosen for the first
 * volume of a request without a partner has its turn from then on.
 */
const ofNextVolume = ({ more }: ReceivingContext): FormChoices['more'] => {
  const { label: _, partnerId: __, ...details } = more.details;
  return { ...more, details };
};

/** One volume is stored and its set continues. */
export const keepVolume = (answer: Answered<Received>): Change => {
  const { context } = answer;
  const received = valueOf(answer);
  const { volume, volumesExpected } = received;
  return {
    ...ready(context),
    inLoop: true,
    more: ofNextVolume(context),
    madeBarcode: '',
    // Each volume beyond the expected number needs its own decision; a parcel that goes back does so as a whole.
    use: context.use === 'goes-back' ? context.use : null,
    several: true,
    received: [...context.received.filter(({ itemId }) => itemId !== volume.itemId), volume],
    expected: volumesExpected,
    feedback: { kind: 'received', answer: received },
    lastReceived: received,
    paused: false,
  };
};

/** After a reload there is no form yet: opens the set of the stored volume in its current state. */
export const keepVolumeAndOpen = (answer: Answered<Received>): Change => {
  const kept = keepVolume(answer);
  const choices = choicesOf({ ...answer.context, ...kept });
  return {
    ...kept,
    ...noForm,
    ...opening(valueOf(answer).externalId, { quiet: true, choices }),
    slipNotice: null,
  };
};

/** The item is stored and the form is done. */
export const confirmReceived = (answer: Answered<Received>): Change => ({
  ...ready(answer.context),
  ...noForm,
  feedback: { kind: 'received', answer: valueOf(answer) },
  lastReceived: valueOf(answer),
  paused: false,
});

export const isSetOpen = ({ event }: Answered<Received>): boolean =>
  event.output.ok && event.output.value.loopOpen;
export const isSetWithoutForm = (answer: Answered<Received>): boolean =>
  isSetOpen(answer) && answer.context.form === null;

/** Returns the external identifier of another request that was scanned as a barcode; empty for any other answer. */
const otherCode = ({ event: { output } }: Answered<Received>): string => {
  if (output.ok || output.error.code !== 'identifier-not-barcode') return '';
  const { sameRequest, externalId } = output.error.details ?? {};
  return sameRequest !== true && typeof externalId === 'string' ? externalId : '';
};

export const isOtherRequest = (answer: Answered<Received>): boolean =>
  otherCode(answer) !== '' && answer.context.form !== null && !answer.context.inLoop;
export const isNextRequest = (answer: Answered<Received>): boolean =>
  otherCode(answer) !== '' && answer.context.inLoop && isSetComplete(answer);

/** An identifier was scanned as a barcode: the unsaved form gives way to its request, and the page says so. */
export const moveTo = (answer: Answered<Received>): Change => {
  const to = otherCode(answer);
  const from = answer.context.form?.request.externalId ?? '';
  return { ...noForm, ...beginning, ...opening(to), feedback: { kind: 'moved', from, to } };
};

/** The identifier of the next request was scanned as a barcode: this finishes the set, which is complete. */
export const finishForOther = (answer: Answered<Received>): Change =>
  finishBefore(answer.context, otherCode(answer));

/** The set is finished. */
export const confirmFinished = (answer: Answered<Finished>): Change => {
  const { lastReceived } = answer.context;
  const finished = valueOf(answer);
  const last = lastReceived?.requestId === finished.requestId ? lastReceived : null;
  return {
    ...ready(answer.context),
    ...noForm,
    feedback: { kind: 'finished', answer: finished, last },
  };
};

export const isIncomplete = ({ event: { output } }: Answered<Finished>): boolean =>
  !output.ok && output.error.code === 'set-incomplete';
export const isForNext = ({ context, event }: Answered<Finished>): boolean =>
  event.output.ok && pendingCall(context, 'finish').next !== null;
export const finishAndOpen = (answer: Answered<Finished>): Change => ({
  ...confirmFinished(answer),
  ...opening(pendingCall(answer.context, 'finish').next ?? ''),
});

/** A step was undone or redone. */
export const confirmUndone = (answer: Answered<UndoOrRedoAnswer>): Change => {
  const { context } = answer;
  const value = valueOf(answer);
  const isLast = isUndone(value) && context.lastReceived?.opId === value.undoes;
  return {
    ...ready(context),
    feedback: saysUndone(value),
    ...(isLast && { lastReceived: null }),
  };
};
/** Whether the step belongs to the request of the open form. */
export const touchesForm = ({ context, event }: Answered<UndoOrRedoAnswer>): boolean =>
  event.output.ok && context.form !== null && context.form.request.id === event.output.value.requestId;

/** A barcode was created: it appears in the box, to be saved once the label is on the item. */
export const showMade = (answer: Answered<Output<'receiving.makeBarcode'>>): Change => {
  const { barcode, slip } = valueOf(answer);
  return { ...ready(answer.context), ...noteSlip(answer.context, slip), madeBarcode: barcode };
};

/** Refuses an identifier while an incomplete set is open. */
export const refuseInLoop = (context: ReceivingContext, { code }: Code): Change =>
  refuse(
    { ...context, ...opening(code) },
    {
      code: 'status-forbids',
      message: t('The set {externalId} is still open. Choose Done first, then enter {code} again.', {
        externalId: context.form?.request.externalId ?? '',
        code,
      }),
      retryable: false,
    },
  );

const refusals = {
  use: ({ form }) => ({
    code: 'choice-missing',
    message: t('{why} Choose what to do with it first.', { why: form?.choice?.why ?? '' }),
  }),
  sender: ({ form }) => ({
    code: 'sender-missing',
    message: t(
      '{severalCase, select, yes {Several partners were asked.} other {No partner is recorded.}} Choose the partner under “Sent by”, then save.',
      { severalCase: (form?.senders.length ?? 0) > 1 ? 'yes' : 'no' },
    ),
  }),
  date: ({ more }) => ({
    code: 'bad-payload',
    message: t(
      '“{noDate}” under “Due back” isn’t a date. Correct it, then scan the barcode again. Nothing was saved.',
      { noDate: more.noDate },
    ),
  }),
} as const satisfies Readonly<Record<Missing, (context: ReceivingContext) => Omit<Problem, 'retryable'>>>;

/** Refuses a barcode while a required choice of the form is missing. */
export const refuseMissing = (context: ReceivingContext, code: Code): Change =>
  refuse(
    { ...context, ...store(context, code) },
    { ...refusals[missingOf(context) ?? 'use'](context), retryable: false },
  );

type Outdated = {
  readonly context: ReceivingContext;
  readonly event: { readonly refusal: Problem };
};

/** Says why the request can no longer be received after a change at another desk. The form keeps its input. */
export const showOutdated = ({ context: { form, feedback }, event: { refusal } }: Outdated): Change =>
  feedback?.kind === 'refused' && feedback.refusal.code === refusal.code
    ? {}
    : {
        feedback: { kind: 'refused', refusal, code: form?.request.externalId ?? '', during: 'open' },
      };
