import { setTimeout as pause } from 'node:timers/promises';
import { storageFaultOf } from './errors.ts';

/** How long a call waits in total for another connection's lock. */
export const busyLimitMs = 5_000;
/** The pause between two attempts, for the window. Short: an import releases the database only for a few milliseconds. */
const pauseMs = 10;

/**
 * Retries work on the database while another connection locks it. Each attempt blocks this thread for the connection's busy timeout; in
 * between it is free.
 * @param sinceMs when the wait started, on the clock of `performance.now()`.
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
      if (storageFaultOf(error) !== 'locked' || performance.now() - sinceMs > busyLimitMs) throw error;
      await pause(pauseMs);
    }
  }
};
