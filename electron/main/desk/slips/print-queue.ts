import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Slip } from '../../../../shared/domain/slips.ts';
import { refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { SlipPrinter } from '../../devices/printing/slip-printer.ts';
import type { Emit } from '../../ipc/events.ts';
import type { Log } from '../../log/log.ts';
import {
  failInterruptedJobs,
  oldestQueuedJob,
  setPrintJobState,
  type StoredPrintJob,
} from './slips.queries.ts';

export type PrintQueueOptions = {
  readonly db: ReadableDB;
  readonly printer: Pick<SlipPrinter, 'print'>;
  readonly emit: Emit;
  readonly now: () => Date;
  readonly log: Log;
  /** How long to wait before the database is tried again; 2 s when left out. */
  readonly retryMs?: number;
};

export type PrintQueue = {
  /** Settles what an earlier run left in the middle, then prints what waits. Call it once, when printing is possible. */
  readonly start: () => void;
  /** Says that a slip may wait. Cheap, and may be called at any time. */
  readonly kick: () => void;
  /**
   * Takes no new slip and waits for the one at the printer, at most so long (10 s when left out).
   * One that takes longer is found by the next start.
   */
  readonly stop: (limitMs?: number) => Promise<void>;
};

const interrupted =
  'The program ended while this slip was being printed: look whether it came out, then print it again.';

/**
 * The worker that brings queued slips onto paper: the oldest first, one at a time, since the printing library cannot do two.
 * Each change is stored before it is told. Nothing that goes wrong here ends the program or the queue.
 */
export const createPrintQueue = (options: PrintQueueOptions): PrintQueue => {
  const { db, printer, log } = options;
  const retryMs = options.retryMs ?? 2_000;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let kicked = false;
  const stopped = (): boolean => stopping.signal.aborted;

  /** Does something with the database until it works: a full disk or a lock must not lose what became of a slip. */
  const persist = async <T>(work: () => T): Promise<T | undefined> => {
    for (;;) {
      try {
        return work();
      } catch (error) {
        log.error('slips.database', error);
        if (stopped()) return undefined;
        // Ended early by stop: then it is tried for the last time.
        await pause(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  const tell = (state: SlipState): void => {
    try {
      options.emit('print', state);
      options.emit('changed', { topics: ['app', 'steps', 'slips'] });
    } catch (error) {
      log.error('slips.tell', error);
    }
  };

  /** In one transaction, so that no undo can withdraw a slip that is on its way. */
  const take = (): StoredPrintJob | undefined =>
    inTransaction(db, (writable) => {
      const job = oldestQueuedJob(writable);
      const at = instantOf(options.now());
      if (job) setPrintJobState(writable, { jobId: job.id, state: 'printing', note: '', at });
      return job;
    });

  const settle = async (job: StoredPrintJob, state: 'printed' | 'failed', note: string): Promise<void> => {
    await persist(() =>
      inTransaction(db, (writable) =>
        setPrintJobState(writable, { jobId: job.id, state, note, at: instantOf(options.now()) }),
      ),
    );
    tell({ jobId: job.id, state, note });
  };

  const drain = async (): Promise<void> => {
    while (!stopped()) {
      const job = await persist(take);
      if (!job) return;
      tell({ jobId: job.id, state: 'printing', note: '' });
      const result = await printed(printer, job);
      if (result.ok) log.info('slip.printed', { job: job.id });
      else log.warn('slip.failed', { job: job.id, code: result.error.code });
      await settle(job, result.ok ? 'printed' : 'failed', result.ok ? result.value : result.error.message);
    }
  };

  const kick = (): void => {
    kicked = true;
    if (running || stopped()) return;
    kicked = false;
    running = drain()
      .catch((error: unknown) => log.error('slips.queue', error))
      .finally(() => {
        running = null;
        // A slip may have come between the last look and the end.
        if (kicked) kick();
      });
  };

  const recover = (): void => {
    const note = { note: interrupted, at: instantOf(options.now()) };
    const jobs = inTransaction(db, (writable) => failInterruptedJobs(writable, note));
    for (const jobId of jobs) tell({ jobId, state: 'failed', note: interrupted });
  };

  return {
    start: () => {
      // The chain of `running` keeps a kick in the meantime from printing before this is settled.
      running = persist(recover).then(() => {
        running = null;
        kick();
      });
    },
    kick,
    stop: async (limitMs = 10_000) => {
      stopping.abort();
      if (!running) return;
      const limit = new AbortController();
      await Promise.race([
        running,
        pause(limitMs, undefined, { signal: limit.signal }).catch(() => undefined),
      ]);
      limit.abort();
    },
  };
};

const printed = async (
  printer: PrintQueueOptions['printer'],
  job: StoredPrintJob,
): Promise<Result<string>> => {
  try {
    return await printer.print(job.id, JSON.parse(job.slip) as Slip);
  } catch {
    return refuse('unexpected', 'This slip could not be read or printed. Print a new one from the request.');
  }
};
