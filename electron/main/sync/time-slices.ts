import { setImmediate as othersTurn } from 'node:timers/promises';

/** Time slices in which the rows of others are written without disturbing the work of staff. */
export type TimeSlices = {
  /** Returns how many rows the next slice writes; a step is written whole, whatever its size. */
  readonly rows: () => number;
  /** Records how many rows a slice wrote, and how long it took, in milliseconds. */
  readonly took: (rows: number, ms: number) => void;
  /** Lets other work have its turn. */
  readonly pause: () => Promise<void>;
};

/** Together with parsing the answer before it, a slice stays well below 50 ms, the shortest delay that users notice. */
const sliceMs = 15;
const firstRows = 40;
const maxRows = 1_000;
/** With fewer rows, the fixed cost of a slice would outweigh the rows themselves. */
const leastRows = 40;

/**
 * Returns slices of as many rows as this machine can write in the time, estimated from the last slices.
 * @param between what is done before each slice, besides the work.
 */
export const timeSlices = (between: () => Promise<void>): TimeSlices => {
  let msPerRow = sliceMs / firstRows;
  return {
    rows: () => Math.min(maxRows, Math.max(leastRows, Math.round(sliceMs / msPerRow))),
    took: (rows, ms) => {
      // A single slice that had to wait says little.
      msPerRow = (msPerRow * 3 + ms / Math.max(1, rows)) / 4;
    },
    pause: async () => {
      await between();
      await othersTurn();
    },
  };
};
