import { writeFileSync } from 'node:fs';
import type { Failure } from './failures.ts';

/** The variable of the environment that says into which file the errors go. */
export const unhandledErrorsFile = 'BORROW_DESK_UNHANDLED_ERRORS';

type Caught = { readonly message: string; readonly stack?: string };

/**
 * A reporter of vitest: writes the errors that nobody caught, which fail a run though every test passed. Its JSON reporter leaves
 * them out.
 */
// Vitest takes the default export of a reporter.
// oxlint-disable-next-line import/no-default-export
export default class UnhandledErrors {
  onTestRunEnd(_modules: unknown, errors: readonly Caught[]): void {
    const file = process.env[unhandledErrorsFile];
    if (file === undefined) return;
    const failures: readonly Failure[] = errors.map(({ message, stack }) => ({
      file: 'vitest',
      title: 'an error that nobody caught',
      message: stack ?? message,
    }));
    writeFileSync(file, JSON.stringify(failures));
  }
}
