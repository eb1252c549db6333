import { setTimeout as delay } from 'node:timers/promises';
import { retryOnBusy } from '../../db/retry-on-busy.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { WriterLock } from './write-lock.ts';

/**
 * How long rows are written in a transaction, in milliseconds: little while steps come, since each step waits for the end of the
 * transaction and the index of its words; long while no step comes, as at night. A step that waits ends it early.
 */
const rowsMs = { whileStepsCome: 10, alone: 250, unattended: 2_000 } as const;
/** After a step another one is expected for so long. */
const stepsComeForMs = 10_000;
/**
 * A connection that waits for the lock in SQLite's busy handler looks every 25 ms at the beginning: after so much writing the lock is
 * free for that long, the time in which more rows are read and checked included.
 */
const gap = { afterMs: 150, forMs: 25 } as const;

/** Stores many rows in short transactions, between which the steps of staff go first. */
export type Portions = {
  /**
   * Stores the next rows once no step is waiting. Within a transaction that is open already nothing is waited for.
   * @param work stores rows until `isOver`; it runs again where another connection held the database.
   * @throws what `work` throws; SQLITE_BUSY where the database stays busy for seconds.
   */
  readonly store: <T>(work: (isOver: () => boolean) => T) => Promise<T>;
};

/** @param of.isUnattended no staff work beside it. */
export const openPortions = (of: {
  readonly db: ReadableDB;
  readonly lock: WriterLock;
  readonly isUnattended?: boolean;
}): Portions => {
  const { db, lock, isUnattended = false } = of;
  let freeSince = performance.now();
  let lockedMs = 0;
  const mostMs = (): number => {
    if (lock.wasPausedWithin(stepsComeForMs)) return rowsMs.whileStepsCome;
    return isUnattended ? rowsMs.unattended : rowsMs.alone;
  };
  const storeNow = <T>(work: (isOver: () => boolean) => T): T => {
    const isWithin = db.inTransaction;
    if (!isWithin) lock.acquire();
    const beganAt = performance.now();
    const endsAt = beganAt + mostMs();
    try {
      return work(() => lock.isPaused() || performance.now() >= endsAt);
    } finally {
      if (!isWithin) {
        lock.release();
        freeSince = performance.now();
        lockedMs += freeSince - beganAt;
      }
    }
  };
  return {
    store: async (work) => {
      if (lockedMs >= gap.afterMs && !isUnattended) {
        await delay(Math.max(0, freeSince + gap.forMs - performance.now()));
        lockedMs = 0;
      }
      return await retryOnBusy(() => storeNow(work));
    },
  };
};
