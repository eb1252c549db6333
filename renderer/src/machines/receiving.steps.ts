import { isSetIncomplete, isVolumeUnexpected } from '../../../shared/domain/receiving.ts';
import type { Refusal } from '../../../shared/ipc/result.ts';
import { isQueueFull, lose, maxWaiting, nextTurn, withRefusal } from './turns.ts';
import type {
  Feedback,
  FormChoices,
  Intent,
  Pending,
  ReceivingContext,
  ReceivingEvent,
  Remembered,
  SlipAsk,
  SlipRequest,
} from './receiving.types.ts';

const maxSlips = 500;

export type Patch = Partial<ReceivingContext>;

/** Whether every expected volume has come (false while nobody knows how many there are). */
export const isSetComplete = (context: ReceivingContext): boolean =>
  isVolumeUnexpected({ expected: context.expected, received: context.received.length });

/** Whether volumes are known to be missing. */
export const isSetShort = (context: ReceivingContext): boolean =>
  isSetIncomplete({ expected: context.expected, received: context.received.length });

/** Nothing is open. A form that begins comes with its slip chosen. */
export const noForm: Patch = {
  form: null,
  further: false,
  inLoop: false,
  received: [],
  expected: null,
  printSlip: true,
  several: false,
};

/** The intent in an event, as it waits in the queue; null for events that carry none. */
export const intentOf = (event: ReceivingEvent): Intent | null => {
  switch (event.type) {
    case 'scanned':
      return { as: 'scan', code: event.code };
    case 'identifier.entered':
      return { as: 'identifier', code: event.code, further: event.further };
    case 'barcode.entered':
      return { as: 'barcode', code: event.code, unexpected: event.unexpected };
    default:
      return null;
  }
};

/** Puts a code at the end of the queue; one that finds no room is kept in `lost`, to be told. */
export const enqueue = (context: ReceivingContext, intent: Intent | null): Patch => {
  if (!intent) return {};
  return isQueueFull(context)
    ? lose(context, intent.code, 'no-room')
    : { waiting: [...context.waiting, intent] };
};

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

/** Prepares opening the open request once more, to show what is stored. */
export const startReopening = (context: ReceivingContext, quiet: boolean): Patch => {
  const code = context.form?.request.externalId ?? externalIdOf(context.pending);
  return {
    ...noForm,
    pending: { call: 'open', code, further: context.further, quiet, choices: choicesOf(context) },
    failure: '',
    held: context.waiting.length > 0,
  };
};

/** What is chosen in the form that is open, or about to be taken up again. */
const choicesOf = ({ pending, form, printSlip, several }: ReceivingContext): FormChoices | null => {
  if (pending?.call === 'open') return pending.choices;
  return form !== null || pending?.call === 'store' ? { printSlip, several } : null;
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

/** Prepares opening the set of a volume that was stored around a reload; what was said last stays on the page. */
export const reopenAs = (context: ReceivingContext, code: string): Patch => ({
  ...startOpening({ as: 'scan', code }, true),
  pending: {
    call: 'open',
    code,
    further: false,
    quiet: true,
    choices: { printSlip: context.printSlip, several: context.several },
  },
  feedback: context.feedback,
});

/** A quiet look found nothing to receive any more: the page is ready, what was said last stays. */
export const dropOpening = nextTurn;

/** Refuses an identifier that was entered while a set is open and not complete. */
export const refuseInLoop = (context: ReceivingContext, code: string): Patch =>
  refuse(
    { ...context, pending: { call: 'open', code, further: false, quiet: false, choices: null } },
    {
      code: 'status-forbids',
      message: `The set ${context.form?.request.externalId ?? ''} is still open. Choose Done first, then enter ${code} again.`,
      retryable: false,
    },
  );

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
      },
    },
    feedback: null,
    slipNotice: null,
    failure: '',
  };
};

/** Prepares ending the set; `next` is an identifier to open afterwards. */
export const startFinishing = (context: ReceivingContext, next: string | null): Patch =>
  context.form
    ? {
        pending: {
          call: 'finish',
          externalId: context.form.request.externalId,
          input: {
            opId: context.newOpId(),
            requestId: context.form.request.id,
            notifyPatron: context.notifyPatron,
          },
          next,
        },
        failure: '',
      }
    : {};

/** Something was refused: nothing changed, waiting codes are held until a person has seen it. */
export const refuse = (context: ReceivingContext, refusal: Refusal): Patch => {
  const code = codeOf(context.pending);
  const feedback: Feedback = {
    kind: 'refused',
    refusal,
    code,
    during: context.pending?.call ?? 'open',
  };
  return {
    ...nextTurn(context),
    feedback,
    held: context.waiting.length > 0,
    refusals: withRefusal(context, code, refusal.message),
  };
};

const codeOf = (pending: Pending | null): string => {
  switch (pending?.call) {
    case 'open':
      return pending.code;
    case 'store':
      return pending.input.barcode;
    case 'finish':
      return pending.externalId;
    case 'undo':
    case undefined:
      return '';
  }
};

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

/** What was said, to whoever worked at the other desk, is no answer to who works here now. */
export const forgetSaid: Patch = { feedback: null, slipNotice: null, refusals: [] };

/** Takes up what the window knew before it was reloaded. Waiting scans are held until a person has looked. */
export const takeUp = (remembered: Remembered): Patch => ({
  waiting: remembered.waiting.slice(0, maxWaiting),
  held: remembered.waiting.length > 0,
  notifyPatron: remembered.notifyPatron,
  ...remembered.choices,
  pending:
    remembered.store ??
    (remembered.open
      ? { call: 'open', ...remembered.open, quiet: false, choices: remembered.choices }
      : null),
});

/** Gives a request to the printer its own id. */
export const slipAskOf = (context: ReceivingContext, ask: SlipRequest): SlipAsk =>
  ask.kind === 'again' ? ask : { ...ask, opId: context.newOpId() };

/** Notes the newest state of a slip. */
export const noteSlip = (
  context: ReceivingContext,
  slip: { readonly jobId: number } & ReceivingContext['slips'][number],
): Patch => {
  const entries = Object.entries({ ...context.slips, [slip.jobId]: slip });
  return { slips: Object.fromEntries(entries.slice(-maxSlips)) };
};

/** What is worth keeping for a reload of the window. */
export const rememberedOf = (context: ReceivingContext): Remembered => ({
  open: context.form
    ? { code: context.form.request.externalId, further: context.further }
    : context.pending?.call === 'open'
      ? { code: context.pending.code, further: context.pending.further }
      : null,
  store: context.pending?.call === 'store' ? context.pending : null,
  waiting: context.waiting,
  notifyPatron: context.notifyPatron,
  choices: choicesOf(context),
});
