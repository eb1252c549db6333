import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { PrintJobId } from '../../../../../shared/domain/ids.ts';
import type { Slip } from '../../../../../shared/domain/slips.ts';
import { slipOfParcel } from '../../../../../shared/domain/slips.ts';
import { fail, type Result } from '../../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { doneInTime } from '../../../with-timeout.ts';
import { releaseHeld, slipsOfParcel } from '../../store/parcels.queries.ts';
import type { StoredPrintJob } from '../../store/print-jobs.queries.ts';
import {
  failInterruptedJobs,
  noteOnJob,
  oldestQueuedJob,
  requeueJobs,
  setPrintJobState,
} from '../../store/print-jobs.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

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

/** The slips that come out as one: those of a parcel, or one alone. */
type Paper = readonly [StoredPrintJob, ...StoredPrintJob[]];

const interruptedNote = t('slips.theProgramEndedWhileThisSlip');

/** What stands at a slip that is being made, as long as no printer has it: a PDF until it is saved. */
const beingMade = t('slips.beingMade');

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
        // Nobody goes on with a run that an ended program was in: its parcels are as they are.
        releaseHeld(writable, { run: null, at });
        requeueJobs(writable, { note: beingMade, at });
        return failInterruptedJobs(writable, { note: interruptedNote, at });
      }),
    );
    for (const jobId of jobs ?? []) tell({ jobId, state: 'failed', note: interruptedNote });
    settled = jobs !== undefined;
  };

  /** In one transaction, so that no undo withdraws a slip that is on its way. */
  const take = (): Paper | undefined =>
    inTransaction(db, (writable) => {
      const first = stopped() ? undefined : oldestQueuedJob(writable);
      if (!first) return undefined;
      const others =
        first.parcel === null
          ? []
          : slipsOfParcel(writable, first.id).filter(
              ({ id, state }) => id !== first.id && state === 'queued',
            );
      const at = instantOf(options.now());
      for (const { id } of [first, ...others])
        setPrintJobState(writable, { jobId: id, state: 'printing', note: beingMade, at });
      return [first, ...others];
    });

  /** @throws when it cannot be stored: then the printer must not get it. */
  const noteHandedOver = (paper: Paper): void => {
    const at = instantOf(options.now());
    inTransaction(db, (writable) => {
      for (const { id } of paper) noteOnJob(writable, { jobId: id, note: '', at });
    });
  };

  const printOne = async (paper: Paper): Promise<void> => {
    for (const { id } of paper) tell({ jobId: id, state: 'printing', note: '' });
    const result = await printed(options, paper, () => noteHandedOver(paper));
    const ends = paper.map(({ id }): SlipState =>
      result.ok
        ? { jobId: id, state: 'printed', note: result.value }
        : { jobId: id, state: 'failed', note: result.error.message },
    );
    await persist(() =>
      inTransaction(db, (writable) => {
        for (const end of ends) setPrintJobState(writable, { ...end, at: instantOf(options.now()) });
      }),
    );
    for (const end of ends) tell(end);
  };

  const work = async (): Promise<void> => {
    if (!settled) await settleInterrupted();
    while (wanted && !stopped()) {
      wanted = false;
      for (let paper = await persist(take); paper; paper = await persist(take)) await printOne(paper);
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

const documentOf = ({ slip }: StoredPrintJob): Slip => JSON.parse(slip) as Slip;

const printed = async (
  options: PrintQueueOptions,
  [first, ...others]: Paper,
  handsOver: () => void,
): Promise<Result<string>> => {
  try {
    const slip = slipOfParcel(documentOf(first), others.map(documentOf));
    return await options.print(first.id, slip, handsOver);
  } catch (error) {
    options.logFault(error);
    return fail('unexpected', t('slips.thisSlipCouldNotBeRead'), undefined, false);
  }
};
