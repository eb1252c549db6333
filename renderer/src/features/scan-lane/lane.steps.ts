import { instantOf } from '../../../../shared/domain/dates.ts';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import type { Refusal, Result } from '../../../../shared/ipc/result.ts';
import type { Outcome, PrintJobView, SlipState, Undone } from '../../../../shared/ipc/views.ts';
import type {
  ActInput,
  LaneContext,
  Looked,
  LostCode,
  Pending,
  Remembered,
  SlipAsk,
  Subject,
  Tone,
} from './lane.types.ts';

/** How many codes may wait. A person notices long before; beyond it scans are refused loudly. */
export const maxWaiting = 50;
const maxRefusals = 20;

export type Patch = Partial<LaneContext>;

/** The value of an answer that a guard has found to be one. */
export const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error('Asked a refusal for its value.');
  return result.value;
};

/** The refusal of an answer that a guard has found to be one. */
export const refusal = (result: Result<unknown>): Refusal => {
  if (result.ok) throw new Error('Asked an answer for its refusal.');
  return result.error;
};

/** Whether the same call may simply be made again: it failed, it was not judged. */
export const isRetryable = (result: Result<unknown>): boolean =>
  !result.ok && (result.error.retryable || result.error.code === 'unexpected');

/** The next code has its turn: the pending call is over. */
export const nextTurn = (context: LaneContext): Patch => ({
  pending: null,
  failure: '',
  turn: context.turn + 1,
});

/** Whether a code opens something first, before anything can be done with it. */
export const isLookedAtFirst = ({ kind, subject }: LaneContext): boolean =>
  kind === 'return' || (kind === 'patron' && subject?.kind !== 'patron');

/** Prepares looking at what was given. What was open gives way. */
export const startLooking = (code: string): Patch => ({
  subject: null,
  pending: { call: 'look', code },
  feedback: null,
  slipNotice: null,
  failure: '',
});

const acting = (code: string, act: ActInput): Patch => ({
  pending: { call: 'act', code, act },
  feedback: null,
  slipNotice: null,
  failure: '',
});

/** Prepares the step that a code asks for: a new code is a new intention, so it gets a new id. */
export const startActing = (context: LaneContext, code: string): Patch => {
  const opId = context.newOpId();
  return context.subject?.kind === 'patron'
    ? acting(code, { job: 'lend', input: { opId, patronId: context.subject.patronId, code } })
    : acting(code, { job: 'scan-in', input: { opId, code } });
};

/** Prepares the renewal of one of the open patron's loans. */
export const startRenewing = (
  context: LaneContext,
  loan: { readonly itemId: ItemId; readonly barcode: string },
): Patch => acting(loan.barcode, { job: 'renew', input: { opId: context.newOpId(), itemId: loan.itemId } });

/** Prepares the return that was confirmed in the window. */
export const startReturning = (context: LaneContext): Patch => {
  if (context.subject?.kind !== 'return') return {};
  const { itemId, barcode } = context.subject.look;
  return acting(barcode, { job: 'return', input: { opId: context.newOpId(), itemId } });
};

/** Shows what a look found: an item before its return, the one patron, or patrons to pick from. */
export const showLooked = (context: LaneContext, looked: Looked): Patch => {
  const code = context.pending?.call === 'look' ? context.pending.code : '';
  return { ...nextTurn(context), subject: subjectOf(looked, code) };
};

const subjectOf = (looked: Looked, code: string): Subject => {
  if (looked.kind === 'return') return { kind: 'return', look: looked.look };
  const [only, ...others] = looked.patrons;
  return only && others.length === 0
    ? { kind: 'patron', patronId: only.id }
    : { kind: 'choices', code, patrons: looked.patrons, more: looked.more };
};

/** Whether a person has to say something about what is open before anything goes on. */
export const isDeciding = ({ subject }: LaneContext): boolean =>
  subject?.kind === 'return' || subject?.kind === 'choices';

/** What is open is done with; an open patron stays for the next item. */
const rest = ({ subject }: LaneContext): Subject | null => (subject?.kind === 'patron' ? subject : null);

