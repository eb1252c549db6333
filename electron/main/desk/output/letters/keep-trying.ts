import { setTimeout as pause } from 'node:timers/promises';

/**
 * Does work on the database until it takes it: what became of a letter must not be lost to a lock or a full disk.
 * After the signal once more, no longer: then the answer is undefined.
 * @param retryMs how long to wait between two tries
 */
export const keepTrying = async <T>(
  work: () => T,
  options: {
    readonly retryMs: number;
    readonly signal: AbortSignal;
    readonly logFault: (error: unknown) => void;
  },
): Promise<T | undefined> => {
  for (;;) {
    try {
      return work();
    } catch (error) {
      options.logFault(error);
      if (options.signal.aborted) return undefined;
      await pause(options.retryMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
};
