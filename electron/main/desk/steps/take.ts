import type { StepInput, StepKind } from '../../../../shared/domain/steps/all-steps.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { AskedStep } from '../../../../shared/ipc/step-inputs.ts';
import type { StepAnswer } from '../../../../shared/ipc/step-answers.ts';
import type { DeskContext } from '../context.ts';
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
import { receiveDigitally } from './receive-digitally.ts';
import { receive } from './receive.ts';
import { refuseRenewal } from './refuse-renewal.ts';
import { renewLoan } from './renew-loan.ts';
import { reportDamaged } from './report-damaged.ts';
import { reportFound } from './report-found.ts';
import { reportLost } from './report-lost.ts';
import { requestRenewal } from './request-renewal.ts';
import { returnItem } from './return.ts';
import { scanIn } from './scan-in.ts';
import { sendRequest } from './send-request.ts';
import { settleLoss } from './settle-loss.ts';
import { takeFromFile } from './take-from-file.ts';
import type { TakeStep } from './take-step.ts';
import { undo } from './undo/undo.ts';
import { withdrawCancellation } from './withdraw-cancellation.ts';
import { withdrawRenewal } from './withdraw-renewal.ts';
import { writeToPartner } from './write-to-partner.ts';

const bodies: { readonly [Kind in StepKind]: TakeStep<Kind> } = {
  receive,
  'request-renewal': requestRenewal,
  'conditional-reply': conditionalReply,
  cancel,
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
  correct,
  'end-set': endSet,
  keep,
  'go-on': goOn,
  'complete-by-hand': completeByHand,
  'finish-receiving': finishReceiving,
  'print-return-slip': printReturnSlip,
  lend,
  'renew-loan': renewLoan,
  'patron-renewal': patronRenewal,
  'return-at-other-desk': returnItem,
  'scan-in': scanIn,
  'add-note': addNote,
  'dismiss-note': dismissNote,
  'write-to-partner': writeToPartner,
  'keep-ours': keepOurs,
  'take-from-file': takeFromFile,
  'create-request': createRequest,
  'edit-request': editRequest,
  undo,
};

/**
 * The only entry point for steps: the page, Redo, the importer, the command line and the replay of steps from other workstations take
 * theirs here. Runs one transaction {taken before? → authorisation → body → rows, log, slip, letters, answer}, and returns the answer.
 * @param context the database, the operator and desk, and the time as which the step is taken.
 * @returns the answer; the first one if the `opId` was taken before. Refused as the step's body says.
 * @throws SqliteError when the disk or the database fails; nothing is stored then.
 */
export const take = <Kind extends StepKind>(
  context: DeskContext,
  kind: Kind,
  input: StepInput<Kind>,
): Result<StepAnswer<Kind>> => bodies[kind](context, input);

/** The same for a step whose kind is only known at run time. */
export const takeAsked = (context: DeskContext, { kind, input }: AskedStep): Result<StepAnswer<StepKind>> =>
  // The kind and its input belong together, but the compiler cannot follow that through a union.
  (bodies[kind] as TakeStep<StepKind>)(context, input as StepInput<StepKind>);
