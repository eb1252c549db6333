import { setImmediate as othersTurn, setTimeout as pause } from 'node:timers/promises';

/** How long after a step somebody is taken to work at the desk still, in milliseconds. */
const atWorkMs = 3_000;
/** How long the desk has for itself after each row that is worked off in the background meanwhile, in milliseconds. */
const restMs = 8;

/** Whether somebody works at the desk: what is worked off in the background gives way to them. */
export class DeskAtWork {
  #workedAt = Number.NEGATIVE_INFINITY;

  /** Notes that somebody works at the desk. */
  note(): void {
    this.#workedAt = performance.now();
  }

  isOn(): boolean {
    return performance.now() - this.#workedAt < atWorkMs;
  }

  /** Leaves the desk to others after a row: for a moment while somebody works, or else for their turn. @param signal ends it early */
  async rest(signal: AbortSignal): Promise<void> {
    if (this.isOn()) await pause(restMs, undefined, { signal }).catch(() => undefined);
    else await othersTurn();
  }
}
