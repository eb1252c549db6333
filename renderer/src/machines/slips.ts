import type { OpId, PrintJobId, RequestId } from '../../../shared/domain/ids.ts';
import type { PrintJobState } from '../../../shared/domain/slips/printing.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import type { PrintJobView, SlipState } from '../../../shared/ipc/views.ts';
import { isOk, refusalOf, valueOf } from './answers.ts';
import { type Call, inDoubt } from './call.machine.ts';
import { t } from '../../../shared/words/words.ts';

/** What a person asks of the printer. */
export type SlipRequest =
  /** A job that failed, or waits for its parcel, goes into the queue. */
  | { readonly kind: 'again'; readonly jobId: PrintJobId }
  | { readonly kind: 'reprint'; readonly jobId: PrintJobId }
  /** The slip that goes back with the item of a cancelled request. */
  | { readonly kind: 'return'; readonly requestId: RequestId };

/** Whether a slip never came out: then it is printed under its own number. */
export const neverCameOut = (state: PrintJobState): boolean => state === 'failed' || state === 'held';

/** The slip of a step once more; one that never came out under its own number. */
export const slipAgain = ({ jobId, state }: SlipState): SlipRequest => ({
  kind: neverCameOut(state) ? 'again' : 'reprint',
  jobId,
});

/** The same with its id; a failed job keeps its own number. */
export type SlipAsk =
  | Extract<SlipRequest, { kind: 'again' }>
  | (Exclude<SlipRequest, { kind: 'again' }> & { readonly opId: OpId });

export type SlipCall = Call<SlipAsk, PrintJobView>;

/** What became of a slip that was asked for again; `what` names the slip. */
export type SlipNotice =
  /** In the queue once more: what becomes of it is followed by its job. */
  | { readonly kind: 'queued'; readonly slip: SlipState; readonly what: string }
  | { readonly kind: 'refused'; readonly text: string };

/** Gives a request to the printer its own id. */
export const slipAskOf = (
  { newOpId }: { readonly newOpId: () => OpId },
  request: SlipRequest,
): { readonly slipAsk: SlipAsk; readonly slipNotice: null } => ({
  slipAsk: request.kind === 'again' ? request : { ...request, opId: newOpId() },
  slipNotice: null,
});

/** How far the slip of a print job has come. */
export const slipOf = ({ id, state, note }: PrintJobView): SlipState => ({ jobId: id, state, note });

/** A slip is in the queue once more. */
export const slipQueued = (job: PrintJobView) =>
  ({
    slipAsk: null,
    slipNotice: {
      kind: 'queued',
      slip: slipOf(job),
      what: job.kind === 'return' ? t('page.returnSlip') : t('page.slip'),
    },
  }) as const;

/** A slip that was asked for again is refused. */
export const slipRefused = ({ message }: Problem) =>
  ({ slipAsk: null, slipNotice: { kind: 'refused', text: message } }) as const;

const maxSlips = 500;

/** Notes the newest state of a slip. */
export const noteSlip = (
  { slips }: { readonly slips: Readonly<Record<number, SlipState>> },
  slip: SlipState,
): { readonly slips: Readonly<Record<number, SlipState>> } => ({
  slips: Object.fromEntries(Object.entries({ ...slips, [slip.jobId]: slip }).slice(-maxSlips)),
});

type Asked = { readonly context: { readonly slipAsk: SlipAsk | null } };
type Answered = { readonly event: { readonly output: Result<PrintJobView> } };

/**
 * The states beside a lane in which a slip is asked for again: a printer that fails never holds the lane up.
 * The machine brings the call `printSlip`, the actions `askSlip`, `retrySlip`, `slipQueued`, `slipRefused`, `giveUpSlip` and
 * `tone`, and the events `slip.asked`, `slip.retried` and `slip.givenUp`.
 */
export const slipStates = {
  /** No slip is asked for. */
  idle: {
    id: 'noSlip',
    on: {
      'slip.asked': {
        target: 'printing',
        actions: {
          type: 'askSlip',
          params: (by: { readonly event: { readonly ask: SlipRequest } }) => by.event.ask,
        },
      },
    },
  },
  /** A slip asked for again is on its way into the queue of the printer. */
  printing: {
    initial: 'calling',
    invoke: {
      id: 'slip',
      src: 'printSlip',
      input: ({ context }: Asked) => {
        if (context.slipAsk === null) throw new Error('No slip is asked for.');
        return { ask: context.slipAsk };
      },
      onSnapshot: { guard: inDoubt.guard, target: '.unconfirmed' },
      onDone: [
        {
          guard: isOk,
          target: 'idle',
          actions: { type: 'slipQueued', params: (by: Answered) => valueOf(by) },
        },
        {
          target: 'idle',
          actions: [
            { type: 'slipRefused', params: refusalOf },
            { type: 'tone', params: 'refused' },
          ],
        },
      ],
    },
    states: {
      calling: { tags: 'printing' },
      /** Nobody knows whether the slip was queued: the same ask again, or leave it. */
      unconfirmed: {
        tags: 'slipUnconfirmed',
        entry: { type: 'tone', params: 'attention' },
        on: {
          'slip.retried': { target: 'calling', actions: 'retrySlip' },
          'slip.givenUp': { target: '#noSlip', actions: 'giveUpSlip' },
        },
      },
    },
  },
} as const;
