import type { OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import type { PrintJobState } from '../../../shared/domain/slips/printing.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PrintJobView, SlipState } from '../../../shared/ipc/views.ts';
import { inDoubt, isOk, refusalOf, valueOf } from './call.machine.ts';
import type { RunnerContext } from './step-runner.ts';

/** The operator's request to the printer. */
export type SlipRequest =
  /** Queues a job that failed or waits for its parcel. */
  | { readonly kind: 'again'; readonly jobId: PrintJobId }
  | { readonly kind: 'reprint'; readonly jobId: PrintJobId };

/** Whether the slip was never printed: it then keeps its own number. */
export const wasNeverPrinted = (state: PrintJobState): boolean => state === 'failed' || state === 'held';

/** Returns the request to print a step's slip again; a slip that was never printed keeps its own number. */
export const slipAgain = ({ jobId, state }: SlipState): SlipRequest => ({
  kind: wasNeverPrinted(state) ? 'again' : 'reprint',
  jobId,
});

/** A slip request with its id; a failed job keeps its own number. */
export type SlipAsk =
  | Extract<SlipRequest, { kind: 'again' }>
  | (Exclude<SlipRequest, { kind: 'again' }> & { readonly opId: OpId });

/** The result of printing a slip again; `of` is the kind of the slip. */
export type SlipNotice =
  /** Queued again; its progress is tracked by job. */
  | {
      readonly kind: 'queued';
      readonly slip: SlipState;
      readonly of: 'return' | 'other';
      readonly externalId: string;
    }
  | { readonly kind: 'refused'; readonly text: string };

const slipOf = ({ id, state, note }: PrintJobView): SlipState => ({ jobId: id, state, note });

const maxSlips = 500;

/** Records the newest state of a slip. */
export const noteSlip = ({ slips }: Pick<RunnerContext, 'slips'>, slip: SlipState) => ({
  slips: Object.fromEntries(Object.entries({ ...slips, [slip.jobId]: slip }).slice(-maxSlips)),
});

type Now = { readonly context: RunnerContext };
type Answered = Now & { readonly event: { readonly output: Result<PrintJobView> } };

/** Gives a slip request its own id; a failed job keeps its own number. */
const askSlip = ({ context, event }: Now & { readonly event: { readonly ask: SlipRequest } }) => ({
  slipAsk: event.ask.kind === 'again' ? event.ask : { ...event.ask, opId: context.newOpId() },
  slipNotice: null,
});

/** A slip was queued again. */
const slipQueued = (answer: Answered) => {
  const job = valueOf(answer);
  return {
    ...noteSlip(answer.context, slipOf(job)),
    slipAsk: null,
    slipNotice: {
      kind: 'queued',
      slip: slipOf(job),
      of: job.kind === 'return' ? 'return' : 'other',
      externalId: job.externalId,
    },
  } as const;
};

const slipRefused = (answer: Answered) =>
  ({ slipAsk: null, slipNotice: { kind: 'refused', text: refusalOf(answer).message } }) as const;

/**
 * States for printing slips again, parallel to the page: a failing printer never blocks the page. The machine must provide the call
 * `printSlip`.
 */
export const slipStates = {
  /** No slip is requested. */
  idle: {
    id: 'noSlip',
    on: { 'slip.asked': { target: 'printing', actions: { type: 'change', params: askSlip } } },
  },
  /** A requested slip is being queued. */
  printing: {
    initial: 'calling',
    invoke: {
      id: 'slip',
      src: 'printSlip',
      input: ({ context }: Now) => {
        if (context.slipAsk === null) throw new Error('No slip is asked for.');
        return { ask: context.slipAsk };
      },
      onSnapshot: { guard: inDoubt.guard, target: '.unconfirmed' },
      onDone: [
        { guard: isOk, target: 'idle', actions: { type: 'change', params: slipQueued } },
        {
          target: 'idle',
          actions: [
            { type: 'change', params: slipRefused },
            { type: 'tone', params: 'refused' },
          ],
        },
      ],
    },
    states: {
      calling: { tags: 'printing' },
      /** Unknown whether the slip was queued: repeat the same request, or abandon it. */
      unconfirmed: {
        tags: 'slipUnconfirmed',
        entry: { type: 'tone', params: 'attention' },
        on: {
          'slip.retried': { target: 'calling', actions: { type: 'retry', params: 'slip' } },
          'slip.givenUp': {
            target: '#noSlip',
            actions: { type: 'change', params: { slipAsk: null } },
          },
        },
      },
    },
  },
} as const;
