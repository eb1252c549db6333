import { isSetIncomplete, isVolumeUnexpected } from '../../../shared/domain/receiving.ts';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { ReceiveForm } from '../../../shared/ipc/receiving-views.ts';
import type {
  CodeEvent,
  FormChoices,
  More,
  Pending,
  ReceivingContext,
  ReceivingEvent,
  ReloadSnapshot,
} from './receiving.context.ts';
import { chosenUse, countOf, missingOf } from './receiving.parcel.ts';
import { noteSlip } from './slips.ts';
import { beginning, canTakeNext as canTake, type Code, maxWaiting, ready, scanOf } from './step-runner.ts';

// How the operator, the scanner and other desks change Receiving Items.

export type Change = Partial<ReceivingContext>;
type Now = { readonly context: ReceivingContext };

export const nothingMore: More = { details: {}, noDate: '' };
const nothingElsewhere = { came: [], gone: [] };

/** Nothing is open. A new form starts with its slip selected. */
export const noForm = {
  form: null,
  use: null,
  inLoop: false,
  received: [],
  expected: null,
  elsewhere: nothingElsewhere,
  printSlip: true,
  several: false,
  more: nothingMore,
  madeBarcode: '',
} as const satisfies Change;

const sizeOf = ({ expected, received }: ReceivingContext) => ({ expected, received: countOf(received) });

/** Whether all expected volumes have arrived (false while their number is unknown). */
export const isSetComplete = ({ context }: Now): boolean => isVolumeUnexpected(sizeOf(context));
/** Whether volumes are known to be missing. */
export const isSetShort = ({ context }: Now): boolean => isSetIncomplete(sizeOf(context));
export const isMissing = ({ context }: Now): boolean => missingOf(context) !== null;
/** Whether the use or the sender of the parcel is still unknown. */
export const isUnclearNow = ({ context }: Now): boolean =>
  !context.paused && ['use', 'sender'].includes(missingOf(context) ?? '');
export const isMissingNow = (now: Now): boolean => isMissing(now) && !now.context.paused;

export const canTakeNext = (now: Now): boolean => canTake(now) && !isMissing(now);
export const isIdentifierNext = ({ context }: Now): boolean =>
  !context.paused && context.waiting[0]?.as === 'identifier';
export const isEndOfSetNext = (now: Now): boolean => isIdentifierNext(now) && isSetComplete(now);

export const isLoopOf = ({ position }: ReceiveForm): boolean => position === 'resume';

export const opening = (code: string, change: Partial<Extract<Pending, { call: 'open' }>> = {}) => ({
  pending: { call: 'open', code, use: null, quiet: false, choices: null, ...change } as const,
  failure: '',
});

/** Converts an event to its code. */
export const codeOf = (event: CodeEvent): Code => {
  switch (event.type) {
    case 'scanned':
      return scanOf(event);
    case 'identifier.entered':
      return { as: 'identifier', code: event.code, use: event.use };
    case 'barcode.entered':
      return { as: 'barcode', code: event.code, use: event.use };
  }
};
/** Opens a request. An unsaved form gives way. */
export const open = (_: ReceivingContext, code: Code): Change => ({
  ...noForm,
  ...beginning,
  ...opening(code.code, { use: code.as === 'identifier' ? code.use : null }),
});

/** Looks up a code that cannot be a barcode yet. The open form stays unless the code identifies another request. */
export const openInstead = (_: ReceivingContext, { code }: Code): Change => ({
  ...beginning,
  ...opening(code),
});

export const choicesOf = ({ printSlip, several, more, use }: FormChoices): FormChoices => ({
  printSlip,
  several,
  more,
  use,
});

/** Returns the choices of the form that is open or about to reopen. */
const choicesNow = (context: ReceivingContext): FormChoices | null => {
  if (context.pending?.call === 'open') return context.pending.choices;
  return context.form !== null || context.pending?.call === 'store' ? choicesOf(context) : null;
};

const reopenAs = (context: ReceivingContext, quiet: boolean): Change => {
  const { form, pending } = context;
  const code =
    form?.request.externalId ?? (pending?.call === 'store' ? pending.externalId : (pending?.code ?? ''));
  return {
    ...noForm,
    ...opening(code, { quiet, choices: choicesNow(context) }),
    paused: context.waiting.length > 0,
  };
};

/** Reopens the current request, to show what is stored. */
export const reopen = ({ context }: Now): Change => reopenAs(context, false);
export const reopenQuietly = ({ context }: Now): Change => reopenAs(context, true);

/** Returns the details entered for a volume. The partner gets the note with *Received*, which a set sends when it is finished. */
const detailsOf = ({ details }: More, several: boolean): Pick<StepInput<'receive'>, 'details'> => {
  const { noteToPartner, ...rest } = details;
  const sent = several || noteToPartner === undefined ? rest : details;
  return Object.keys(sent).length === 0 ? {} : { details: sent };
};

/** Stores one volume: a new code is a new action, so it gets a new id. */
export const store = (context: ReceivingContext, code: Code): Change => {
  const { form, inLoop, printSlip, notifyPatron, more } = context;
  if (!form) return {};
  const { id, externalId } = form.request;
  const several = inLoop || context.several;
  const input = {
    opId: context.newOpId(),
    requestId: id,
    barcode: code.code,
    several,
    printSlip,
    notifyPatron,
    use: (code.as === 'barcode' ? code.use : null) ?? context.use,
    ...detailsOf(more, several),
  };
  return {
    ...beginning,
    pending: { call: 'store', code: code.code, externalId, input },
    elsewhere: nothingElsewhere,
  };
};

