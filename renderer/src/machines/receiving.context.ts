import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { ReceiptDetails } from '../../../shared/ipc/input-shapes.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { Problem } from '../../../shared/ipc/result.ts';
import type {
  Finished,
  Outcome,
  Received,
  ReceivedVolume,
  ReceiveForm,
  SlipState,
  Undone,
} from '../../../shared/ipc/views.ts';
import type { CodesContext, CodesEmitted, CodesEvent } from './lane-types.ts';
import { maxWaiting } from './turns.ts';
import type { BackOrAgain } from './undo.ts';

/** What a person wants next, as it waits for its turn. */
export type Intent =
  /** From the scanner: the state of the page decides what it is. */
  | { readonly as: 'scan'; readonly code: string }
  | { readonly as: 'identifier'; readonly code: string; readonly further: boolean }
  | { readonly as: 'barcode'; readonly code: string; readonly unexpected: boolean };

/** A call on its way or not confirmed yet. It is kept whole, so that a retry is the same intention. */
export type Pending =
  | {
      readonly call: 'open';
      readonly code: string;
      readonly further: boolean;
      readonly quiet: boolean;
      /** What a person had chosen in the form that comes back; null for a form that begins. */
      readonly choices: FormChoices | null;
    }
  | { readonly call: 'store'; readonly externalId: string; readonly input: StepInput<'receive'> }
  | {
      readonly call: 'finish';
      readonly externalId: string;
      readonly input: StepInput<'finish-receiving'>;
      /** The identifier that was scanned instead of Done: opened once the set is finished. */
      readonly next: string | null;
    }
  | {
      readonly call: 'make';
      readonly externalId: string;
      readonly input: Input<'receiving.makeBarcode'>;
    }
  | { readonly call: 'undo'; readonly input: BackOrAgain };

/** What the page says about the last step. */
export type Feedback =
  | { readonly kind: 'received'; readonly answer: Received }
  | { readonly kind: 'finished'; readonly answer: Finished; readonly last: Received | null }
  | { readonly kind: 'undone'; readonly answer: Undone }
  /** A step of any page, taken again. */
  | { readonly kind: 'redone'; readonly outcome: Outcome }
  | {
      readonly kind: 'refused';
      readonly refusal: Problem;
      readonly code: string;
      readonly during: Pending['call'];
    }
  /** The unsaved form of `from` gave way to another request, because its identifier was scanned as a barcode. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'leftOpen'; readonly externalId: string; readonly received: number };

/** What is typed and chosen under More; what nobody touched is not in it. */
export type More = {
  readonly details: ReceiptDetails;
  /** What stands in the box of the date and is none. */
  readonly noDate: string;
};

export const nothingMore: More = { details: {}, noDate: '' };

/** What is chosen in one form; the next one begins with its own. */
export type FormChoices = { readonly printSlip: boolean; readonly several: boolean; readonly more: More };

/** `notifyPatron` is the page's: it stays as chosen while the window lives. */
export type ReceivingOptions = FormChoices & { readonly notifyPatron: boolean };

/** What survives a reload of the window. */
export type ReloadSnapshot = {
  readonly open: { readonly code: string; readonly further: boolean } | null;
  readonly store: Extract<Pending, { call: 'store' }> | null;
  readonly waiting: readonly Intent[];
  readonly notifyPatron: boolean;
  /** What was chosen in the open form; null when there was none. */
  readonly choices: FormChoices | null;
};

/** What another desk did with the volumes of the open request, since the person here did something last. */
export type Elsewhere = {
  readonly came: readonly ReceivedVolume[];
  readonly gone: readonly ReceivedVolume[];
};

export const nothingElsewhere: Elsewhere = { came: [], gone: [] };

export type ReceivingContext = CodesContext<Intent> &
  ReceivingOptions & {
    readonly form: ReceiveForm | null;
    /** Whether the open form takes a volume that nobody expects. */
    readonly further: boolean;
    readonly inLoop: boolean;
    readonly received: readonly ReceivedVolume[];
    readonly expected: number | null;
    readonly elsewhere: Elsewhere;
    readonly pending: Pending | null;
    readonly feedback: Feedback | null;
    readonly lastReceived: Received | null;
    /** A barcode that was made for the item in hand and is not stored yet; empty where none was. */
    readonly madeBarcode: string;
    /** The newest states of slips by job: the printer may be further than the answer. */
    readonly slips: Readonly<Record<number, SlipState>>;
  };

