import { setImmediate as othersTurn } from 'node:timers/promises';

/** How the rows of others are written in slices of time beside the work of staff. */
export type TimeSlices = {
  /** How many rows the next slice writes; a step is written whole, whatever its size. */
  readonly rows: () => number;
  /** Notes how many a slice has written, and how long it took, in milliseconds. */
  readonly took: (rows: number, ms: number) => void;
  /** Lets everybody else have a turn. */
  readonly pause: () => Promise<void>;
};

/** With the answer that is read before it a slice stays well below the 50 ms in which nobody notices it. */
const sliceMs = 15;
const firstRows = 40;
const mostRows = 1_000;
/** What a slice costs by itself is more than what fewer rows take. */
const leastRows = 40;

/**
 * Slices of as many rows as this machine writes in the time, by what the last ones took.
 * @param between what is done before each of them, beside this thread.
 */
export const timeSlices = (between: () => Promise<void>): TimeSlices => {
  let msPerRow = sliceMs / firstRows;
  return {
    rows: () => Math.min(mostRows, Math.max(leastRows, Math.round(sliceMs / msPerRow))),
    took: (rows, ms) => {
      // One slice that had to wait for somebody says little.
      msPerRow = (msPerRow * 3 + ms / Math.max(1, rows)) / 4;
    },
    pause: async () => {
      await between();
      await othersTurn();
    },
  };
};