/** The decision about the missing volumes. */
type Rest = StepInput<'finish-receiving'>['rest'];

export const finishBefore = (context: ReceivingContext, next: string | null, rest: Rest = null): Change => {
  const { form, notifyPatron, more } = context;
  if (!form) return {};
  const { noteToPartner } = more.details;
  const input = {
    opId: context.newOpId(),
    requestId: form.request.id,
    notifyPatron,
    rest,
    ...(noteToPartner !== undefined && { noteToPartner }),
  };
  return { pending: { call: 'finish', code: form.request.externalId, input, next }, failure: '' };
};

/** Finishes the set. */
export const finish = ({ context }: Now): Change => finishBefore(context, null);
/** Finishes a set with missing volumes, with the operator's decision about them. */
export const finishIncomplete = ({ context, event: { rest } }: Heard<'incomplete.confirmed'>): Change =>
  finishBefore(context, null, rest);
/** Finishes the set, and opens the identifier that was scanned instead of pressing Done. */
export const finishFor = (context: ReceivingContext, { code }: Code): Change => finishBefore(context, code);

/** Creates a barcode for the current item. */
export const make = ({ context }: Now): Change =>
  context.form
    ? {
        pending: {
          call: 'make',
          code: '',
          input: { opId: context.newOpId(), requestId: context.form.request.id },
        },
        feedback: null,
        failure: '',
      }
    : {};

/** Leaves the loop without Done: the set stays open. */
export const leaveOpen = ({ context }: Now): Change => ({
  ...ready(context),
  ...noForm,
  feedback: {
    kind: 'leftOpen',
    externalId: context.form?.request.externalId ?? '',
    received: countOf(context.received),
  },
});

/** Closes a form with nothing saved. */
export const closeForm = ({ context }: Now): Change => ({ ...ready(context), ...noForm, feedback: null });

export const isReady = ({ context }: Now): Change => ready(context);

type Heard<Type extends ReceivingEvent['type']> = Now & {
  readonly event: Extract<ReceivingEvent, { readonly type: Type }>;
};

/** Records the state of a print job. */
export const noteSlipState = ({ context, event }: Heard<'slip.changed'>): Change =>
  noteSlip(context, event.slip);

export const changeOption = ({ event: { option, on } }: Heard<'option.changed'>): Change => ({
  [option]: on,
});

/** Chooses the use of an unexpected parcel. The page is then ready for its barcode. */
export const chooseUse = ({ context, event: { use } }: Heard<'use.chosen'>): Change => ({
  ...ready(context),
  feedback: context.feedback?.kind === 'refused' ? null : context.feedback,
  use,
});

/** Changes the input under More, or the sender. */
export const changeMore = ({ context: { more }, event }: Heard<'more.changed'>): Change => ({
  more: { details: { ...more.details, ...event.details }, noDate: event.noDate ?? more.noDate },
});

/** Updates the open form. Input and choices stay, and the page says which volumes other desks added and removed. */
export const follow = ({ context, event: { form } }: Heard<'form.followed'>): Change => {
  const isAmong = (list: ReceivingContext['received'], id: number): boolean =>
    list.some(({ itemId }) => itemId === id);
  const came = form.received.filter(({ itemId }) => !isAmong(context.received, itemId));
  const gone = context.received.filter(({ itemId }) => !isAmong(form.received, itemId));
  const { elsewhere } = context;
  return {
    form,
    use: chosenUse(form, context.use),
    inLoop: isLoopOf(form),
    ...(isLoopOf(form) && { several: true }),
    received: form.received,
    expected: form.request.volumesExpected,
    elsewhere: {
      came: [...elsewhere.came.filter(({ itemId }) => isAmong(form.received, itemId)), ...came],
      gone: [...elsewhere.gone, ...gone],
    },
  };
};
export const followsLoop = ({ event }: Heard<'form.followed'>): boolean => isLoopOf(event.form);

/** Restores the state from before a reload. Waiting scans are paused until the operator has looked. */
export const restore = ({ event }: Heard<'window.reloaded'>): Change => {
  const { waiting, notifyPatron, choices, store: stored, open: opened } = event.snapshot;
  return {
    waiting: waiting.slice(0, maxWaiting),
    paused: waiting.length > 0,
    notifyPatron,
    ...choices,
    pending: stored ?? (opened ? { call: 'open', ...opened, quiet: false, choices } : null),
  };
};

export const wasStoring = ({ event }: Heard<'window.reloaded'>): boolean => event.snapshot.store !== null;
export const wasOpening = ({ event }: Heard<'window.reloaded'>): boolean => event.snapshot.open !== null;

/** Returns the state to keep across a reload of the window. */
export const reloadSnapshotOf = (context: ReceivingContext): ReloadSnapshot => {
  const { form, pending, use, waiting, notifyPatron } = context;
  const opened = pending?.call === 'open' ? { code: pending.code, use: pending.use } : null;
  return {
    open: form ? { code: form.request.externalId, use } : opened,
    store: pending?.call === 'store' ? pending : null,
    waiting,
    notifyPatron,
    choices: choicesNow(context),
  };
};
