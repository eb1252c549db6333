import type { Refusal, Result } from '../../../shared/ipc/result.ts';

/**
 * The value of an answer that a guard has found to be one.
 * @throws Error when it is a refusal.
 */
export const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error('Asked a refusal for its value.');
  return result.value;
};

/**
 * The refusal of an answer that a guard has found to be one.
 * @throws Error when it is none.
 */
export const refusal = (result: Result<unknown>): Refusal => {
  if (result.ok) throw new Error('Asked an answer for its refusal.');
  return result.error;
};

/** Whether the same call may simply be made again: it failed, it was not refused. */
export const isRetryable = (result: Result<unknown>): boolean =>
  !result.ok && (result.error.retryable || result.error.code === 'unexpected');
