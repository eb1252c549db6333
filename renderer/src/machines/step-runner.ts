import { instantOf } from '../../../shared/domain/dates.ts';
import type { Instant, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import type { Outcome, SlipState, Undone } from '../../../shared/ipc/views.ts';
import type { Finished, Received } from '../../../shared/ipc/receiving-views.ts';
import { alarmOf } from './alarm.ts';
import { refusalOf } from './call.machine.ts';
import type { SlipAsk, SlipNotice, SlipRequest } from './slips.ts';

// The step runner is what the machine of every page has in common: codes wait in a queue, one call is on its way or in doubt, the page
// says what happened, steps are undone and slips printed again. A machine brings its own states, and the actions `change`, `tone`
// and `retry` that these parts name.

/** What staff choose of a parcel that was not expected. */
export type Use = NonNullable<StepInput<'receive'>['use']>;

/** A code that was scanned or typed, as it waits for its turn. */
export type Code =
  /** The state of the page decides what it is. `volume`: which one of several without a barcode. */
  | { readonly as: 'scan'; readonly code: string; readonly volume?: number }
  | { readonly as: 'identifier'; readonly code: string; readonly use: Use | null }
  | { readonly as: 'barcode'; readonly code: string; readonly use: Use | null };

/** A scan that was not taken: no room in the queue, or only the rest of a code. */
export type LostCode = { readonly code: string; readonly why: 'no-room' | 'partial' };

/** A refusal as the list of the session keeps it. */
export type PastRefusal = {
  readonly at: Instant;
  readonly code: string;
  readonly message: string;
  readonly seq: number;
};

/** How an answer sounds. `check`: nothing is wrong, and nothing was changed. */
export type Tone = 'done' | 'refused' | 'attention' | 'check';

/** Undoing a step, or doing it again: the id of the new step and of the one that it is about. */
export type UndoOrRedo =
  | { readonly opId: OpId; readonly undoes: OpId }
  | { readonly opId: OpId; readonly redoes: OpId };

export type UndoOrRedoAnswer = Undone | Outcome;

export type UndoOrRedoEvent =
  | { readonly type: 'undo.asked'; readonly undoes: OpId }
  | { readonly type: 'redo.asked'; readonly redoes: OpId };

/** A call on its way or in doubt, whole, so that a retry is the same intention. `code` is what was scanned or typed for it. */
export type AnyPending = { readonly call: string; readonly code: string };
export type PendingUndo = { readonly call: 'undo'; readonly code: ''; readonly input: UndoOrRedo };

/** What the page says about the last step. */
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
  | { readonly kind: 'received'; readonly answer: Received }
  | { readonly kind: 'finished'; readonly answer: Finished; readonly last: Received | null }
  /** The unsaved form of `from` gave way to another request, because its identifier was scanned as a barcode. */
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'leftOpen'; readonly externalId: string; readonly received: number }
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'bulk'; readonly title: string; readonly lines: readonly BulkLine[] };

/** What became of one of several requests. */
export type BulkLine = {
  readonly requestId: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly done: boolean;
  /** What was done, or why not. */
  readonly message: string;
  /** The step, to be undone; null where there is none. */
  readonly opId: OpId | null;
};

export type RunnerInput = { readonly newOpId: () => OpId; readonly now: () => Date };

export type RunnerContext<Pending extends AnyPending = AnyPending> = RunnerInput & {
  readonly pending: Pending | null;
  /** Why the pending call is in doubt. */
  readonly failure: string;
  /** It is certain that nothing of it is stored. */
  readonly nothingStored: boolean;
  readonly feedback: Feedback | null;
  readonly waiting: readonly Code[];
  /** Waiting codes go on only when a person says so: they were made before the refusal could be seen. */
  readonly paused: boolean;
  /** Scans that were not taken: shown until a person has seen them. */
  readonly lost: readonly LostCode[];
  readonly refusals: readonly PastRefusal[];
  readonly slipAsk: SlipAsk | null;
  readonly slipNotice: SlipNotice | null;
  /** The newest states of slips by job: the printer may be further than the answer. */
  readonly slips: Readonly<Record<number, SlipState>>;
  /** Counts the times that the page became ready for the next code: the focus follows it. */
  readonly turn: number;
};

export type RunnerEvent =
  | { readonly type: 'scanned'; readonly code: string; readonly volume?: number }
  /** The front of the code arrived apart from it, so it must not be used. */
  | { readonly type: 'scan.partial'; readonly code: string }
  | { readonly type: 'call.retried' }
  /** A call in doubt is left as it is. */
  | { readonly type: 'call.left' }
  | { readonly type: 'waiting.released' }
  | { readonly type: 'waiting.discarded' }
  | { readonly type: 'lost.dismissed' }
  /** Staff have seen a refusal, or left its page: it is said no longer. */
  | { readonly type: 'refusal.dismissed' }
  | UndoOrRedoEvent
  | { readonly type: 'slip.asked'; readonly ask: SlipRequest }
  | { readonly type: 'slip.retried' }
  | { readonly type: 'slip.givenUp' }
  | { readonly type: 'slip.changed'; readonly slip: SlipState };

