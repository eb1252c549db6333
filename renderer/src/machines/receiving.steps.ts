import { isSetIncomplete, isVolumeUnexpected } from '../../../shared/domain/receiving.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Finished, Received, ReceiveForm } from '../../../shared/ipc/views.ts';
import type { BackOrAgainAnswer } from './undo.ts';
import { isUndone } from './undo.ts';
import { first as longestWaiting, nextTurn, pendingCall } from './turns.ts';
import type { FormChoices, Intent, Pending } from './receiving.context.ts';
import type { ReceivingContext, ReceivingEvent } from './receiving.context.ts';
import { detailsOf, ofNextVolume } from './receiving.more.ts';
import { choicesOf, intentOf, noForm, nothingElsewhere, nothingMore } from './receiving.context.ts';

export type Patch = Partial<ReceivingContext>;

/** Whether every expected volume has come (false while nobody knows how many there are). */
export const isSetComplete = (context: ReceivingContext): boolean =>
  isVolumeUnexpected({ expected: context.expected, received: context.received.length });

/** Whether volumes are known to be missing. */
export const isSetShort = (context: ReceivingContext): boolean =>
  isSetIncomplete({ expected: context.expected, received: context.received.length });

/** Prepares opening a request. An unsaved form gives way. */
export const startOpening = (intent: Intent, quiet = false): Patch => ({
  ...noForm,
  pending: {
    call: 'open',
    code: intent.code,
    further: intent.as === 'identifier' && intent.further,
    quiet,
    choices: null,
  },
  feedback: null,
  slipNotice: null,
  failure: '',
});

/** What looking up the pending request asks. */
export const openAsk = (context: ReceivingContext): Input<'receiving.open'> => {
  const { code, further } = pendingCall(context, 'open');
  return { code, further };
};

/** Prepares opening the open request once more, to show what is stored. */
export const startReopening = (context: ReceivingContext, quiet: boolean): Patch => {
  const code = context.form?.request.externalId ?? externalIdOf(context.pending);
  return {
    ...noForm,
    pending: { call: 'open', code, further: context.further, quiet, choices: choicesOf(context) },
    failure: '',
    paused: context.waiting.length > 0,
  };
};

const externalIdOf = (pending: Pending | null): string =>
  pending === null || pending.call === 'undo'
    ? ''
    : pending.call === 'open'
      ? pending.code
      : pending.externalId;

/** An identifier was scanned as a barcode: the unsaved form gives way to that request, and the page says so. */
export const moveTo = (context: ReceivingContext, code: string): Patch => ({
  ...startOpening({ as: 'scan', code }),
  feedback: { kind: 'moved', from: context.form?.request.externalId ?? '', to: code },
});

/** Prepares opening the set of a volume that was stored around a reload; the last notification stays on the page. */
export const reopenAs = (context: ReceivingContext, code: string): Patch => ({
  ...startOpening({ as: 'scan', code }, true),
  pending: {
    call: 'open',
    code,
    further: false,
    quiet: true,
    choices: { printSlip: context.printSlip, several: context.several, more: context.more },
  },
  feedback: context.feedback,
});

/** Prepares storing one volume: a new code is a new intention, so it gets a new id. */
export const startStoring = (context: ReceivingContext, intent: Intent): Patch => {
  if (!context.form) return {};
  return {
    pending: {
      call: 'store',
      externalId: context.form.request.externalId,
      input: {
        opId: context.newOpId(),
        requestId: context.form.request.id,
        barcode: intent.code,
        several: context.inLoop || context.several,
        printSlip: context.printSlip,
        notifyPatron: context.notifyPatron,
        unexpected: context.further || (intent.as === 'barcode' && intent.unexpected),
        ...detailsOf(context, context.inLoop || context.several),
      },
    },
    elsewhere: nothingElsewhere,
    feedback: null,
    slipNotice: null,
    failure: '',
  };
};

/** Prepares ending the set; `next` is an identifier to open afterwards. */
export const startFinishing = (context: ReceivingContext, next: string | null = null): Patch =>
  context.form
    ? {
        pending: {
          call: 'finish',
          externalId: context.form.request.externalId,
          input: {
            opId: context.newOpId(),
            requestId: context.form.request.id,
            notifyPatron: context.notifyPatron,
            ...(context.more.details.noteToPartner !== undefined && {
              noteToPartner: context.more.details.noteToPartner,
            }),
          },
          next,
        },
        failure: '',
      }
    : {};

/** Leaves the loop without Done: the set waits as it is. */
export const leaveOpen = (context: ReceivingContext): Patch => ({
  ...nextTurn(context),
  ...noForm,
  feedback: {
    kind: 'leftOpen',
    externalId: context.form?.request.externalId ?? '',
    received: context.received.length,
  },
});

/** Closes a form of which nothing was saved. */
export const closeForm = (context: ReceivingContext): Patch => ({
  ...nextTurn(context),
  ...noForm,
  feedback: null,
});

/** What was shown to whoever worked at the other desk is no answer to who works here now. */
export const startElsewhere: Patch = { feedback: null, slipNotice: null, refusals: [] };

