import { test } from './e2e-test.ts';
import type { Desk } from './launch.ts';
import { sharedDesk } from './shared-program.ts';

/**
 * Uses one program for all tests of a file or a `describe`, and of the next files too, because its start would take most of a test's
 * time.
 * For each test it is in the state that `sharedDesk` describes. After a failure the next test gets a new program.
 *
 * @param begun receives the program before each test
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