export type RunnerEmitted = { readonly type: 'tone'; readonly tone: Tone };

/** What a page asks a snapshot for. `idle`: no call is on its way, so that a step can be undone. */
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

/** How many codes may wait. A person notices long before; beyond it scans are refused loudly. */
export const maxWaiting = 50;
const maxRefusals = 20;

type Now = { readonly context: RunnerContext };

export const isPaused = ({ context }: Now): boolean => context.paused;
export const isNotPaused = ({ context }: Now): boolean => !context.paused;
export const isQueueFull = ({ context }: Now): boolean => context.waiting.length >= maxWaiting;
export const canTakeNext = ({ context }: Now): boolean => context.waiting.length > 0 && !context.paused;

/** Puts a code at the end of the queue; one that finds no room is kept to be shown. */
export const enqueue = ({ waiting, lost }: RunnerContext, code: Code) =>
  waiting.length >= maxWaiting
    ? { lost: [...lost, { code: code.code, why: 'no-room' as const }] }
    : { waiting: [...waiting, code] };

/** The code that has waited longest. @throws Error when none waits, which a guard has excluded */
export const firstWaiting = ({ waiting }: RunnerContext): Code => {
  const [next] = waiting;
  if (next === undefined) throw new Error('No code waits.');
  return next;
};

/** What the first waiting code begins, once it is out of the queue. */
export const withNext =
  <Context extends RunnerContext, Change extends object>(begin: (context: Context, code: Code) => Change) =>
  ({ context }: { readonly context: Context }) => {
    const waiting = context.waiting.slice(1);
    return { ...begin({ ...context, waiting }, firstWaiting(context)), waiting };
  };

/** A call begins: what was said before is over. */
export const beginning = { feedback: null, slipNotice: null, failure: '' } as const;

/** The call is over and the page is ready for the next code. */
export const ready = ({ turn }: RunnerContext) => ({ pending: null, failure: '', turn: turn + 1 }) as const;

/** The pending call, where it is the one that a state runs. @throws Error when it is another: no transition leads there */
export const pendingCall = <Pending extends AnyPending, Name extends Pending['call']>(
  { pending }: { readonly pending: Pending | null },
  name: Name,
): Extract<Pending, { call: Name }> => {
  if (pending?.call !== name) throw new Error(`No call to ${name} is pending.`);
  return pending as Extract<Pending, { call: Name }>;
};

/**
 * Something was refused: nothing changed. After a STOP waiting codes are paused until a person has seen it, and the session keeps it; what is
 * said calmly stops nothing.
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

/** What is said of a step that was undone, or done again. */
export const saysUndone = (answer: UndoOrRedoAnswer): Feedback =>
  isUndone(answer) ? { kind: 'undone', answer } : { kind: 'done', outcome: answer };

/** Another desk or another operator: what was said and refused before is no answer to who works here now. */
export const startElsewhere = { feedback: null, slipNotice: null, refusals: [] } as const;

/** An action that changes what the machine knows: what it becomes, or how to compute it. */
export const change = <const Params>(params: Params) => ({ type: 'change', params }) as const;

export const doneTone = { type: 'tone', params: 'done' } as const;
export const refusedTone = { type: 'tone', params: 'refused' } as const;
export const attentionTone = { type: 'tone', params: 'attention' } as const;

type Answer = { readonly context: RunnerContext; readonly event: { readonly output: Result<unknown> } };

/** Two low tones for a STOP, soft ones for what is said calmly. */
export const toneOfRefusal = {
  type: 'tone',
  params: (answer: Answer): Tone => (alarmOf(refusalOf(answer)) === 'stop' ? 'refused' : 'check'),
} as const;

/** What becomes of a call that was refused. */
export const refused = [
  toneOfRefusal,
  change((answer: Answer) => refuse(answer.context, refusalOf(answer))),
] as const;

/** A new press on Undo or Redo is a new intention, so it gets a new id. */
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

/** Of a state in which a step can be undone, or done again. */
export const undoOn = { 'undo.asked': undoAsked, 'redo.asked': undoAsked } as const;

/** Codes for which the page is not free wait in order; one that finds no room is refused loudly. */
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

const isRefused = ({ context }: Now): boolean => context.feedback?.kind === 'refused';
/** The box is empty again. */
const dismissRefusal = ({ context: { turn } }: Now) => ({ feedback: null, turn: turn + 1 });

/** What every page hears wherever it is. */
export const runnerOn = {
  scanned: waits(scanOf),
  'waiting.released': { actions: change({ paused: false }) },
  'waiting.discarded': { actions: change({ waiting: [], paused: false }) },
  'scan.partial': { actions: [change(losePartial), refusedTone] },
  'lost.dismissed': { actions: change({ lost: [] }) },
  'refusal.dismissed': { guard: isRefused, actions: change(dismissRefusal) },
} as const;
