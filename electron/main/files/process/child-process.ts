import type { FromProcess, ToProcess } from './messages.ts';

/** A process that was started with the code of file-process.ts: by Electron, or by Node in tests. */
export type FileProcess = {
  readonly send: (message: ToProcess) => void;
  readonly onMessage: (hear: (message: FromProcess) => void) => void;
  /** It is gone, for whatever reason. */
  readonly onExit: (hear: () => void) => void;
  /** Ends it at once, even where the system keeps it waiting for a file. */
  readonly kill: () => void;
};

/** How a process ended. */
export type ChildEnd = { readonly isCancelled: boolean; readonly killed: boolean };

/** How long a process that is cancelled may take to stop by itself. */
const stopPatienceMs = 2_000;
/** By then the system has ended a process, unless the process waits for a device that is gone: then nothing can end it. */
const exitPatienceMs = 1_000;

/** Follows a process that works to its end. */
export class FollowedChild {
  isGone = false;
  /** Settles when the process has ended, at the latest three seconds after `cancel`. Never rejects. */
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

  /** Unless it is gone. */
  send(message: ToProcess): void {
    if (!this.isGone) this.process.send(message);
  }

  /** Asks it to stop; where it does not, it is ended. */
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

  /** Runs something later, unless the process is gone by then. */
  after(delayMs: number, act: () => void): void {
    this.timers.add(setTimeout(act, delayMs));
  }

  private end(): void {
    this.isGone = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.settle({ isCancelled: this.isCancelled, killed: this.killed });
  }
}
