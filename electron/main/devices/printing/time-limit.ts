/** The time that something was given is over. */
export class TimeLimitError extends Error {
  readonly limitMs: number;
  constructor(what: string, limitMs: number) {
    super(`${what} took longer than ${limitMs / 1000} s`);
    this.limitMs = limitMs;
  }
}

/**
 * Waits no longer than the limit.
 * @param what completes "… took longer than …"
 * @throws TimeLimitError after the limit; what the promise rejects with otherwise. The work itself goes on.
 */
export const within = async <T>(limitMs: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(what, limitMs)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};
