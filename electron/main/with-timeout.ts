/** Thrown when a time limit has expired. */
export class TimeLimitError extends Error {}

/**
 * Waits no longer than the limit. The work itself is not stopped.
 * @param what completes "… took longer than …"
 * @throws TimeLimitError after the limit; otherwise what the work rejects with.
 */
export const withTimeout = <T>(limitMs: number, what: string, work: Promise<T>): Promise<T> =>
  first(limitMs, work, () => {
    throw new TimeLimitError(`${what} took longer than ${limitMs / 1000} s`);
  });

/** Whether the work completed within the limit, for callers that continue either way. @throws what the work rejects with. */
export const doneInTime = (limitMs: number, work: Promise<unknown>): Promise<boolean> =>
  first(
    limitMs,
    work.then(() => true),
    () => false,
  );

const first = async <T>(limitMs: number, work: Promise<T>, late: () => T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  }).then(late);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};
