import type { ItemId, PartnerId, PatronId } from '../../../shared/domain/ids.ts';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { ReturnLook } from '../../../shared/ipc/calls/returning.ts';
import type { ErrorCode } from '../../../shared/ipc/error-codes.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Outcome, PatronView } from '../../../shared/ipc/views.ts';
import { refusalOf, valueOf } from './call.machine.ts';
import type { Code, PendingUndo, RunnerContext, RunnerInput } from './step-runner.ts';
import type { Tone, UndoOrRedoAnswer } from './step-runner.ts';
import { beginning, maxWaiting, pendingCall, ready, refuse, saysUndone } from './step-runner.ts';

// The context of a scan page, and how each event of its machine changes it.

export type ScanPageKind = 'patron' | 'return' | 'scan-in';

type Loan = StepInput<'lend'>;
/** Refusals that ask the operator a question about a loan. */
const loanQuestionCodes = ['library-use-only', 'item-overdue', 'item-is-copy', 'patron-blocked'] as const;
export type LoanQuestionCode = (typeof loanQuestionCodes)[number];
export const isLoanQuestion = (code: ErrorCode): code is LoanQuestionCode =>
  (loanQuestionCodes as readonly ErrorCode[]).includes(code);
/** The operator's answer to a question about a loan. */
export type LoanAnswer = Pick<Loan, 'libraryUse' | 'despiteDemand' | 'despiteBlock' | 'handOver'>;

/** The input of a lookup, which changes nothing. */
export type LookInput = {
  readonly kind: 'patron' | 'return';
  readonly code: string;
  /** Which volume, if the code stands for several volumes without barcodes. */
  readonly volume?: number | undefined;
};

/** The result of a lookup. */
export type Looked =
  | { readonly kind: 'return'; readonly look: ReturnLook }
  | {
      readonly kind: 'patrons';
      readonly byCard: boolean;
      readonly patrons: readonly PatronView[];
      readonly more: boolean;
    };

type ActStep = 'scan-in' | 'return' | 'lend' | 'renew-loan';
/** One step, kept complete so that a retry repeats the same action. */
export type ActInput = {
  [Step in ActStep]: { readonly step: Step; readonly input: StepInput<Step> };
}[ActStep];

export type Pending =
  | { readonly call: 'look'; readonly code: string; readonly volume?: number | undefined }
  | { readonly call: 'act'; readonly code: string; readonly act: ActInput }
  | PendingUndo;

/** The open subject: an item before its return, the current patron, or patrons to pick from. */
export type Subject =
  | { readonly kind: 'return'; readonly look: ReturnLook }
  | { readonly kind: 'patron'; readonly patronId: PatronId }
  | {
      readonly kind: 'choices';
      readonly code: string;
      readonly patrons: readonly PatronView[];
      readonly more: boolean;
    };

/** The state that survives a reload of the window: ids and codes only. A step in flight is repeated with its own id. */
export type ReloadSnapshot = {
  readonly patronId: PatronId | null;
  readonly act: Extract<Pending, { call: 'act' }> | null;
  readonly waiting: readonly Code[];
};

export type ScanPageInput = RunnerInput & { readonly kind: ScanPageKind };
export type ScanPageContext = RunnerContext<Pending> & {
  readonly kind: ScanPageKind;
  readonly subject: Subject | null;
  /** The last requested loan: the operator may answer the question of its refusal. */
  readonly loan: Loan | null;
};

type Change = Partial<ScanPageContext>;
type Now = { readonly context: ScanPageContext };
type Answered<T> = Now & { readonly event: { readonly output: Result<T> } };

/** Whether a code needs a lookup before a step can be taken. */
export const needsLookup = ({ context: { kind, subject } }: Now): boolean =>
  kind === 'return' || (kind === 'patron' && subject?.kind !== 'patron');
export const hasPatron = ({ context }: Now): boolean => context.subject?.kind === 'patron';

const volumeOf = (scan: Code): { readonly volume?: number } =>
  scan.as === 'scan' && scan.volume !== undefined ? { volume: scan.volume } : {};

/** Looks up a code, replacing the open subject. */
export const look = (_: ScanPageContext, scan: Code): Change => ({
  ...beginning,
  subject: null,
  pending: { call: 'look', code: scan.code, ...volumeOf(scan) },
});

/** Returns the input of the lookup for the pending code. */
export const lookupInput = (context: ScanPageContext): LookInput => {
  const { code, volume } = pendingCall(context, 'look');
  if (context.kind === 'scan-in') throw new Error('Scan In Items looks at nothing first.');
  return { kind: context.kind, code, ...(volume !== undefined && { volume }) };
};

const acting = (code: string, act: ActInput): Change => ({
  ...beginning,
  pending: { call: 'act', code, act },
});

/** Takes the step for a code: a new code is a new action, so it gets a new id. */
export const act = ({ newOpId, subject }: ScanPageContext, scan: Code): Change => {
  const { code } = scan;
  const item = { opId: newOpId(), code, ...volumeOf(scan) };
  return subject?.kind === 'patron'
    ? lending(code, { ...item, patronId: subject.patronId })
    : acting(code, { step: 'scan-in', input: item });
};

const lending = (code: string, loan: Loan): Change => ({
  ...acting(code, { step: 'lend', input: loan }),
  loan,
});

/** Whether a refused loan waits for an answer. */
export const asksOfLoan = ({ context: { subject, feedback, loan } }: Now): boolean =>
  subject?.kind === 'patron' &&
  feedback?.kind === 'refused' &&
  isLoanQuestion(feedback.refusal.code) &&
  loan !== null;

