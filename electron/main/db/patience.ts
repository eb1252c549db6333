import { setTimeout as pause } from 'node:timers/promises';
import { troubleOf } from './errors.ts';

/** How long a call waits in all for another program's lock. */
export const patienceMs = 5_000;
/** Between two tries the window gets its turn. Short: an import lets go of the database for some milliseconds only. */
const pauseMs = 10;

/**
 * Does work on the database, again and again while another connection holds it. Each try blocks this thread for a moment
 * (the connection's busy timeout); between them it is free.
 * @param sinceMs from when the wait is counted, as `performance.now()` does.
 * @throws what the work throws; SQLITE_BUSY only when patience is at its end.
 */
export const patiently = async <T>(
  work: () => T | Promise<T>,
  sinceMs: number = performance.now(),
): Promise<T> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (troubleOf(error) !== 'locked' || performance.now() - sinceMs > patienceMs) throw error;
      await pause(pauseMs);
    }
  }
};
