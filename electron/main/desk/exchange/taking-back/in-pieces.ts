import { setTimeout as delay } from 'node:timers/promises';
import { inTransaction } from '../../../db/open.ts';
import { StepTooLarge } from '../../../db/step-size.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { ImportChange } from '../../store/import-changes.queries.ts';
import { isBusyError } from '../failures.ts';
import type { Turns } from '../turns.ts';

/** How long rows are written in a transaction, in milliseconds: little while steps come, since each of them waits for its end. */
const rowsMs = { whileStepsCome: 10, alone: 100 } as const;
/** So long after a step another one is reckoned with. */
const stepsComeForMs = 10_000;
/** Others get the lock between two transactions. */
const gapMs = 5;
const readAtOnce = 200;
const busy = { tries: 25, pauseMs: 100 } as const;

type Work = {
  /** Reads some rows after one. */
  readonly read: (after: number, limit: number) => readonly ImportChange[];
  /** The row before the first one. */
  readonly from: number;
  readonly take: (db: WritableDB, change: ImportChange) => void;
  /** What ends each transaction. */
  readonly after: (db: WritableDB) => void;
  /** Called after each transaction. */
  readonly told: () => void;
};

/**
 * Does something to the rows of a journal in short transactions, between which the steps of staff go first.
 * @returns whether it came to the end; false: it was cancelled.
 */
export const inPieces = async (
  job: {
    readonly db: ReadableDB;
    readonly cancelled: () => boolean;
    readonly turns: Pick<Turns, 'take' | 'done' | 'isHeld' | 'wasHeldWithin'>;
  },
  work: Work,
): Promise<boolean> => {
  let last = work.from;
  for (;;) {
    const changes = work.read(last, readAtOnce);
    if (changes.length === 0) return true;
    for (let from = 0; from < changes.length;) {
      if (job.cancelled()) return false;
      from += await patiently(() => takeSome(job, work, changes.slice(from)));
      last = changes[from - 1]?.rowId ?? last;
      work.told();
      await delay(gapMs);
    }
  }
};

/** Takes rows while there is time; fewer of them where all would be too much for one step of a shared library. */
const takeSome = (
  job: Parameters<typeof inPieces>[0],
  work: Work,
  changes: readonly ImportChange[],
): number => {
  try {
    return takeTogether(job, work, changes);
  } catch (error) {
    if (!(error instanceof StepTooLarge) || changes.length === 1) throw error;
    return takeSome(job, work, changes.slice(0, Math.ceil(changes.length / 2)));
  }
};

const takeTogether = (
  { db, turns }: Parameters<typeof inPieces>[0],
  work: Work,
  changes: readonly ImportChange[],
): number => {
  turns.take();
  try {
    return inTransaction(db, (writable) => {
      const endsAt =
        performance.now() + (turns.wasHeldWithin(stepsComeForMs) ? rowsMs.whileStepsCome : rowsMs.alone);
      let taken = 0;
      for (const change of changes) {
        work.take(writable, change);
        taken += 1;
        if (turns.isHeld() || performance.now() >= endsAt) break;
      }
      work.after(writable);
      return taken;
    });
  } finally {
    turns.done();
  }
};

/** Waits some more when another connection holds the database for longer than SQLite itself waits. */
const patiently = async <T>(act: () => T): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return act();
    } catch (error) {
      if (!isBusyError(error) || tries === busy.tries) throw error;
      await delay(busy.pauseMs);
    }
  }
};
