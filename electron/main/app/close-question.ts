import type { AskedOutside } from './asked.ts';

/** A page that has not taken the question by then hangs, and nothing on it can be saved any more. */
const takenWithinMs = 3_000;

/** Has the page ask about what would be lost before the program ends. A page that does not answer keeps no window open. */
export const askBeforeClosing = (
  asked: Pick<AskedOutside, 'addClose' | 'isCloseWaiting'>,
  quit: () => void,
): void => {
  asked.addClose();
  setTimeout(() => {
    if (asked.isCloseWaiting()) quit();
  }, takenWithinMs);
};
