/** How often the idle time is checked. */
export const checkIntervalMs = 5_000;

type IdlePorts = {
  /** The time now, in milliseconds; a wall clock, which continues while the computer sleeps. */
  readonly nowMs: () => number;
  /** Calls a function repeatedly. @returns stops it. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** The idle limit of the signed-in operator in minutes; null: none, or no one is signed in. */
  readonly limitMinutes: () => number | null;
  /** Whether the signed-in operator is signed out when the system is locked. */
  readonly locksWithSystem: () => boolean;
  readonly lock: () => void;
};

export type IdleWatch = {
  /** Called when a key was pressed, a code scanned, or the mouse moved. */
  readonly active: () => void;
  /** Called when the system was locked, or goes to sleep. */
  readonly systemLocked: () => void;
  readonly stop: () => void;
};

/** Signs out an idle operator. Background work such as an import or printing continues. */
export const watchIdleness = (ports: IdlePorts): IdleWatch => {
  let lastMs = ports.nowMs();
  const look = (): void => {
    const nowMs = ports.nowMs();
    // The clock was set back: restart the count, instead of waiting until the clock reaches the old time again.
    if (nowMs < lastMs) lastMs = nowMs;
    const limit = ports.limitMinutes();
    if (limit === null) {
      // The next operator who signs in starts with the full time.
      lastMs = nowMs;
      return;
    }
    if (nowMs - lastMs >= limit * 60_000) ports.lock();
  };
  const stop = ports.every(checkIntervalMs, look);
  return {
    active: () => {
      // After a sleep the first key may come before the check.
      look();
      lastMs = ports.nowMs();
    },
    systemLocked: () => {
      if (ports.locksWithSystem()) ports.lock();
    },
    stop,
  };
};
