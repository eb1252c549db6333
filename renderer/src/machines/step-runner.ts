import { instantOf } from '../../../shared/domain/dates.ts';
import type { Instant, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import type { Outcome, SlipState, Undone } from '../../../shared/ipc/views.ts';
import type { Finished, Received } from '../../../shared/ipc/receiving-views.ts';
import { alarmOf } from './alarm.ts';
import { refusalOf } from './call.machine.ts';
import type { SlipAsk, SlipNotice, SlipRequest } from './slips.ts';

// The step runner holds the parts common to the machines of all pages: codes wait in a queue, one call is in flight or in doubt, the page
// shows what happened, steps are undone and slips are printed again. Each machine adds its own states, and the actions `change`, `tone` and
// `retry` that these parts refer to.

/** The operator's choice for an unexpected parcel. */
export type Use = NonNullable<StepInput<'receive'>['use']>;

/** A scanned or typed code in the queue. */
export type Code =
  /** The state of the page determines its kind. `volume`: which of several volumes without barcodes. */
  | { readonly as: 'scan'; readonly code: string; readonly volume?: number }
  | { readonly as: 'identifier'; readonly code: string; readonly use: Use | null }
  | { readonly as: 'barcode'; readonly code: string; readonly use: Use | null };

/** A scan that was not accepted: the queue was full, or only part of the code arrived. */
export type LostCode = { readonly code: string; readonly why: 'no-room' | 'partial' };

/** A refusal in the session list. */
export type PastRefusal = {
  readonly at: Instant;
  readonly code: string;
  readonly message: string;
  readonly seq: number;
};

/** The sound of an answer. `check`: nothing is wrong, and nothing was changed. */
export type Tone = 'done' | 'refused' | 'attention' | 'check';

/** Undoes or redoes a step: the id of the new step and the id of the original one. */
export type UndoOrRedo =
  | { readonly opId: OpId; readonly undoes: OpId }
  | { readonly opId: OpId; readonly redoes: OpId };

export type UndoOrRedoAnswer = Undone | Outcome;

export type UndoOrRedoEvent =
  | { readonly type: 'undo.asked'; readonly undoes: OpId }
  | { readonly type: 'redo.asked'; readonly redoes: OpId };

/** A call in flight or in doubt, kept complete so that a retry repeats the same action. `code` is the scanned or typed code. */
export type AnyPending = { readonly call: string; readonly code: string };
export type PendingUndo = { readonly call: 'undo'; readonly code: ''; readonly input: UndoOrRedo };

/** The page's message about the last step. */
export type Feedback =
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'undone'; readonly answer: Undone }
  /** `during` is the call that was refused. */
  | {
      readonly kind: 'refused';
      readonly refusal: Problem;
      readonly code: string;
      readonly during: string;
    }
  | { readonly kind: 'received'; readonly answer: Received; readonly twice?: true }
  | { readonly kind: 'finished'; readonly answer: Finished; readonly last: Received | null }
  /** The unsaved form of `from` gave way to another request, because its identifier was scanned as a barcode. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'leftOpen'; readonly externalId: string; readonly received: number }
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'bulk'; readonly title: string; readonly lines: readonly BulkLine[] };

/** The result for one of several requests. */
export type BulkLine = {
  readonly requestId: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly done: boolean;
  /** What was done, or why not. */
  readonly message: string;
  /** The step, for undo; null if there is none. */
  readonly opId: OpId | null;
};

export type RunnerInput = { readonly newOpId: () => OpId; readonly now: () => Date };

export type RunnerContext<Pending extends AnyPending = AnyPending> = RunnerInput & {
  readonly pending: Pending | null;
  /** Why the pending call is in doubt. */
  readonly failure: string;
  /** Whether it is certain that it stored nothing. */
  readonly nothingStored: boolean;
  readonly feedback: Feedback | null;
  readonly waiting: readonly Code[];
  /** The operator must release waiting codes: they were scanned before the refusal could be seen. */
  readonly paused: boolean;
  /** Scans that were not accepted, shown until dismissed. */
  readonly lost: readonly LostCode[];
  readonly refusals: readonly PastRefusal[];
  readonly slipAsk: SlipAsk | null;
  readonly slipNotice: SlipNotice | null;
  /** The newest slip states by job: the printer may have progressed since the answer. */
  readonly slips: Readonly<Record<number, SlipState>>;
  /** Increments whenever the page becomes ready for the next code, to move the focus. */
  readonly turn: number;
};

