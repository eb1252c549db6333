import { setImmediate as othersTurn, setTimeout as pause } from 'node:timers/promises';

/** How long after a step staff count as working at the desk, in milliseconds. */
const atWorkMs = 3_000;
/** How long background work pauses after each row while staff work, in milliseconds. */
const restMs = 8;

/** Whether staff are working at the desk: background work gives way to them. */
export class DeskAtWork {
  #workedAt = Number.NEGATIVE_INFINITY;

  /** Notes that staff are working at the desk. */
  note(): void {
    this.#workedAt = performance.now();
  }

  isOn(): boolean {
    return performance.now() - this.#workedAt < atWorkMs;
  }

  /** Pauses after a row: for a moment while staff work, otherwise until the event loop has run. @param signal ends it early */
  async rest(signal: AbortSignal): Promise<void> {
    if (this.isOn()) await pause(restMs, undefined, { signal }).catch(() => undefined);
    else await othersTurn();
  }
}
