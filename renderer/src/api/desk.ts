import type { DeskApi, PageChannel } from '../../../shared/ipc/api.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';

/** What the preload put on the window. */
export const desk: DeskApi = (globalThis as unknown as { readonly desk: DeskApi }).desk;

/** A refusal on its way through code that knows only thrown errors. */
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
 * @throws RefusedError when it is refused, or the error of a call that broke off.
 */
export const ask = async <C extends PageChannel>(channel: C, input: Input<C>): Promise<Output<C>> => {
  const result: Result<Output<C>> = await desk.call[channel](input);
  if (!result.ok) throw new RefusedError(result.error);
  return result.value;
};

/** What a refusal says about a field of the call; null when it is about something else. */
export const errorAt = (error: unknown, field: string): string | null =>
  error instanceof RefusedError && error.refusal.details?.['field'] === field ? error.refusal.message : null;

/** What staff read when a call failed. */
export const sentenceOf = (error: unknown): string =>
  error instanceof RefusedError
    ? error.refusal.message
    : t('The program didn’t answer. Try again. If it keeps happening, close the window and open it again.');
