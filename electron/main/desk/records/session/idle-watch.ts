/** How often it is looked whether the time is over. */
export const lookEveryMs = 5_000;

type IdlePorts = {
  /** The time now, in milliseconds; a clock of the wall, which goes on while the computer sleeps. */
  readonly nowMs: () => number;
  /** Calls something again and again. @returns ends it. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** After how many minutes who is signed in now is signed out; null: never, or nobody is. */
  readonly limitMinutes: () => number | null;
  /** Whether who is signed in now is signed out when the system is locked. */
  readonly locksWithSystem: () => boolean;
  readonly lock: () => void;
};

export type IdleWatch = {
  /** A key was pressed, a code scanned, the mouse moved. */
  readonly active: () => void;
  /** The system was locked, or goes to sleep. */
  readonly systemLocked: () => void;
  readonly stop: () => void;
};

/** Signs out whoever has left the workstation. What runs beside the page, an import or a print, goes on. */
export const watchIdleness = (ports: IdlePorts): IdleWatch => {
  let lastMs = ports.nowMs();
  const look = (): void => {
    const nowMs = ports.nowMs();
    // The clock was set back: counted from now on, rather than not at all until it is as late again.
    if (nowMs < lastMs) lastMs = nowMs;
    const limit = ports.limitMinutes();
    if (limit === null) {
      // Whoever signs in next begins with all of the time.
      lastMs = nowMs;
      return;
    }
    if (nowMs - lastMs >= limit * 60_000) ports.lock();
  };
  const stop = ports.every(lookEveryMs, look);
  return {
    active: () => {
      // After a sleep the first key may come before the look.
      look();
      lastMs = ports.nowMs();
    },
    systemLocked: () => {
      if (ports.locksWithSystem()) ports.lock();
    },
    stop,
  };
};
