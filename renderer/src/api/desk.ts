import type { DeskApi, PageChannel } from '../../../shared/ipc/api.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';

/** The API that the preload script exposes on `window`. */
export const desk: DeskApi = (globalThis as unknown as { readonly desk: DeskApi }).desk;

/** Wraps a refusal for code that only handles thrown errors. */
export class RefusedError extends Error {
  readonly refusal: Problem;
  constructor(refusal: Problem) {
    super(refusal.message);
    this.name = 'RefusedError';
    this.refusal = refusal;
  }
}

/**
 * Makes one call.
 * @throws RefusedError when it is refused, or the original error when the call itself fails.
 */
export const ask = async <C extends PageChannel>(channel: C, input: Input<C>): Promise<Output<C>> => {
  const result: Result<Output<C>> = await desk.call[channel](input);
  if (!result.ok) throw new RefusedError(result.error);
  return result.value;
};

/** Returns the message of a refusal about this field of the call; null when the error is about something else. */
export const errorAt = (error: unknown, field: string): string | null =>
  error instanceof RefusedError && error.refusal.details?.['field'] === field ? error.refusal.message : null;

/** Returns the message that operators see after a failed call. */
export const sentenceOf = (error: unknown): string =>
  error instanceof RefusedError
    ? error.refusal.message
    : t('The program didn’t answer. Try again. If it keeps happening, close the window and open it again.');
