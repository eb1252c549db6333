import { type Result, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { RunningWork } from './start-work.ts';

/** Work that writes many rows while staff are working: an import, or undoing one. */
export type LongWrite = Omit<RunningWork, 'ended'> & { readonly ended: Promise<unknown> };

/** Runs one long write at a time, and lets commands of staff go first. */
export class OneWriter {
  private running: LongWrite | null = null;
  private stepsUnderWay = 0;
  /** The program is closing: nothing new may begin. */
  isClosing = false;

  /** Registers a running long write. @returns false if another one is running, or the program is closing. */
  occupy(work: LongWrite): boolean {
    if (this.running || this.isClosing) return false;
    this.running = { ...work, ended: work.ended.finally(() => (this.running = null)) };
    return true;
  }

  isRunning(): boolean {
    return this.running !== null;
  }

  cancel(): void {
    this.running?.cancel();
  }

  /** Waits for the end of the running work. Another one may begin right after it. */
  async whenEnded(): Promise<void> {
    await this.running?.ended;
  }

  /**
   * Runs a command of staff. The long write is paused until the call has returned, even if its promise is not settled. Refused
   * (`import-running`) during a bulk import.
   */
  async runStepFirst<T>(step: () => T | Promise<T>): Promise<T | Result<never>> {
    const work = this.running;
    if (!work) return await step();
    if (work.isInBulk())
      return refuse(
        'import-running',
        t(
          'A large file is being imported, and nothing else can be saved until it finishes. Wait a moment, then try again.',
        ),
        undefined,
        true,
      );
    this.stepsUnderWay += 1;
    await work.giveWay();
    let result;
    try {
      result = step();
    } finally {
      this.stepsUnderWay -= 1;
      if (this.stepsUnderWay === 0) work.goOn();
    }
    return await result;
  }

  /** Cancels the running work and waits for its end. */
  async stop(): Promise<void> {
    this.cancel();
    await this.whenEnded();
  }
}
