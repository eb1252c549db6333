/** What the answer of a system to our message means. */
export type Verdict = {
  /**
   * `duplicate`: it has done this already, or has a request with this identifier: ours, if an earlier attempt ended without an answer. `refused`: a person must
   * act. `unknown`: it may or may not have done it, or cannot do it now; sending the message again does no harm.
   */
  readonly kind: 'ok' | 'duplicate' | 'refused' | 'unknown';
  /** How the system calls what is wrong; null if nothing is, or if its answer cannot be read. */
  readonly errorType: string | null;
  /** What the system says, in one line for staff; empty if it says nothing. */
  readonly words: string;
  /** The status code of an answer that is none to our message. */
  readonly httpStatus?: number;
};

/**
 * The result of one attempt: what the system answered, or `unreached`: it certainly does not have the message. After `unknown` it may
 * have it. `words` are for staff.
 */
export type PostResult = Verdict | { readonly kind: 'unreached'; readonly words: string };

/** In characters. */
export const longestWords = 300;

/** Status codes of servers and proxies for faults that pass. */
const passes: readonly number[] = [408, 425, 429];

/** Whether the status code of an answer is that of a fault that passes. */
export const isTemporary = (httpStatus: number): boolean => httpStatus >= 500 || passes.includes(httpStatus);
