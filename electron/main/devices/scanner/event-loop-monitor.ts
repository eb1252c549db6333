/** The intervals between beats: after keys, while the window has the focus, and while it is in the background. */
const beatsMs = { busy: 20, waiting: 100, background: 1000 } as const;
/** How long after a key another one is expected. */
const busyForMs = 1000;
/** A beat that is later than this was delayed by other work. */
const slackMs = 20;

/**
 * Watches the event loop. Key events carry no timestamp: while the process was busy they waited, and then all of them seem
 * to happen at the same time. A missed beat shows how long they may have waited. Beats are slow while no keys arrive, because
 * each one wakes the processor. All times come from the same monotonic clock.
 */
export class EventLoopMonitor {
  #aliveMs: number;
  #dueMs: number;
  #lastKeyMs = Number.NEGATIVE_INFINITY;
  #isCatchingUp = false;

  constructor(nowMs: number) {
    this.#aliveMs = nowMs;
    this.#dueMs = nowMs + beatsMs.busy;
  }

  /** Returns the earliest time at which an event handled now can have happened. */
  earliestMs(nowMs: number): number {
    return this.#isCatchingUp || this.#isLate(nowMs) ? this.#aliveMs : nowMs;
  }

  /** Reports a key: beats become faster. */
  recordKey(nowMs: number): void {
    this.#lastKeyMs = nowMs;
  }

  /** Handles a beat. Returns the milliseconds until the next one. */
  beat(nowMs: number, inForeground: boolean): number {
    // A late beat may run before the events that waited with it. Only the next beat on time shows that they were handled.
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
