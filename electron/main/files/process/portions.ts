import { setTimeout as delay } from 'node:timers/promises';
import { retryOnBusy } from '../../db/retry-on-busy.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { WriterLock } from './write-lock.ts';

/**
 * How long a transaction writes rows, in milliseconds: short while staff send commands, since each command waits for the end of the
 * transaction and of its full-text index; longer while none come. A waiting command ends the transaction early.
 */
const rowsMs = { whileStepsCome: 10, alone: 250, unattended: 2_000 } as const;
/** How long after a command another one is expected. */
const stepsComeForMs = 10_000;
/**
 * SQLite's busy handler first polls every 25 ms. So after this much writing, the lock stays free for that long, including the time for
 * reading and checking the next rows.
 */
const gap = { afterMs: 150, forMs: 25 } as const;

/** Writes many rows in short transactions, and lets commands go first in between. */
export type Portions = {
  /**
   * Writes the next rows when no command is waiting. Within an open transaction it does not wait.
   * @param work writes rows until `isOver`; it is retried if another connection has locked the database.
   * @throws what `work` throws; SQLITE_BUSY if the database stays busy for seconds.
   */
  readonly store: <T>(work: (isOver: () => boolean) => T) => Promise<T>;
};

/** @param of.isUnattended no staff are working. */
export const openPortions = (of: {
  readonly db: ReadableDB;
  readonly lock: WriterLock;
  readonly isUnattended?: boolean;
}): Portions => {
  const { db, lock, isUnattended = false } = of;
  let freeSince = performance.now();
  let lockedMs = 0;
  const maxMs = (): number => {
    if (lock.wasPausedWithin(stepsComeForMs)) return rowsMs.whileStepsCome;
    return isUnattended ? rowsMs.unattended : rowsMs.alone;
  };
  const storeNow = <T>(work: (isOver: () => boolean) => T): T => {
    const isWithin = db.inTransaction;
    if (!isWithin) lock.acquire();
    const beganAt = performance.now();
    const endsAt = beganAt + maxMs();
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
