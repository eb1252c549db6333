import { test } from './e2e-test.ts';
import type { Desk } from './launch.ts';
import { sharedDesk } from './shared-program.ts';

/**
 * One program for all tests of a file or a `describe`, and of the next files too: its start would take most of the time of a test.
 * Each test finds it as `sharedDesk` says. After a failure the next test gets a program of its own.
 *
 * @param begun told of the program before each test
 */
export const shareDesk = (
  options: () => Parameters<typeof sharedDesk>[0],
  begun: (desk: Desk) => void,
): void => {
  let desk: Desk;
  test.beforeEach(async () => {
    desk = await sharedDesk(options());
    begun(desk);
  });
  test.afterEach(() => desk.close());
};
