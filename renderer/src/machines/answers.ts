import type { Problem, Result } from '../../../shared/ipc/result.ts';

/** The end of a call: the event that brings its answer. */
type Answered<T> = { readonly event: { readonly output: Result<T> } };

/** Whether the answer is none that refuses. */
export const isOk = ({ event }: Answered<unknown>): boolean => event.output.ok;

/**
 * The value of an answer that a guard has found to be one.
 * @throws Error when it is a refusal.
 */
export const valueOf = <T>({ event }: Answered<T>): T => {
  if (!event.output.ok) throw new Error('Asked a refusal for its value.');
  return event.output.value;
};

/**
 * The refusal of an answer that a guard has found to be one.
 * @throws Error when it is none.
 */
export const refusalOf = ({ event }: Answered<unknown>): Problem => {
  if (event.output.ok) throw new Error('Asked an answer for its refusal.');
  return event.output.error;
};

/** Whether the same call may simply be made again: a failure that may pass, or an error of ours. */
export const isRetryable = (result: Result<unknown>): boolean =>
  !result.ok && (result.error.retryable || result.error.code === 'unexpected');
