import type { NotDone, Result } from '../../../shared/ipc/result.ts';
import { fail } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';

type Failed = {
  readonly failure: NotDone;
  readonly input: unknown;
  /** Whether a step is in the command log. May throw. */
  readonly isStored: (opId: string) => boolean;
  /** Repeats the call, which returns the first answer of a stored step; null: it cannot be repeated. */
  readonly again: (() => Promise<Result<unknown>>) | null;
};

/** The ids of the steps in an input. */
const opIdsIn = (input: unknown): readonly string[] =>
  typeof input !== 'object' || input === null
    ? []
    : Object.entries(input).flatMap(([name, value]) =>
        name === 'opId' && typeof value === 'string' ? [value] : opIdsIn(value),
      );

const withStored = (
  { error }: NotDone,
  stored: 'no' | 'yes' | 'unknown',
  message = error.message,
): NotDone => ({
  ok: false,
  error: { ...error, message, details: { ...error.details, stored } },
});

/**
 * Returns the answer to a call that failed unexpectedly. Whether its step was stored is looked up by id, not assumed: a commit can report
 * an error after it succeeded, and what follows a step can fail.
 * @returns the first answer of a stored step; otherwise the failure, whose details say whether it is `stored`: no, yes or unknown.
 */
export const answerFailedCall = async ({
  failure,
  input,
  isStored,
  again,
}: Failed): Promise<Result<unknown>> => {
  const opIds = opIdsIn(input);
  if (opIds.length === 0) return failure;
  try {
    const stored = opIds.filter(isStored).length;
    if (stored === 0) return withStored(failure, 'no');
    if (stored < opIds.length)
      return withStored(
        failure,
        'unknown',
        t('Only part of this was saved before it stopped. Try again: the saved part is not repeated.'),
      );
  } catch {
    return withStored(
      failure,
      'unknown',
      t(
        'The disk could not be read or written, so it is unclear whether this step was saved. Check that the drive with the data folder is connected, then try again.',
      ),
    );
  }
  try {
    if (again) return await again();
  } catch {
    // It is stored; nothing more is known.
  }
  return fail(
    'unexpected',
    t('This step is saved, but its result could not be read. Try again to see it; the step is not repeated.'),
    { ...failure.error.details, stored: 'yes' },
  );
};
