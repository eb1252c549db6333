import type { Result } from '../../shared/ipc/result.ts';

/** The answer; fails the test when it was refused. */
export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

/** `ok`, or the code of the refusal. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

/** The sentence of a refusal; empty for an answer. */
export const sentenceOf = (result: Result<unknown>): string => (result.ok ? '' : result.error.message);
