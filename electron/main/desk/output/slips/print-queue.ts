import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { Instant, PrintJobId } from '../../../../../shared/domain/ids.ts';
import { type Slip, slipOfParcel } from '../../../../../shared/domain/slips/all-slips.ts';
import { readSlip } from './read-slip.ts';
import { fail, type Result } from '../../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { QueueWorker } from '../queue-worker.ts';
import { releaseHeld, slipsOfParcel } from '../../store/parcels.queries.ts';
import {
  type StoredPrintJob,
  failInterruptedJobs,
  noteOnJob,
  oldestQueuedJob,
  requeueJobs,
  setPrintJobState,
} from '../../store/print-jobs.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

type PrintQueueOptions = {
  readonly db: ReadableDB;
  /**
   * Prints one slip; returns where it went, or why it failed. It always settles.
   * @param beforeHandOver called before a printer gets it: a job that is interrupted earlier is simply started again.
   */
  readonly print: (jobId: PrintJobId, slip: Slip, beforeHandOver: () => void) => Promise<Result<string>>;
  readonly now: () => Date;
  /** Called after each change of a job. */
  readonly changed: (slip: SlipState) => void;
  /** Receives errors (mostly of the database), for the log. */
  readonly logFault: (error: unknown) => void;
  /** How long to wait before the database is tried again; 2 s if omitted. */
  readonly retryMs?: number;
};

export type PrintQueue = {
  /** Looks for waiting slips. Call it after each step that may have queued one; it is cheap. */
  readonly kick: () => void;
  /**
   * Takes no further slip and waits for the one at the printer, up to this limit (10 s if omitted). The result of a slip that takes longer
   * is settled by the next start.
   */
  readonly stop: (limitMs?: number) => Promise<void>;
};

/** The slips that are printed as one: those of a parcel, or a single one. */
type Paper = readonly [StoredPrintJob, ...StoredPrintJob[]];

const interruptedNote = t(
  'The program closed while this slip was printing. Check whether it came out; if not, print it again.',
);

/** The note of a slip that is being made and has not reached a printer: a PDF until it is saved. */
const beingMade = t('Being prepared');

/**
 * Prints waiting slips in the background: the oldest first, one at a time, because the printing library cannot do two. A slip that fails is
 * marked with its reason and blocks neither the next one nor the step that requested it. The first kick settles what an earlier run left
 * unfinished: what may have reached a printer waits for staff, the rest is started again.
 */
export const startPrintQueue = (options: PrintQueueOptions): PrintQueue => {
  const { db, now, logFault, retryMs } = options;
  const tell = (state: SlipState): void => worker.tell(() => options.changed(state));
  const worker: QueueWorker = new QueueWorker({
    logFault,
    ...(retryMs !== undefined && { retryMs }),
    settle: () => {
      for (const jobId of settleInterrupted(db, instantOf(now())))
        tell({ jobId, state: 'failed', note: interruptedNote });
    },
    work: async () => {
      const takeNext = (): Paper | undefined =>
        worker.signal.aborted ? undefined : take(db, instantOf(now()));
      for (let paper = await worker.persist(takeNext); paper; paper = await worker.persist(takeNext)) {
        for (const { id } of paper) tell({ jobId: id, state: 'printing', note: '' });
        const ends = await printed(options, paper);
        await worker.persist(() => noteEnds(db, ends, instantOf(now())));
        for (const end of ends) tell(end);
      }
    },
    rest: () => undefined,
  });
  return { kick: () => worker.kick(), stop: (limitMs = 10_000) => worker.stop(limitMs) };
};

/** @returns the jobs that may have reached a printer: they have failed. */
const settleInterrupted = (db: ReadableDB, at: Instant): readonly PrintJobId[] =>
  inTransaction(db, (writable) => {
    // A run that was open when the program exited cannot be continued: its parcels are printed as they are.
    releaseHeld(writable, { run: null, at });
    requeueJobs(writable, { note: beingMade, at });
    return failInterruptedJobs(writable, { note: interruptedNote, at });
  });

/** In one transaction, so that no undo withdraws a slip that is being printed. */
const take = (db: ReadableDB, at: Instant): Paper | undefined =>
  inTransaction(db, (writable) => {
    const first = oldestQueuedJob(writable);
    if (!first) return undefined;
    const parcel = first.parcel === null ? [] : slipsOfParcel(writable, first.id);
    const others = parcel.filter(({ id, state }) => id !== first.id && state === 'queued');
    for (const { id } of [first, ...others])
      setPrintJobState(writable, { jobId: id, state: 'printing', note: beingMade, at });
    return [first, ...others];
  });

const noteEnds = (db: ReadableDB, ends: readonly SlipState[], at: Instant): void =>
  inTransaction(db, (writable) => {
    for (const end of ends) setPrintJobState(writable, { ...end, at });
  });

/** @throws if it cannot be stored: then the printer must not get it. */
const noteHandedOver = (db: ReadableDB, paper: Paper, at: Instant): void =>
  inTransaction(db, (writable) => {
    for (const { id } of paper) noteOnJob(writable, { jobId: id, note: '', at });
  });

const printed = async (options: PrintQueueOptions, paper: Paper): Promise<readonly SlipState[]> => {
  const result = await tryToPrint(options, paper);
  return paper.map(({ id }) =>
    result.ok
      ? { jobId: id, state: 'printed', note: result.value }
      : { jobId: id, state: 'failed', note: result.error.message },
  );
};

/** The refusal of a slip whose facts cannot be read. */
export const slipUnreadable = t('This slip could not be read. Print a new one from its request.');

const tryToPrint = async (options: PrintQueueOptions, paper: Paper): Promise<Result<string>> => {
  const [first, ...others] = paper;
  try {
    const slip = slipOfParcel(slipOf(first), others.map(slipOf));
    return await options.print(first.id, slip, () =>
      noteHandedOver(options.db, paper, instantOf(options.now())),
    );
  } catch (error) {
    options.logFault(error);
    return fail('unexpected', slipUnreadable, undefined, false);
  }
};

const slipOf = ({ slip }: StoredPrintJob): Slip => {
  const read = readSlip(slip);
  if (read === null) throw new Error('a slip that cannot be read');
  return read;
};