export type RunnerEvent =
  | { readonly type: 'scanned'; readonly code: string; readonly volume?: number }
  /** The beginning of the code was separated from it, so the code must not be used. */
  | { readonly type: 'scan.partial'; readonly code: string }
  | { readonly type: 'call.retried' }
  /** A call in doubt is abandoned. */
  | { readonly type: 'call.left' }
  | { readonly type: 'waiting.released' }
  | { readonly type: 'waiting.discarded' }
  | { readonly type: 'lost.dismissed' }
  /** The operator has seen a refusal, or left its page or that of an undo, so its card is cleared. */
  | { readonly type: 'card.dismissed' }
  | UndoOrRedoEvent
  | { readonly type: 'slip.asked'; readonly ask: SlipRequest }
  | { readonly type: 'slip.retried' }
  | { readonly type: 'slip.givenUp' }
  | { readonly type: 'slip.changed'; readonly slip: SlipState };

export type RunnerEmitted = { readonly type: 'tone'; readonly tone: Tone };

/** Tags for the page to query. `idle`: no call is in flight, so a step can be undone. */
export type RunnerTag = 'idle' | 'busy' | 'unconfirmed' | 'printing' | 'slipUnconfirmed';

export const nothingYet = {
  pending: null,
  failure: '',
  nothingStored: false,
  feedback: null,
  waiting: [],
  paused: false,
  lost: [],
  refusals: [],
  slipAsk: null,
  slipNotice: null,
  slips: {},
  turn: 0,
} as const satisfies Omit<RunnerContext, keyof RunnerInput>;

/** The maximum number of waiting codes. Operators notice much sooner; further scans are refused with an alarm. */
export const maxWaiting = 50;
const maxRefusals = 20;

type Now = { readonly context: RunnerContext };

export const isPaused = ({ context }: Now): boolean => context.paused;
export const isNotPaused = ({ context }: Now): boolean => !context.paused;
export const isQueueFull = ({ context }: Now): boolean => context.waiting.length >= maxWaiting;
export const canTakeNext = ({ context }: Now): boolean => context.waiting.length > 0 && !context.paused;

/** Appends a code to the queue; if the queue is full, the code is added to the lost scans. */
export const enqueue = ({ waiting, lost }: RunnerContext, code: Code) =>
  waiting.length >= maxWaiting
    ? { lost: [...lost, { code: code.code, why: 'no-room' as const }] }
    : { waiting: [...waiting, code] };

/** Returns the code that has waited longest. @throws Error when the queue is empty, which a guard has excluded */
export const firstWaiting = ({ waiting }: RunnerContext): Code => {
  const [next] = waiting;
  if (next === undefined) throw new Error('No code waits.');
  return next;
};

/** Removes the first waiting code from the queue and starts its action. */
export const withNext =
  <Context extends RunnerContext, Change extends object>(begin: (context: Context, code: Code) => Change) =>
  ({ context }: { readonly context: Context }) => {
    const waiting = context.waiting.slice(1);
    return { ...begin({ ...context, waiting }, firstWaiting(context)), waiting };
  };

/** A call starts: clears earlier messages. */
export const beginning = { feedback: null, slipNotice: null, failure: '' } as const;

/** The call has ended and the page is ready for the next code. */
export const ready = ({ turn }: RunnerContext) => ({ pending: null, failure: '', turn: turn + 1 }) as const;

/** Returns the pending call if it has this name. @throws Error when it is another: no transition leads there */
export const pendingCall = <Pending extends AnyPending, Name extends Pending['call']>(
  { pending }: { readonly pending: Pending | null },
  name: Name,
): Extract<Pending, { call: Name }> => {
  if (pending?.call !== name) throw new Error(`No call to ${name} is pending.`);
  return pending as Extract<Pending, { call: Name }>;
};

/**
 * Shows a refusal; nothing was changed. A `stop` pauses the waiting codes until the operator has seen it, and is added to the session list;
 * milder refusals pause nothing.
 */
