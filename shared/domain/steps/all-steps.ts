import { addNote } from './add-note.ts';
import { askNextPartner } from './ask-next-partner.ts';
import { cancel } from './cancel.ts';
import { claimParcel } from './claim-parcel.ts';
import { completeByHand } from './complete-by-hand.ts';
import { conditionalReply } from './conditional-reply.ts';
import { correct } from './correct.ts';
import { createRequest } from './create-request.ts';
import { dismissNote } from './dismiss-note.ts';
import { editRequest } from './edit-request.ts';
import { editRota } from './edit-rota.ts';
import { endSet } from './end-set.ts';
import { finishReceiving } from './finish-receiving.ts';
import { goOn } from './go-on.ts';
import { keep } from './keep.ts';
import { keepOurs } from './keep-ours.ts';
import { lend } from './lend.ts';
import { partnerAnswer } from './partner-answer.ts';
import { patronRenewal } from './patron-renewal.ts';
import { printReturnSlip } from './print-return-slip.ts';
import { receive } from './receive.ts';
import { receiveDigitally } from './receive-digitally.ts';
import { refuseRenewal } from './refuse-renewal.ts';
import { renewLoan } from './renew-loan.ts';
import { reportDamaged } from './report-damaged.ts';
import { reportFound } from './report-found.ts';
import { reportLost } from './report-lost.ts';
import { requestRenewal } from './request-renewal.ts';
import { returnItem } from './return.ts';
import { returnAtOtherDesk } from './return-at-other-desk.ts';
import { scanIn } from './scan-in.ts';
import { sendRequest } from './send-request.ts';
import { settleLoss } from './settle-loss.ts';
import { takeFromFile } from './take-from-file.ts';
import { undo } from './undo.ts';
import { withdrawCancellation } from './withdraw-cancellation.ts';
import { withdrawRenewal } from './withdraw-renewal.ts';
import { writeToPartner } from './write-to-partner.ts';
import type * as z from 'zod';
import { t } from '../../words/words.ts';
import type { RequestId } from '../ids.ts';
import type { Life } from '../life/life.ts';
import type { PossibleType } from '../life/may-happen.ts';
import { canHappen } from '../life/may-happen.ts';
import { isCompleted } from '../request-status.ts';
import type { StepFacts } from './step.ts';

/** Every kind of step; those in a request's menu come first, in menu order. */
export const steps = {
  receive: receive,
  'request-renewal': requestRenewal,
  'conditional-reply': conditionalReply,
  cancel: cancel,
  return: returnItem,
  'send-request': sendRequest,
  'edit-rota': editRota,
  'partner-answer': partnerAnswer,
  'receive-digitally': receiveDigitally,
  'claim-parcel': claimParcel,
  'ask-next-partner': askNextPartner,
  'withdraw-cancellation': withdrawCancellation,
  'withdraw-renewal': withdrawRenewal,
  'refuse-renewal': refuseRenewal,
  'report-lost': reportLost,
  'report-damaged': reportDamaged,
  'report-found': reportFound,
  'settle-loss': settleLoss,
  lend,
  correct,
  'end-set': endSet,
  keep,
  'go-on': goOn,
  'complete-by-hand': completeByHand,
  'finish-receiving': finishReceiving,
  'print-return-slip': printReturnSlip,
  'renew-loan': renewLoan,
  'patron-renewal': patronRenewal,
  'return-at-other-desk': returnAtOtherDesk,
  'scan-in': scanIn,
  'add-note': addNote,
  'dismiss-note': dismissNote,
  'write-to-partner': writeToPartner,
  'keep-ours': keepOurs,
  'take-from-file': takeFromFile,
  'create-request': createRequest,
  'edit-request': editRequest,
  undo: undo,
} as const satisfies { readonly [Kind in string]: StepFacts & { readonly kind: Kind } };

type Steps = typeof steps;
export type StepKind = keyof Steps;

export const stepKinds = Object.keys(steps) as readonly StepKind[];

/** Returns the facts of a kind, without its specific type. */
export const factsOf = (kind: StepKind): StepFacts => steps[kind];

/** Whether the kind is one that this program knows. */
export const isStepKind = (kind: string): kind is StepKind => Object.hasOwn(steps, kind);

/** Returns the name of a step in a history; an unknown kind is returned unchanged. */
export const stepName = (kind: string): string => (isStepKind(kind) ? steps[kind].says.name : kind);

/** Returns the name of a step if the request's status after it is known: its cancellation may only have been asked for. */
export const stepNameAfter = (kind: string, statusAfter: string): string => {
  if (kind !== cancel.kind) return stepName(kind);
  return isCompleted(statusAfter) ? t('Cancelled') : t('Cancellation requested');
};

/** Whether a step may stay although an earlier one is undone, because no status depends on it. False for an unknown kind. */
export const isIndependent = (kind: string): boolean => isStepKind(kind) && !factsOf(kind).movesRequest;

/** Whether a step is rechecked, on newer rows from other workstations, by taking it again. */
export const isTakenAgain = (kind: string): kind is StepKind =>
  isStepKind(kind) && factsOf(kind).recheck === 'taken-again';

/** The input of a step. */
export type StepInput<Kind extends StepKind> = z.infer<
  z.ZodObject<ReturnType<Steps[Kind]['input']>, z.core.$strict>
>;

/** The kinds of decisions about one request, identified by its number. */
export type DecidedKind = {
  [Kind in StepKind]: StepInput<Kind> extends { readonly requestId: RequestId }
    ? Steps[Kind]['answer'] extends 'outcome'
      ? Kind
      : never
    : never;
}[StepKind];

/** The kinds that have a fact. */
type KindWith<Fact> = { [Kind in StepKind]: Steps[Kind] extends Fact ? Kind : never }[StepKind];

/** The kinds in the menu of a request. */
export type MenuKind = KindWith<{ readonly menu: object }>;
/** The kinds that are decided in a window. */
export type DecisionKind = KindWith<{ readonly window: object }>;
/** The kinds whose window asks only for a note. */
export type NoteKind = KindWith<{ readonly window: { readonly note: object } }>;

/** The kinds that can be taken for many requests at the same time. */
export type BulkKind = KindWith<{ readonly menu: { readonly many: string } }>;

/** The kinds of the menu, in its order. */
export const menuKinds = stepKinds.filter((kind): kind is MenuKind => steps[kind].menu !== null);

/** Whether a kind can be taken for many requests at the same time. */
export const isForMany = (kind: MenuKind): kind is BulkKind => steps[kind].menu.many !== null;

/** Whether the window of a kind asks only for a note. */
export const asksForNote = (kind: DecisionKind): kind is NoteKind => steps[kind].window.note !== null;

/** Returns the events of a kind that can happen to a request now. */
export const eventsOf = (kind: StepKind, life: Life): readonly PossibleType[] =>
  factsOf(kind).events.filter((type) => canHappen(life, type));

/** The kinds that can be taken for many requests at the same time, in menu order. */
export const bulkKinds = menuKinds.filter(isForMany);
