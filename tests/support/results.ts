import type { Result } from '../../shared/ipc/result.ts';

/** Returns the value; fails the test if the result was refused. */
export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

/** Returns `ok`, or the code of the refusal. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

/** Returns the sentence of a refusal; empty for a value. */
export const sentenceOf = (result: Result<unknown>): string => (result.ok ? '' : result.error.message);
