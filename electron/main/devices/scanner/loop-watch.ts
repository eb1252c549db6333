/** Beats while keys come, while the window waits for them, and while it is in the background. */
const beatsMs = { busy: 20, waiting: 100, background: 1000 } as const;
/** How long after a key the next one is still expected. */
const busyForMs = 1000;
/** A beat that comes later than this was kept up by other work. */
const slackMs = 20;

/**
 * A watch over the event loop. Key events carry no time of their own: while the process was busy they waited, and then they all seem
 * to happen at once. A beat that fails to come in time shows since when they may have waited. It is slow while no keys come, because
 * each beat wakes the processor. All times are of one clock that only goes forward.
 */
export class LoopWatch {
  #aliveMs: number;
  #dueMs: number;
  #lastKeyMs = Number.NEGATIVE_INFINITY;
  #isCatchingUp = false;

  constructor(nowMs: number) {
    this.#aliveMs = nowMs;
    this.#dueMs = nowMs + beatsMs.busy;
  }

  /** The earliest moment at which an event that is handled now can have happened. */
  earliestMs(nowMs: number): number {
    return this.#isCatchingUp || this.#isLate(nowMs) ? this.#aliveMs : nowMs;
  }

  /** A key came: the watch looks closer. */
  keyCame(nowMs: number): void {
    this.#lastKeyMs = nowMs;
  }

  /** Takes a beat. Returns in how many milliseconds the next is due. */
  beat(nowMs: number, inForeground: boolean): number {
    // A late beat may come before the events that waited with it: only the next one in time shows that they are through.
    this.#isCatchingUp = this.#isLate(nowMs);
    if (!this.#isCatchingUp) this.#aliveMs = nowMs;
    const isBusy = this.#isCatchingUp || nowMs - this.#lastKeyMs < busyForMs;
    const nextMs = isBusy ? beatsMs.busy : inForeground ? beatsMs.waiting : beatsMs.background;
    this.#dueMs = nowMs + nextMs;
    return nextMs;
  }

  #isLate(nowMs: number): boolean {
    return nowMs > this.#dueMs + slackMs;
  }
}