/** The external identifier of another request that was scanned where a barcode was wanted, or null for any other answer. */
const identifierScanned = (result: Result<unknown>): string | null => {
  if (result.ok || result.error.code !== 'identifier-not-barcode') return null;
  if (result.error.details?.['sameRequest'] === true) return null;
  const externalId = result.error.details?.['externalId'];
  return typeof externalId === 'string' ? externalId : null;
};

/** What a form begins with: a set comes with `Multiple items`, as long as more than one volume of it is missing. */
const ownChoices = ({ position, request, received }: ReceiveForm): FormChoices => ({
  printSlip: true,
  more: nothingMore,
  several:
    (position === 'begin' || position === 'late') && (request.volumesExpected ?? 1) - received.length > 1,
});

/** Shows the form of a request with its own choices, or with those of the person who had it open before; its set goes on where it stood. */
export const showForm = (context: ReceivingContext, form: ReceiveForm): Patch => ({
  ...nextTurn(context),
  ...((context.pending?.call === 'open' && context.pending.choices) || ownChoices(form)),
  ...(form.position === 'resume' && { several: true }),
  form,
  further: form.position === 'further' || form.position === 'late',
  inLoop: form.position === 'resume',
  received: form.received,
  expected: form.request.volumesExpected,
});

/** One volume is stored and its set goes on. */
export const keepVolume = (context: ReceivingContext, answer: Received): Patch => ({
  ...nextTurn(context),
  inLoop: true,
  more: { ...context.more, details: ofNextVolume(context.more.details) },
  madeBarcode: '',
  // Each volume beyond what is expected is a decision of its own.
  further: false,
  several: true,
  received: [...context.received.filter((volume) => volume.itemId !== answer.volume.itemId), answer.volume],
  expected: answer.volumesExpected,
  feedback: { kind: 'received', answer },
  lastReceived: answer,
  paused: false,
});

/** The item is stored and the form is done. */
export const confirmReceived = (context: ReceivingContext, answer: Received): Patch => ({
  ...nextTurn(context),
  ...noForm,
  feedback: { kind: 'received', answer },
  lastReceived: answer,
  paused: false,
});

/** The set is ended. */
export const confirmFinished = (context: ReceivingContext, answer: Finished): Patch => ({
  ...nextTurn(context),
  ...noForm,
  feedback: {
    kind: 'finished',
    answer,
    last: context.lastReceived?.requestId === answer.requestId ? context.lastReceived : null,
  },
});

/** The set is ended by the identifier of the next request, which is opened now. */
export const finishAndOpen = (context: ReceivingContext, answer: Finished): Patch => ({
  ...confirmFinished(context, answer),
  pending:
    context.pending?.call === 'finish' && context.pending.next !== null
      ? { call: 'open', code: context.pending.next, further: false, quiet: false, choices: null }
      : null,
});

/** A step was taken back. */
export const confirmUndone = (context: ReceivingContext, answer: BackOrAgainAnswer): Patch =>
  isUndone(answer)
    ? {
        ...nextTurn(context),
        feedback: { kind: 'undone', answer },
        lastReceived: context.lastReceived?.opId === answer.undoes ? null : context.lastReceived,
      }
    : { ...nextTurn(context), feedback: { kind: 'redone', outcome: answer } };

/** Whether a step that was taken back, or again, belongs to the request of the open form. */
export const touchesOpenForm = (context: ReceivingContext, answer: BackOrAgainAnswer): boolean =>
  context.form !== null && context.form.request.id === answer.requestId;

type Now = { readonly context: ReceivingContext; readonly event: ReceivingEvent };
/** A call has its answer. */
type Answered<T> = { readonly context: ReceivingContext; readonly event: { readonly output: Result<T> } };

/** What came just now, and what has waited longest. */
export const entered = ({ event }: Now): Intent => intentOf(event);
export const first = ({ context }: Now): Intent => longestWaiting(context);
export const enteredCode = (now: Now): string => entered(now).code;
export const firstCode = (now: Now): string => first(now).code;
/** The external identifier of another request that was scanned where a barcode was wanted; empty for any other answer. */
export const otherCode = ({ event }: Answered<Received>): string => identifierScanned(event.output) ?? '';

export const isResumed = ({ event }: Answered<ReceiveForm>): boolean =>
  event.output.ok && event.output.value.position === 'resume';
export const isSetOpen = ({ event }: Answered<Received>): boolean =>
  event.output.ok && event.output.value.loopOpen;
/** After a reload there is no form yet: the set is opened as it stands now. */
export const isSetWithoutForm = (by: Answered<Received>): boolean =>
  isSetOpen(by) && by.context.form === null;
export const isOtherRequest = (by: Answered<Received>): boolean =>
  otherCode(by) !== '' && by.context.form !== null && !by.context.inLoop;
export const isNextRequest = (by: Answered<Received>): boolean =>
  otherCode(by) !== '' && by.context.inLoop && isSetComplete(by.context);
export const isForNext = ({ context, event }: Answered<Finished>): boolean =>
  event.output.ok && pendingCall(context, 'finish').next !== null;
export const touchesForm = ({ context, event }: Answered<BackOrAgainAnswer>): boolean =>
  event.output.ok && touchesOpenForm(context, event.output.value);