export const refuse = (context: RunnerContext, refusal: Problem) => {
  const { code = '', call = '' } = context.pending ?? {};
  const said = {
    ...ready(context),
    feedback: { kind: 'refused', refusal, code, during: call },
  } as const;
  if (alarmOf(refusal) !== 'stop') return said;
  return {
    ...said,
    paused: context.waiting.length > 0,
    refusals: [
      {
        at: instantOf(context.now()),
        code,
        message: refusal.message,
        seq: (context.refusals[0]?.seq ?? 0) + 1,
      },
      ...context.refusals,
    ].slice(0, maxRefusals),
  } as const;
};

export const isUndone = (answer: UndoOrRedoAnswer): answer is Undone => 'undoes' in answer;

/** Returns the feedback after an undo or redo. */
export const saysUndone = (answer: UndoOrRedoAnswer): Feedback =>
  isUndone(answer) ? { kind: 'undone', answer } : { kind: 'done', outcome: answer };

/** Another desk or operator: earlier messages and refusals do not concern them. */
export const startElsewhere = { feedback: null, slipNotice: null, refusals: [] } as const;

/** An action that changes the context, by value or by function. */
export const change = <const Params>(params: Params) => ({ type: 'change', params }) as const;

export const doneTone = { type: 'tone', params: 'done' } as const;
export const refusedTone = { type: 'tone', params: 'refused' } as const;
export const attentionTone = { type: 'tone', params: 'attention' } as const;

type Answer = { readonly context: RunnerContext; readonly event: { readonly output: Result<unknown> } };

/** Two low tones for a `stop`, soft ones for milder refusals. */
export const toneOfRefusal = {
  type: 'tone',
  params: (answer: Answer): Tone => (alarmOf(refusalOf(answer)) === 'stop' ? 'refused' : 'check'),
} as const;

/** The actions after a refused call. */
export const refused = [
  toneOfRefusal,
  change((answer: Answer) => refuse(answer.context, refusalOf(answer))),
] as const;

/** Each press of Undo or Redo is a new action, so it gets a new id. */
const startUndo = ({ context, event }: Now & { readonly event: UndoOrRedoEvent }) => {
  const opId = context.newOpId();
  return {
    slipNotice: null,
    failure: '',
    pending: {
      call: 'undo',
      code: '',
      input: event.type === 'undo.asked' ? { opId, undoes: event.undoes } : { opId, redoes: event.redoes },
    },
  } as const;
};

const undoAsked = { target: '#undoing', actions: change(startUndo) } as const;

/** Transitions of states in which a step can be undone or redone. */
export const undoOn = { 'undo.asked': undoAsked, 'redo.asked': undoAsked } as const;

/** Codes queue in order while the page is busy; if the queue is full, the code is refused with an alarm. */
export const waits = <Event extends { readonly code: string }>(codeOf: (event: Event) => Code) => {
  const queue = change(({ context, event }: Now & { readonly event: Event }) =>
    enqueue(context, codeOf(event)),
  );
  return [
    { guard: isQueueFull, actions: [queue, refusedTone] },
    { guard: isPaused, actions: [queue, attentionTone] },
    { actions: queue },
  ] as const;
};

export const scanOf = ({ code, volume }: { readonly code: string; readonly volume?: number }): Code =>
  volume === undefined ? { as: 'scan', code } : { as: 'scan', code, volume };

const losePartial = ({ context, event }: Now & { readonly event: { readonly code: string } }) => ({
  lost: [...context.lost, { code: event.code, why: 'partial' as const }],
});

const isOver = ({ context }: Now) => ['refused', 'undone'].includes(context.feedback?.kind ?? '');
/** Clears the card and the box. */
const dismissCard = ({ context: { turn } }: Now) => ({ feedback: null, turn: turn + 1 });

/** Transitions that apply in every state of every page. */
export const runnerOn = {
  scanned: waits(scanOf),
  'waiting.released': { actions: change({ paused: false }) },
  'waiting.discarded': { actions: change({ waiting: [], paused: false }) },
  'scan.partial': { actions: [change(losePartial), refusedTone] },
  'lost.dismissed': { actions: change({ lost: [] }) },
  'card.dismissed': { guard: isOver, actions: change(dismissCard) },
} as const;
