import type { LibraryUse } from '../../../shared/domain/conditions.ts';
import type { ItemId, PatronId } from '../../../shared/domain/ids.ts';
import type { Problem } from '../../../shared/ipc/result.ts';
import type { Outcome } from '../../../shared/ipc/views.ts';
import type { Tone } from './lane-types.ts';
import type { BackOrAgainAnswer } from './undo.ts';
import { isUndone } from './undo.ts';
import { maxWaiting, nextTurn, pendingCall, withRefusal } from './turns.ts';
import type {
  ActInput,
  LaneContext,
  Looked,
  LookInput,
  Pending,
  ReloadSnapshot,
  Subject,
} from './lane.context.ts';

export type Patch = Partial<LaneContext>;

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

/** What looking at the pending code asks. */
export const lookAsk = (context: LaneContext): LookInput => {
  const { code } = pendingCall(context, 'look');
  if (context.kind === 'scan-in') throw new Error('Scan In Items looks at nothing first.');
  return { kind: context.kind, code };
};

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

/** Whether the lane asks how an item is to be lent that is for use in the library only. */
export const asksForUse = ({ subject, feedback }: LaneContext): boolean =>
  subject?.kind === 'patron' && feedback?.kind === 'refused' && feedback.refusal.code === 'library-use-only';

/** Prepares lending the item that was refused, as staff chose: another intention, with an id of its own. */
export const startLendingAs = (context: LaneContext, libraryUse: LibraryUse): Patch => {
  const { subject, feedback, newOpId } = context;
  if (subject?.kind !== 'patron' || feedback?.kind !== 'refused') return {};
  const { code } = feedback;
  return acting(code, {
    job: 'lend',
    input: { opId: newOpId(), patronId: subject.patronId, code, libraryUse },
  });
};

/** Whether the step that is taken lends an item. */
export const isLending = ({ pending }: LaneContext): boolean =>
  pending?.call === 'act' && pending.act.job === 'lend';

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

/** Whether a person has to pick one of the patrons that a look found. */
export const needsChoice = (looked: Looked): boolean => subjectOf(looked, '').kind === 'choices';

/** The patron that was picked. */
export const openPatron = (context: LaneContext, patronId: PatronId): Patch => ({
  ...nextTurn(context),
  subject: { kind: 'patron', patronId },
  feedback: null,
});

/** What is open is done with; an open patron stays for the next item. */
const rest = ({ subject }: LaneContext): Subject | null => (subject?.kind === 'patron' ? subject : null);

/** A step was taken. */
export const confirm = (context: LaneContext, outcome: Outcome): Patch => ({
  ...nextTurn(context),
  subject: rest(context),
  feedback: { kind: 'outcome', outcome },
});

/** A step was taken back, or again. */
export const confirmUndone = (context: LaneContext, answer: BackOrAgainAnswer): Patch =>
  isUndone(answer)
    ? { ...nextTurn(context), subject: rest(context), feedback: { kind: 'undone', answer } }
    : confirm(context, answer);

/** Something was refused: nothing changed, waiting codes are paused until a person has seen it. */
export const refuse = (context: LaneContext, refused: Problem): Patch => {
  const code = codeOf(context.pending);
  return {
    ...nextTurn(context),
    subject: rest(context),
    feedback: { kind: 'refused', refusal: refused, code, during: context.pending?.call ?? 'look' },
    paused: context.waiting.length > 0,
    refusals: withRefusal(context, code, refused.message),
  };
};

const codeOf = (pending: Pending | null): string =>
  pending === null || pending.call === 'undo' ? '' : pending.code;

/** What is open is closed: the next patron starts clean. */
export const close = (context: LaneContext): Patch => ({
  ...nextTurn(context),
  subject: null,
  feedback: null,
  slipNotice: null,
});

/** Another desk or another operator: what was refused before stands in the other one's list. */
export const startElsewhere = (context: LaneContext): Patch => ({ ...close(context), refusals: [] });

/** A call of which nobody knows whether it went through is left as it is: the lists show what is stored. */
export const leaveCall = (context: LaneContext): Patch => ({
  ...nextTurn(context),
  subject: rest(context),
});

/** Restores what the window knew before it was reloaded. Waiting codes are paused until a person has looked. */
export const restore = ({ patronId, act, waiting }: ReloadSnapshot): Patch => ({
  subject: patronId === null ? null : { kind: 'patron', patronId },
  pending: act,
  waiting: waiting.slice(0, maxWaiting),
  paused: waiting.length > 0,
});

/** What is worth keeping for a reload of the window: ids and codes alone. */
export const reloadSnapshotOf = ({ subject, pending, waiting }: LaneContext): ReloadSnapshot => ({
  patronId: subject?.kind === 'patron' ? subject.patronId : null,
  act: pending?.call === 'act' ? pending : null,
  waiting,
});

/** How an outcome sounds: what travels on, and what the patron must hear with the item, wants attention. */
export const toneOf = ({ whereTo, remarks }: Outcome): Tone =>
  whereTo?.kind === 'in-transit' || (whereTo?.kind === 'to-patron' && remarks.length > 0)
    ? 'attention'
    : 'done';
