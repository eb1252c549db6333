import type { NotDone, Result } from '../../../shared/ipc/result.ts';
import { fail } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';

type Failed = {
  readonly failure: NotDone;
  readonly input: unknown;
  /** Whether a step is in the log. May throw. */
  readonly isStored: (opId: string) => boolean;
  /** Makes the call again, which gives the first answer of a step that is stored; null: it cannot be made. */
  readonly again: (() => Promise<Result<unknown>>) | null;
};

/** The ids of the steps that an input asks for. */
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
 * What is said of a call that broke off in the program: whether its step is stored is looked up by its id, and not assumed. What
 * commits can fail after it has, and what follows a step can fail.
 * @returns the first answer of a step that is stored; else the failure, whose details say whether it is `stored`: no, yes or unknown.
 */
export const sayWhetherStored = async ({
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
    // It is stored, and that is all that can be said.
  }
  return fail(
    'unexpected',
    t('This step is saved, but its result could not be read. Try again to see it; the step is not repeated.'),
    { ...failure.error.details, stored: 'yes' },
  );
};
