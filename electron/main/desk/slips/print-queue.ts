import { instantOf } from '../../../../shared/domain/dates.ts';
import type { PrintJobId } from '../../../../shared/domain/ids.ts';
import type { PrintJobState, Slip } from '../../../../shared/domain/slips.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { StoredPrintJob } from './slips.queries.ts';
import { failInterruptedJobs, oldestQueuedJob, setPrintJobState } from './slips.queries.ts';

export type PrintQueueOptions = {
  readonly db: ReadableDB;
  /** Brings one slip onto paper; says where it went, or why it failed. Never throws, and always ends. */
  readonly print: (jobId: PrintJobId, slip: Slip) => Promise<Result<string>>;
  readonly now: () => Date;
  /** Told after each change of a job. */
  readonly changed: (slip: SlipState) => void;
  /** Takes errors of the database, for the log. */
  readonly logFault: (error: unknown) => void;
  /** How long the queue waits before it tries again after the database refused; 5 s when left out. */
  readonly retryMs?: number;
};

export type PrintQueue = {
  /** Looks for waiting slips. Call it after each step that may have queued one. */
  readonly kick: () => void;
  /** Takes no further slip and waits for the one that is being printed. */
  readonly stop: () => Promise<void>;
};

const interruptedNote =
  'The program ended while this slip was being printed: look whether it came out, then print it again if it did not.';

/**
 * Prints the waiting slips one after the other, oldest first, beside the work of staff. A slip that fails is marked with its
 * reason and offered again; it never holds up the next one, and never the step that wanted it.
 */
export const startPrintQueue = (options: PrintQueueOptions): PrintQueue => {
  const { db, changed } = options;
  let stopped = false;
  let wanted = false;
  let running: Promise<void> | null = null;
  let again: NodeJS.Timeout | undefined;

  const mark = (jobId: PrintJobId, state: PrintJobState, note: string): void => {
    const at = instantOf(options.now());
    inTransaction(db, (writable) => setPrintJobState(writable, { jobId, state, note, at }));
    changed({ jobId, state, note });
  };

  const printOne = async (job: StoredPrintJob): Promise<void> => {
    mark(job.id, 'printing', '');
    const printed = await options.print(job.id, JSON.parse(job.slip) as Slip);
    if (printed.ok) mark(job.id, 'printed', printed.value);
    else mark(job.id, 'failed', printed.error.message);
  };

  const printAll = async (): Promise<void> => {
    for (let job = oldestQueuedJob(db); job && !stopped; job = oldestQueuedJob(db)) await printOne(job);
  };

  /** A slip that was printed while the database refused to note it: its state is in doubt, as after a crash. */
  const settleInterrupted = (): void => {
    const at = instantOf(options.now());
    const jobs = inTransaction(db, (writable) =>
      failInterruptedJobs(writable, { note: interruptedNote, at }),
    );
    for (const jobId of jobs) changed({ jobId, state: 'failed', note: interruptedNote });
  };

  const work = async (): Promise<void> => {
    try {
      settleInterrupted();
      await printAll();
    } catch (error) {
      options.logFault(error);
      if (!stopped) again = setTimeout(kick, options.retryMs ?? 5_000);
    }
  };

  const workWhileWanted = async (): Promise<void> => {
    while (wanted && !stopped) {
      wanted = false;
      await work();
    }
    running = null;
  };

  const kick = (): void => {
    if (stopped) return;
    clearTimeout(again);
    // What was queued a moment ago may be behind the last look of the one that runs.
    wanted = true;
    running ??= workWhileWanted();
  };

  return {
    kick,
    stop: async () => {
      stopped = true;
      clearTimeout(again);
      await running;
    },
  };
};
