/** A process that was started with code of this folder, by Electron, or by Node in tests. */
export type ChildProcess<To, From> = {
  readonly send: (message: To) => void;
  readonly onMessage: (hear: (message: From) => void) => void;
  /** It is gone, for whatever reason. */
  readonly onExit: (hear: () => void) => void;
  /** Ends it at once, even where the system keeps it waiting for a file. */
  readonly kill: () => void;
};

/** Work in such a process. */
export type ChildWork<To> = {
  /** Says something to the process, unless it is gone. */
  readonly send: (message: To) => void;
  readonly isGone: () => boolean;
  /** Asks it to stop; where it does not, it is ended. */
  readonly cancel: () => void;
  /** Runs something later, unless the process is gone by then. */
  readonly after: (delayMs: number, act: () => void) => void;
  /** Settles when the process has ended, at the latest three seconds after `cancel`. Never rejects. */
  readonly ended: Promise<{ readonly isCancelled: boolean; readonly killed: boolean }>;
};

/** How long a process that is cancelled may take to stop by itself. */
const stopPatienceMs = 2_000;
/** By then the system has ended a process, unless the process waits for a device that is gone: then nothing can end it. */
const exitPatienceMs = 1_000;

/** Follows a process to its end. @param hear takes what it says. */
export const followChild = <To, From>(
  process: ChildProcess<To, From>,
  cancelMessage: To,
  hear: (message: From) => void,
): ChildWork<To> => {
  let isGone = false;
  let isCancelled = false;
  let killed = false;
  const timers = new Set<NodeJS.Timeout>();
  let settle = (_end: Awaited<ChildWork<To>['ended']>): void => undefined;
  const ended: ChildWork<To>['ended'] = new Promise((resolve) => {
    settle = resolve;
  });
  const after = (delayMs: number, act: () => void): void => void timers.add(setTimeout(act, delayMs));
  const end = (): void => {
    isGone = true;
    for (const timer of timers) clearTimeout(timer);
    settle({ isCancelled, killed });
  };
  const send = (message: To): void => {
    if (!isGone) process.send(message);
  };
  process.onMessage(hear);
  process.onExit(end);
  return {
    send,
    isGone: () => isGone,
    after,
    ended,
    cancel: () => {
      send(cancelMessage);
      if (isCancelled || isGone) return;
      isCancelled = true;
      after(stopPatienceMs, () => {
        killed = true;
        process.kill();
        after(exitPatienceMs, end);
      });
    },
  };
};