/** A step was taken. */
export const confirm = (context: LaneContext, outcome: Outcome): Patch => ({
  ...nextTurn(context),
  subject: rest(context),
  feedback: { kind: 'outcome', outcome },
});

/** A step was taken back. */
export const confirmUndone = (context: LaneContext, answer: Undone): Patch => ({
  ...nextTurn(context),
  subject: rest(context),
  feedback: { kind: 'undone', answer },
});

/** Something was refused: nothing changed, waiting codes are held until a person has seen it. */
export const refuse = (context: LaneContext, refused: Refusal): Patch => {
  const code = codeOf(context.pending);
  const last = context.refusals[0]?.seq ?? 0;
  return {
    ...nextTurn(context),
    subject: rest(context),
    feedback: { kind: 'refused', refusal: refused, code, during: context.pending?.call ?? 'look' },
    held: context.waiting.length > 0,
    refusals: [
      { at: instantOf(context.now()), code, message: refused.message, seq: last + 1 },
      ...context.refusals,
    ].slice(0, maxRefusals),
  };
};

const codeOf = (pending: Pending | null): string =>
  pending === null || pending.call === 'undo' ? '' : pending.code;

/** Whether a code has no room in the queue any more. */
export const isQueueFull = (context: LaneContext): boolean => context.waiting.length >= maxWaiting;

/** Puts a code at the end of the queue; one that finds no room is kept in `lost`, to be told. */
export const enqueue = (context: LaneContext, code: string): Patch =>
  isQueueFull(context) ? lose(context, code, 'no-room') : { waiting: [...context.waiting, code] };

/** Keeps a scan that was not taken, to be told. */
export const lose = (context: LaneContext, code: string, why: LostCode['why']): Patch => ({
  lost: [...context.lost, { code, why }],
});

/** Takes the first waiting code out of the queue. */
export const dequeue = (context: LaneContext): Patch => ({ waiting: context.waiting.slice(1) });

/** What is open is closed: the next patron starts clean. */
export const close = (context: LaneContext): Patch => ({
  ...nextTurn(context),
  subject: null,
  feedback: null,
  slipNotice: null,
});

/** A call of which nobody knows whether it went through is left as it is: the lists show what is stored. */
export const leaveCall = (context: LaneContext): Patch => ({
  ...nextTurn(context),
  subject: rest(context),
});

/** Takes up what the window knew before it was reloaded. Waiting codes are held until a person has looked. */
export const takeUp = (remembered: Remembered): Patch => ({
  subject: remembered.patronId === null ? null : { kind: 'patron', patronId: remembered.patronId },
  pending: remembered.act,
  waiting: remembered.waiting.slice(0, maxWaiting),
  held: remembered.waiting.length > 0,
});

/** What is worth keeping for a reload of the window: ids and codes alone. */
export const rememberedOf = ({ subject, pending, waiting }: LaneContext): Remembered => ({
  patronId: subject?.kind === 'patron' ? subject.patronId : null,
  act: pending?.call === 'act' ? pending : null,
  waiting,
});

/** Gives a wish for the printer its own id: a slip that never came out is printed under its own number. */
export const slipAskOf = (context: LaneContext, slip: SlipState): SlipAsk =>
  slip.state === 'failed'
    ? { kind: 'again', jobId: slip.jobId }
    : { kind: 'reprint', opId: context.newOpId(), jobId: slip.jobId };

/** A slip is in the queue once more. */
export const slipQueued = ({ id, state, note }: PrintJobView): Patch => ({
  slipAsk: null,
  slipNotice: { kind: 'queued', slip: { jobId: id, state, note }, what: 'slip' },
});

/** How an outcome sounds: what travels on, and what the patron must hear with the item, wants attention. */
export const toneOf = ({ whereTo, remarks }: Outcome): Tone =>
  whereTo?.kind === 'in-transit' || (whereTo?.kind === 'to-patron' && remarks.length > 0)
    ? 'attention'
    : 'done';
