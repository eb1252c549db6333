import type { FromProcess, ToProcess } from './messages.ts';

/** A process that runs file-process.ts, started by Electron, or by Node in tests. */
export type FileProcess = {
  readonly send: (message: ToProcess) => void;
  readonly onMessage: (hear: (message: FromProcess) => void) => void;
  /** The process has exited, for whatever reason. */
  readonly onExit: (hear: () => void) => void;
  /** Kills it immediately, even while a file operation blocks it. */
  readonly kill: () => void;
};

/** How a process ended. */
export type ChildEnd = { readonly isCancelled: boolean; readonly killed: boolean };

/** How long a cancelled process may take to stop on its own. */
const stopPatienceMs = 2_000;
/** How long the system may take to kill a process. One that waits for a device that is gone cannot be killed. */
export const exitPatienceMs = 1_000;

/** Follows a working process to its end. */
export class FollowedChild {
  isGone = false;
  /** Settles when the process has exited, at most three seconds after `cancel`. Never rejects. */
  readonly ended: Promise<ChildEnd>;
  private readonly process: FileProcess;
  private readonly timers = new Set<NodeJS.Timeout>();
  private isCancelled = false;
  private killed = false;
  private settle: (end: ChildEnd) => void = () => undefined;

  constructor(process: FileProcess, hear: (message: FromProcess) => void) {
    this.process = process;
    this.ended = new Promise((resolve) => (this.settle = resolve));
    process.onMessage(hear);
    process.onExit(() => this.end());
  }

  /** Does nothing after the process has exited. */
  send(message: ToProcess): void {
    if (!this.isGone) this.process.send(message);
  }

  /** Asks the process to stop, and kills it if it does not. */
  cancel(): void {
    this.send({ kind: 'cancel' });
    if (this.isCancelled || this.isGone) return;
    this.isCancelled = true;
    this.after(stopPatienceMs, () => {
      this.killed = true;
      this.process.kill();
      this.after(exitPatienceMs, () => this.end());
    });
  }

  /** Runs a callback later, unless the process has exited by then. */
  after(delayMs: number, act: () => void): void {
    this.timers.add(setTimeout(act, delayMs));
  }

  private end(): void {
    this.isGone = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.settle({ isCancelled: this.isCancelled, killed: this.killed });
  }
}
