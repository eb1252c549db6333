import { setTimeout as pause } from 'node:timers/promises';
import { doneInTime } from '../../with-timeout.ts';

type QueueWorkerOptions = {
  /** Settles what an earlier run left unfinished. Called once, before the first work. */
  readonly settle: () => void;
  /** Processes everything that waits now. It accesses the database through `persist`. */
  readonly work: () => Promise<void>;
  /** Called when nothing is left to do. */
  readonly rest: () => void;
  /** Receives errors (mostly of the database), for the log. */
  readonly logFault: (error: unknown) => void;
  /** How long to wait before the database is tried again; 2 s if omitted. */
  readonly retryMs?: number;
};

/** Processes rows in the background, one run at a time. No error escapes. */
export class QueueWorker {
  readonly #options: QueueWorkerOptions;
  readonly #stopping = new AbortController();
  /** Aborted when no further row may be taken. */
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
    // A row may arrive after the last check of the current run.
    this.#isWanted = true;
    this.#running ??= this.#run();
  }

  /** Takes no further row and waits for the current one, up to this limit. If that takes longer, the next start settles it. */
  async stop(limitMs: number): Promise<void> {
    this.#stopping.abort();
    if (this.#running) await doneInTime(limitMs, this.#running);
  }

  /** Retries until the database accepts it: a lock or a full disk must not lose the result of a row. After stop it tries only once. */
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

  /** Notifies a listener, whose errors must not stop the work. */
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
