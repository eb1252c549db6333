import type { Result } from '../../../shared/ipc/result.ts';
import type { Finished, PrintJobView, Received, ReceiveForm, Undone } from '../../../shared/ipc/views.ts';
import { nextTurn } from './turns.ts';
import { noForm, noteSlip } from './receiving.steps.ts';
import type { Patch } from './receiving.steps.ts';
import type { FormChoices, ReceivingContext } from './receiving.types.ts';

/** The external identifier of another request that was scanned where a barcode was wanted, or null for any other answer. */
export const identifierScanned = (result: Result<unknown>): string | null => {
  if (result.ok || result.error.code !== 'identifier-not-barcode') return null;
  if (result.error.details?.['sameRequest'] === true) return null;
  const externalId = result.error.details?.['externalId'];
  return typeof externalId === 'string' ? externalId : null;
};

/** What a form begins with: a set comes with `Multiple items`, as long as more than one volume of it is missing. */
const ownChoices = ({ position, request, received }: ReceiveForm): FormChoices => ({
  printSlip: true,
  several:
    (position === 'begin' || position === 'late') && (request.volumesExpected ?? 1) - received.length > 1,
});

/** Shows the form of a request with its own choices, or with those of the person who had it open before; its set goes on where it stood. */
export const showForm = (context: ReceivingContext, form: ReceiveForm): Patch => ({
  ...nextTurn(context),
  ...((context.pending?.call === 'open' && context.pending.choices) || ownChoices(form)),
  ...(form.position === 'resume' && { several: true }),
  form,
  further: form.position === 'further' || form.position === 'late',
  inLoop: form.position === 'resume',
  received: form.received,
  expected: form.request.volumesExpected,
});

/** One volume is stored and its set goes on. */
export const keepVolume = (context: ReceivingContext, answer: Received): Patch => ({
  ...nextTurn(context),
  inLoop: true,
  // Each volume beyond what is expected is a decision of its own.
  further: false,
  several: true,
  received: [...context.received.filter((volume) => volume.itemId !== answer.volume.itemId), answer.volume],
  expected: answer.volumesExpected,
  feedback: { kind: 'received', answer },
  lastReceived: answer,
  held: false,
});

/** The item is stored and the form is done. */
export const confirmReceived = (context: ReceivingContext, answer: Received): Patch => ({
  ...nextTurn(context),
  ...noForm,
  feedback: { kind: 'received', answer },
  lastReceived: answer,
  held: false,
});

/** The set is ended. */
export const confirmFinished = (context: ReceivingContext, answer: Finished): Patch => ({
  ...nextTurn(context),
  ...noForm,
  feedback: {
    kind: 'finished',
    answer,
    last: context.lastReceived?.requestId === answer.requestId ? context.lastReceived : null,
  },
});

/** The set is ended by the identifier of the next request, which is opened now. */
export const finishAndOpen = (context: ReceivingContext, answer: Finished): Patch => ({
  ...confirmFinished(context, answer),
  pending:
    context.pending?.call === 'finish' && context.pending.next !== null
      ? { call: 'open', code: context.pending.next, further: false, quiet: false, choices: null }
      : null,
});

/** Whether the set is ended because the identifier of the next request was scanned. */
export const finishesForNext = (context: ReceivingContext): boolean =>
  context.pending?.call === 'finish' && context.pending.next !== null;

/** A step was taken back. */
export const confirmUndone = (context: ReceivingContext, answer: Undone): Patch => ({
  ...nextTurn(context),
  feedback: { kind: 'undone', answer },
  lastReceived: context.lastReceived?.opId === answer.undoes ? null : context.lastReceived,
});

/** Whether an undone step belongs to the request of the open form. */
export const touchesOpenForm = (context: ReceivingContext, answer: Undone): boolean =>
  context.form !== null && context.form.request.id === answer.requestId;

/** A slip is in the queue once more. */
export const slipQueued = (context: ReceivingContext, job: PrintJobView): Patch => ({
  ...noteSlip(context, { jobId: job.id, state: job.state, note: job.note }),
  slipAsk: null,
  slipNotice: {
    kind: 'queued',
    slip: { jobId: job.id, state: job.state, note: job.note },
    what: job.kind === 'return' ? 'return slip' : 'slip',
  },
});
