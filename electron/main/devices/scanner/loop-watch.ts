/** Beats while keys come, while the window waits for them, and while it is in the background. */
const beatsMs = { busy: 20, waiting: 100, background: 1000 } as const;
/** How long after a key the next one is still expected. */
const busyForMs = 1000;
/** A beat that comes later than this was kept up by other work. */
const slackMs = 20;

export type LoopWatch = {
  /** The earliest moment at which an event that is handled now can have happened. */
  readonly earliestMs: (nowMs: number) => number;
  /** Tells that a key came, so that the watch looks closer. */
  readonly keyCame: (nowMs: number) => void;
  /** Takes a beat and tells in how many milliseconds the next is due. */
  readonly beat: (nowMs: number, inForeground: boolean) => number;
};

/**
 * Makes a watch over the event loop. Key events carry no time of their own: while the process was busy they waited, and then
 * they all seem to happen at once. A beat that fails to come in time shows since when they may have waited.
 *
 * The beat is slow while no keys come because each one wakes the processor (each beat per second took 0.05 % of a core on a small machine).
 *
 * @param nowMs the time now, of a clock that only goes forward
 */
export const createLoopWatch = (nowMs: number): LoopWatch => {
  let aliveMs = nowMs;
  let dueMs = nowMs + beatsMs.busy;
  let lastKeyMs = Number.NEGATIVE_INFINITY;
  let isCatchingUp = false;
  const isLate = (atMs: number): boolean => atMs > dueMs + slackMs;
  return {
    earliestMs: (atMs) => (isCatchingUp || isLate(atMs) ? aliveMs : atMs),
    keyCame: (atMs) => {
      lastKeyMs = atMs;
    },
    beat: (atMs, inForeground) => {
      // A late beat may come before the events that waited with it: only the next one in time shows that they are through.
      isCatchingUp = isLate(atMs);
      if (!isCatchingUp) aliveMs = atMs;
      const isBusy = isCatchingUp || atMs - lastKeyMs < busyForMs;
      const nextMs = isBusy ? beatsMs.busy : inForeground ? beatsMs.waiting : beatsMs.background;
      dueMs = atMs + nextMs;
      return nextMs;
    },
  };
};
