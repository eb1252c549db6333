import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { PrintJobId } from '../../../../../shared/domain/ids.ts';
import type { Slip } from '../../../../../shared/domain/slips.ts';
import { refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { doneInTime } from '../../../with-timeout.ts';
import type { StoredPrintJob } from '../../store/print-jobs.queries.ts';
import {
  failInterruptedJobs,
  noteOnJob,
  oldestQueuedJob,
  requeueJobs,
  setPrintJobState,
} from '../../store/print-jobs.queries.ts';

export type PrintQueueOptions = {
  readonly db: ReadableDB;
  /**
   * Brings one slip onto paper; says where it went, or why it failed. It always ends.
   * @param handsOver called before a printer gets it: what is interrupted earlier is simply begun again.
   */
  readonly print: (jobId: PrintJobId, slip: Slip, handsOver: () => void) => Promise<Result<string>>;
  readonly now: () => Date;
  /** Told after each change of a job. */
  readonly changed: (slip: SlipState) => void;
  /** Takes faults (of the database, mostly), for the log. */
  readonly logFault: (error: unknown) => void;
  /** How long to wait before the database is tried again; 2 s when left out. */
  readonly retryMs?: number;
};

export type PrintQueue = {
  /** Looks for waiting slips. Call it after each step that may have queued one; it is cheap. */
  readonly kick: () => void;
  /**
   * Takes no further slip and waits for the one at the printer, but not longer than this (10 s when left out).
   * What became of a slip that takes longer is settled by the next start.
   */
  readonly stop: (limitMs?: number) => Promise<void>;
};

const interruptedNote =
  'The program ended while this slip was being printed: look whether it came out, then print it again.';

/** What stands at a slip that is being made, as long as no printer has it: a PDF until it is saved. */
const beingMade = 'Being made';

/**
 * Brings waiting slips onto paper beside the work of staff: the oldest first, one at a time, since the printing library cannot
 * do two. A slip that fails is marked with its reason and holds up neither the next one nor the step that wanted it.
 * The first kick settles what an earlier run left in the middle: what may be at a printer waits for a person, the rest is begun anew. Nothing that goes wrong in here gets out.
 */
export const startPrintQueue = (options: PrintQueueOptions): PrintQueue => {
  const { db, changed, logFault } = options;
  const retryMs = options.retryMs ?? 2_000;
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  let running: Promise<void> | null = null;
  let wanted = false;
  let settled = false;

  /** Tries until the database takes it: a lock or a full disk must not lose what became of a slip. After stop once more, no longer. */
  const persist = async <T>(work: () => T): Promise<T | undefined> => {
    for (;;) {
      try {
        return work();
      } catch (error) {
        logFault(error);
        if (stopped()) return undefined;
        await pause(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  const tell = (state: SlipState): void => {
    try {
      changed(state);
    } catch (error) {
      logFault(error);
    }
  };

  const settleInterrupted = async (): Promise<void> => {
    const at = instantOf(options.now());
    const jobs = await persist(() =>
      inTransaction(db, (writable) => {
        requeueJobs(writable, { note: beingMade, at });
        return failInterruptedJobs(writable, { note: interruptedNote, at });
      }),
    );
    for (const jobId of jobs ?? []) tell({ jobId, state: 'failed', note: interruptedNote });
    settled = jobs !== undefined;
  };

  /** In one transaction, so that no undo withdraws a slip that is on its way. */
  const take = (): StoredPrintJob | undefined =>
    inTransaction(db, (writable) => {
      const job = stopped() ? undefined : oldestQueuedJob(writable);
      const at = instantOf(options.now());
      if (job) setPrintJobState(writable, { jobId: job.id, state: 'printing', note: beingMade, at });
      return job;
    });

  /** @throws when it cannot be stored: then the printer must not get it. */
  const noteHandedOver = (jobId: PrintJobId): void => {
    const at = instantOf(options.now());
    inTransaction(db, (writable) => noteOnJob(writable, { jobId, note: '', at }));
  };

  const printOne = async (job: StoredPrintJob): Promise<void> => {
    tell({ jobId: job.id, state: 'printing', note: '' });
    const result = await printed(options, job, () => noteHandedOver(job.id));
    const end: SlipState = result.ok
      ? { jobId: job.id, state: 'printed', note: result.value }
      : { jobId: job.id, state: 'failed', note: result.error.message };
    await persist(() =>
      inTransaction(db, (writable) => setPrintJobState(writable, { ...end, at: instantOf(options.now()) })),
    );
    tell(end);
  };

  const work = async (): Promise<void> => {
    if (!settled) await settleInterrupted();
    while (wanted && !stopped()) {
      wanted = false;
      for (let job = await persist(take); job; job = await persist(take)) await printOne(job);
    }
    running = null;
  };

  return {
    kick: () => {
      if (stopped()) return;
      // A slip may come behind the last look of the one that runs.
      wanted = true;
      running ??= work();
    },
    stop: async (limitMs = 10_000) => {
      stopping.abort();
      if (running) await doneInTime(limitMs, running);
    },
  };
};

const printed = async (
  options: PrintQueueOptions,
  job: StoredPrintJob,
  handsOver: () => void,
): Promise<Result<string>> => {
  try {
    return await options.print(job.id, JSON.parse(job.slip) as Slip, handsOver);
  } catch (error) {
    options.logFault(error);
    return refuse('unexpected', 'This slip could not be read. Print a new one from its request.');
  }
};
