import { setTimeout as pause } from 'node:timers/promises';
import { doneInTime } from '../../with-timeout.ts';

export type QueueWorkerOptions = {
  /** Settles what an earlier run left in the middle. It is done once, before the first work. */
  readonly settle: () => void;
  /** Does all that waits now. It takes the database by `persist`. */
  readonly work: () => Promise<void>;
  /** Follows when nothing is left to do. */
  readonly rest: () => void;
  /** Takes faults (of the database, mostly), for the log. */
  readonly logFault: (error: unknown) => void;
  /** How long to wait before the database is tried again; 2 s when left out. */
  readonly retryMs?: number;
};

/** Works off rows beside the work of staff, one run at a time. Nothing that goes wrong in here gets out. */
export class QueueWorker {
  readonly #options: QueueWorkerOptions;
  readonly #stopping = new AbortController();
  /** Aborted when no further row is to be taken. */
  readonly signal: AbortSignal = this.#stopping.signal;
  #running: Promise<void> | null = null;
  #isWanted = false;
  #isSettled = false;

  constructor(options: QueueWorkerOptions) {
    this.#options = options;
  }

  /** Looks for rows that wait. It is cheap. */
  kick(): void {
    if (this.signal.aborted) return;
    // A row may come behind the last look of the run that goes on.
    this.#isWanted = true;
    this.#running ??= this.#run();
  }

  /** Takes no further row and waits for the one under way, but not longer than this. What takes longer is settled by the next start. */
  async stop(limitMs: number): Promise<void> {
    this.#stopping.abort();
    if (this.#running) await doneInTime(limitMs, this.#running);
  }

  /** Tries until the database takes it: a lock or a full disk must not lose what became of a row. After stop once more, no longer. */
  async persist<T>(write: () => T): Promise<T | undefined> {
    for (;;) {
      try {
        return write();
      } catch (error) {
        this.#options.logFault(error);
        if (this.signal.aborted) return undefined;
        await pause(this.#options.retryMs ?? 2_000, undefined, { signal: this.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  /** Passes news on. Who hears them must not stop the work. */
  tell(news: () => void): void {
    try {
      news();
    } catch (error) {
      this.#options.logFault(error);
    }
  }

  async #run(): Promise<void> {
    if (!this.#isSettled)
      this.#isSettled = (await this.persist(() => (this.#options.settle(), true))) ?? false;
    while (this.#isWanted && !this.signal.aborted) {
      this.#isWanted = false;
      await this.#options.work();
    }
    this.#running = null;
    await this.persist(this.#options.rest);
  }
}
