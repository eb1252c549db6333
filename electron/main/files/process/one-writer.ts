import { type Result, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { RunningWork } from './start-work.ts';

/** Work that stores many rows beside the steps of staff: an import, or the taking back of one. */
export type LongWrite = Omit<RunningWork, 'ended'> & { readonly ended: Promise<unknown> };

/** Lets one such work run at a time, and the steps of staff go first. */
export class OneWriter {
  private running: LongWrite | null = null;
  private stepsUnderWay = 0;
  /** The program ends: nothing is begun. */
  isClosing = false;

  /** Begins. @returns false where another one runs, or the program ends. */
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

  /** Waits for the end of what runs; another one may begin right after it. */
  async whenEnded(): Promise<void> {
    await this.running?.ended;
  }

  /**
   * Carries out a step of staff. What runs writes nothing until the step has returned, settled or not. Refused (`import-running`)
   * while it stores in bulk.
   */
  async stepFirst<T>(step: () => T | Promise<T>): Promise<T | Result<never>> {
    const work = this.running;
    if (!work) return await step();
    if (work.isInBulk())
      return refuse(
        'import-running',
        t(
          'The first file of this library is being imported, and nothing else can be saved until it finishes. Wait a moment, then try again.',
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

  /** Cancels what runs, and waits for its end. */
  async stop(): Promise<void> {
    this.cancel();
    await this.whenEnded();
  }
}