export type ReceivingInput = {
  readonly newOpId: () => OpId;
  readonly now: () => Date;
};

export type ReceivingEvent =
  | CodesEvent<ReloadSnapshot>
  | { readonly type: 'scanned'; readonly code: string }
  | { readonly type: 'identifier.entered'; readonly code: string; readonly further: boolean }
  | { readonly type: 'barcode.entered'; readonly code: string; readonly unexpected: boolean }
  | {
      readonly type: 'option.changed';
      readonly option: Exclude<keyof ReceivingOptions, 'more'>;
      readonly on: boolean;
    }
  | { readonly type: 'more.changed'; readonly details: ReceiptDetails; readonly noDate?: string }
  | { readonly type: 'barcode.wanted' }
  | { readonly type: 'done.chosen' }
  | { readonly type: 'incomplete.confirmed' }
  | { readonly type: 'incomplete.leftOpen' }
  | { readonly type: 'incomplete.goneBack' }
  | { readonly type: 'form.closed' }
  | { readonly type: 'request.lookedUpAgain' }
  | { readonly type: 'slip.changed'; readonly slip: SlipState }
  /** Another desk did something: the open form as it is now, or why it can be received no more. */
  | { readonly type: 'form.followed'; readonly form: ReceiveForm }
  | { readonly type: 'form.outdated'; readonly refusal: Problem };

/** What the page asks a snapshot for, instead of the names of states. */
export type ReceivingTag =
  | 'takesIdentifier'
  | 'takesBarcode'
  | 'busy'
  | 'unconfirmed'
  | 'asking'
  | 'printing'
  | 'slipUnconfirmed';

/** Nothing is open. A form that begins comes with its slip chosen. */
export const noForm = {
  form: null,
  further: false,
  inLoop: false,
  received: [],
  expected: null,
  elsewhere: nothingElsewhere,
  printSlip: true,
  several: false,
  more: nothingMore,
  madeBarcode: '',
} as const satisfies Partial<ReceivingContext>;

/** The types of the machine. */
export type ReceivingTypes = {
  readonly context: ReceivingContext;
  readonly events: ReceivingEvent;
  readonly input: ReceivingInput;
  readonly emitted: CodesEmitted;
  readonly tags: ReceivingTag;
};

/** How the page begins. */
export const nothingYet = {
  ...noForm,
  notifyPatron: true,
  pending: null,
  failure: '',
  feedback: null,
  lastReceived: null,
  waiting: [],
  paused: false,
  lost: [],
  refusals: [],
  slips: {},
  slipAsk: null,
  slipNotice: null,
  turn: 0,
} as const satisfies Omit<ReceivingContext, keyof ReceivingInput>;

/** What an event of a code asks for, as it waits in the queue. @throws Error for an event without a code */
export const intentOf = (event: ReceivingEvent): Intent => {
  switch (event.type) {
    case 'scanned':
      return { as: 'scan', code: event.code };
    case 'identifier.entered':
      return { as: 'identifier', code: event.code, further: event.further };
    case 'barcode.entered':
      return { as: 'barcode', code: event.code, unexpected: event.unexpected };
    default:
      throw new Error(`No code comes with ${event.type}.`);
  }
};

/** What is chosen in the form that is open, or about to come back. */
export const choicesOf = ({
  pending,
  form,
  printSlip,
  several,
  more,
}: ReceivingContext): FormChoices | null => {
  if (pending?.call === 'open') return pending.choices;
  return form !== null || pending?.call === 'store' ? { printSlip, several, more } : null;
};

/** Restores what the window knew before it was reloaded. Waiting scans are paused until a person has looked. */
export const restore = ({
  waiting,
  notifyPatron,
  choices,
  store,
  open,
}: ReloadSnapshot): Partial<ReceivingContext> => ({
  waiting: waiting.slice(0, maxWaiting),
  paused: waiting.length > 0,
  notifyPatron,
  ...choices,
  pending: store ?? (open ? { call: 'open', ...open, quiet: false, choices } : null),
});

/** What is worth keeping for a reload of the window. */
export const reloadSnapshotOf = (context: ReceivingContext): ReloadSnapshot => ({
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