type LoanAnswered = Now & { readonly event: { readonly answer: LoanAnswer } };
/** Repeats a refused loan with the operator's answer, as a new action with its own id. Earlier answers still apply. */
export const lendAs = ({ context: { loan, feedback, newOpId }, event }: LoanAnswered): Change =>
  loan && feedback?.kind === 'refused'
    ? lending(feedback.code, { ...loan, ...event.answer, opId: newOpId() })
    : {};

type RenewalAsked = Now & { readonly event: { readonly itemId: ItemId } };
/** Renews one of the open patron's loans. It has no scanned code, so the box stays empty if it is refused. */
export const renew = ({ context, event: { itemId } }: RenewalAsked): Change =>
  acting('', { step: 'renew-loan', input: { opId: context.newOpId(), itemId } });

type ReturnConfirmed = Now & { readonly event: { readonly partnerId?: PartnerId | null } };
/** Takes the return that was confirmed in the window. */
export const confirmReturn = ({ context, event: { partnerId } }: ReturnConfirmed): Change => {
  if (context.subject?.kind !== 'return') return {};
  const { itemId, code } = context.subject.look;
  const input = { opId: context.newOpId(), itemId, ...(partnerId !== undefined && { partnerId }) };
  return acting(code, { step: 'return', input });
};

const subjectOf = (looked: Looked, code: string): Subject => {
  if (looked.kind === 'return') return { kind: 'return', look: looked.look };
  const [only, ...others] = looked.patrons;
  return only && others.length === 0
    ? { kind: 'patron', patronId: only.id }
    : { kind: 'choices', code, patrons: looked.patrons, more: looked.more };
};

/** Shows the result of a lookup. */
export const showLookup = (answer: Answered<Looked>): Change => ({
  ...ready(answer.context),
  subject: subjectOf(valueOf(answer), answer.context.pending?.code ?? ''),
});
export const isReturn = ({ event }: Answered<Looked>): boolean =>
  event.output.ok && event.output.value.kind === 'return';
/** Whether a lookup found several patrons to choose from. */
export const needsChoice = ({ event }: Answered<Looked>): boolean =>
  event.output.ok && subjectOf(event.output.value, '').kind === 'choices';

/** Whether a patron card was scanned while a patron was open: then it is the next patron's turn. */
export const isCard = ({ context: { pending }, event: { output } }: Answered<Outcome>): boolean =>
  pending?.call === 'act' &&
  pending.act.step === 'lend' &&
  !output.ok &&
  output.error.code === 'patron-card-not-identifier';
export const lookUpCard = ({ context }: Now): Change =>
  look(context, { as: 'scan', code: pendingCall(context, 'act').code });

type PatronChosen = Now & { readonly event: { readonly patronId: PatronId } };
/** Opens the picked patron. */
export const openPatron = ({ context, event: { patronId } }: PatronChosen): Change => ({
  ...ready(context),
  subject: { kind: 'patron', patronId },
  feedback: null,
});

/** Closes the open subject, except a patron, who stays for the next item. */
const rest = ({ subject }: ScanPageContext): Subject | null => (subject?.kind === 'patron' ? subject : null);

export const confirm = (answer: Answered<Outcome>): Change => ({
  ...ready(answer.context),
  subject: rest(answer.context),
  feedback: { kind: 'done', outcome: valueOf(answer) },
});

export const confirmUndone = (answer: Answered<UndoOrRedoAnswer>): Change => ({
  ...ready(answer.context),
  subject: rest(answer.context),
  feedback: saysUndone(valueOf(answer)),
});

export const refuseAnswer = (answer: Answered<unknown>): Change => ({
  ...refuse(answer.context, refusalOf(answer)),
  subject: rest(answer.context),
});

/** Closes the open subject: the next patron starts clean. */
export const close = ({ context }: Now): Change => ({
  ...ready(context),
  subject: null,
  feedback: null,
  slipNotice: null,
});

/** Another desk or operator: earlier refusals do not concern them. */
export const startElsewhere = (now: Now): Change => ({ ...close(now), refusals: [] });

/** Abandons a call in doubt: the lists show what is stored. */
export const leaveCall = ({ context }: Now): Change => ({ ...ready(context), subject: rest(context) });

type Reloaded = { readonly event: { readonly snapshot: ReloadSnapshot } };
/** Restores the state from before a reload. Waiting codes are paused until the operator has looked. */
export const restore = ({ event: { snapshot } }: Reloaded): Change => ({
  subject: snapshot.patronId === null ? null : { kind: 'patron', patronId: snapshot.patronId },
  pending: snapshot.act,
  waiting: snapshot.waiting.slice(0, maxWaiting),
  paused: snapshot.waiting.length > 0,
});
export const wasActing = ({ event }: Reloaded): boolean => event.snapshot.act !== null;

export const reloadSnapshotOf = ({ subject, pending, waiting }: ScanPageContext): ReloadSnapshot => ({
  patronId: subject?.kind === 'patron' ? subject.patronId : null,
  act: pending?.call === 'act' ? pending : null,
  waiting,
});

/** Returns the tone of an outcome: items in transit, and remarks to tell the patron with the item, need attention. */
export const toneOf = (answer: Answered<Outcome>): Tone => {
  const { whereTo, remarks } = valueOf(answer);
  const kind = whereTo?.kind;
  const isWithPatron = kind === 'to-patron' || kind === 'kept-by-patron';
  return kind === 'in-transit' || (isWithPatron && remarks.length > 0) ? 'attention' : 'done';
};
