/**
 * A lock between two threads of one process: one writes rows in transactions, the other receives messages and pauses it for a command of
 * staff. A paused writer ends its transaction and begins none. Each request to pause gets one answer: immediately if no transaction is
 * open, otherwise at the end of the transaction.
 */
export type WriteLock = {
  /** The memory that the threads share. Another thread creates its lock from it. */
  readonly shared: SharedArrayBuffer;
  /**
   * Pauses the writer until `resume`. Returns true if no transaction is open; otherwise `release` will return the request.
   * @param request its number.
   */
  readonly pause: (request: number) => boolean;
  readonly resume: () => void;
  readonly cancel: () => void;
  readonly isCancelled: () => boolean;
  readonly isPaused: () => boolean;
  /** Whether the writer was paused within the last `ms` milliseconds. */
  readonly wasPausedWithin: (ms: number) => boolean;
  /** Waits until the writer may write. Blocks its thread. */
  readonly acquire: () => void;
  /** Marks the transaction as ended. Returns the number of the request that waited for it, or null. */
  readonly release: () => number | null;
};

/** The part of the lock that a writer of rows needs. */
export type WriterLock = Pick<WriteLock, 'acquire' | 'release' | 'isPaused' | 'wasPausedWithin'>;

/** A command takes a few hundredths of a second. After this long the caller has failed to resume the writer. */
const longestPauseMs = 500;

const places = { state: 0, cancelled: 1, request: 2 } as const;
/** One number for both sides, so that changes are atomic. `owed`: a pause waits for the end of the transaction. */
const free = 0;
const writing = 1;
const paused = 2;
const owed = 3;

export const createWriteLock = (shared = new SharedArrayBuffer(12)): WriteLock => {
  const memory = new Int32Array(shared);
  const state = (): number => Atomics.load(memory, places.state);
  const changed = (from: number, to: number): boolean => {
    if (Atomics.compareExchange(memory, places.state, from, to) !== from) return false;
    Atomics.notify(memory, places.state);
    return true;
  };
  let pausedAtMs = -Infinity;
  const isPaused = (): boolean => {
    const isNow = state() >= paused;
    if (isNow) pausedAtMs = performance.now();
    return isNow;
  };
  const resume = (): void => {
    if (!changed(paused, free)) changed(owed, writing);
  };
  return {
    shared,
    pause: (request) => {
      Atomics.store(memory, places.request, request);
      for (;;) {
        if (changed(free, paused) || state() === paused) return true;
        if (changed(writing, owed) || state() === owed) return false;
      }
    },
    resume,
    cancel: () => {
      Atomics.store(memory, places.cancelled, 1);
      resume();
    },
    isCancelled: () => Atomics.load(memory, places.cancelled) === 1,
    isPaused,
    wasPausedWithin: (ms) => performance.now() - pausedAtMs <= ms,
    acquire: () => {
      const endsAt = performance.now() + longestPauseMs;
      while (!changed(free, writing)) {
        const leftMs = endsAt - performance.now();
        if (leftMs <= 0 && changed(paused, owed)) return;
        if (isPaused()) Atomics.wait(memory, places.state, paused, Math.max(1, leftMs));
      }
    },
    release: () => {
      while (!changed(writing, free)) if (changed(owed, paused)) return Atomics.load(memory, places.request);
      return null;
    },
  };
};
