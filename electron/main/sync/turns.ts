import { setImmediate as othersTurn } from 'node:timers/promises';

/** How the rows of others are written in turns beside the work of staff. */
export type Turns = {
  /** How many rows the next turn writes; a step is written whole, whatever its size. */
  readonly rows: () => number;
  /** Told how many a turn has written, and how long it took, in milliseconds. */
  readonly took: (rows: number, ms: number) => void;
  /** Lets everybody else have a turn. */
  readonly pause: () => Promise<void>;
};

/** With the answer that is read before it a turn stays well below the 50 ms in which nobody notices it. */
const turnMs = 15;
const firstRows = 40;
const mostRows = 1_000;
/** What a turn costs by itself is more than what fewer rows take. */
const leastRows = 40;

/**
 * Turns as long as this machine needs: by what the rows of the last ones took.
 * @param between what is done before each of them, beside this thread.
 */
export const turnsByTime = (between: () => Promise<void>): Turns => {
  let msPerRow = turnMs / firstRows;
  return {
    rows: () => Math.min(mostRows, Math.max(leastRows, Math.round(turnMs / msPerRow))),
    took: (rows, ms) => {
      // One turn that had to wait for somebody says little.
      msPerRow = (msPerRow * 3 + ms / Math.max(1, rows)) / 4;
    },
    pause: async () => {
      await between();
      await othersTurn();
    },
  };
};
