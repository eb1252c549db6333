import { setTimeout as pause } from 'node:timers/promises';
import { troubleOf } from './errors.ts';

/** How long a call waits in all for another connection's lock. */
export const busyLimitMs = 5_000;
/** The window's turn between two tries. Short: an import releases the database for some milliseconds only. */
const pauseMs = 10;

/**
 * Retries work on the database while another connection holds it. Each try blocks this thread for the connection's busy timeout;
 * in between it is free.
 * @param sinceMs from when the wait is counted, as `performance.now()` does.
 * @throws what the work throws; SQLITE_BUSY after the limit.
 */
export const retryOnBusy = async <T>(
  work: () => T | Promise<T>,
  sinceMs: number = performance.now(),
): Promise<T> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (troubleOf(error) !== 'locked' || performance.now() - sinceMs > busyLimitMs) throw error;
      await pause(pauseMs);
    }
  }
};
