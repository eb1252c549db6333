/**
 * Whose turn it is to write. The import runs in a thread of its process and is asked, by the thread that hears messages, to let a
 * step of staff go first: then it ends the transaction that it is in, and begins none until it may go on. Each request to wait gets
 * one answer: at once where nothing is being written, otherwise when the transaction is over.
 */
export type Turns = {
  /** What the threads share; another one makes its `Turns` of it. */
  readonly shared: SharedArrayBuffer;
  /**
   * Steps come first until `goOn`. Returns whether nothing is being written; otherwise `done` will say so.
   * @param request its number, which the answer names.
   */
  readonly hold: (request: number) => boolean;
  readonly goOn: () => void;
  /** The import is to stop. */
  readonly cancel: () => void;
  readonly isCancelled: () => boolean;
  /** Whether a step waits: the transaction is to end soon. */
  readonly isHeld: () => boolean;
  /** Whether a step was seen to wait in the last so many milliseconds. */
  readonly wasHeldWithin: (ms: number) => boolean;
  /** Waits for the import's turn to write. It blocks its thread. */
  readonly take: () => void;
  /** The transaction is over. Returns the number of the request that has waited for that, or null. */
  readonly done: () => number | null;
};

/** What a writer of rows needs of it. */
export type WriterTurns = Pick<Turns, 'take' | 'done' | 'isHeld' | 'wasHeldWithin'>;

/** A step takes a few hundredths of a second. Whoever holds the import for longer has forgotten to let it go on. */
const longestHoldMs = 500;

const places = { state: 0, cancelled: 1, request: 2 } as const;
/** One place for both, so that nobody sees half of a change. `owed`: a step waits for the end of what is being written. */
const free = 0;
const writing = 1;
const held = 2;
const owed = 3;

export const createTurns = (shared = new SharedArrayBuffer(12)): Turns => {
  const memory = new Int32Array(shared);
  const state = (): number => Atomics.load(memory, places.state);
  /** Moves on from one state to another. Returns whether it was that one still. */
  const moved = (from: number, to: number): boolean => {
    if (Atomics.compareExchange(memory, places.state, from, to) !== from) return false;
    Atomics.notify(memory, places.state);
    return true;
  };
  let heldAtMs = -Infinity;
  const isHeld = (): boolean => {
    const isNow = state() >= held;
    if (isNow) heldAtMs = performance.now();
    return isNow;
  };
  const goOn = (): void => {
    if (!moved(held, free)) moved(owed, writing);
  };
  return {
    shared,
    hold: (request) => {
      Atomics.store(memory, places.request, request);
      for (;;) {
        if (moved(free, held) || state() === held) return true;
        if (moved(writing, owed) || state() === owed) return false;
      }
    },
    goOn,
    cancel: () => {
      Atomics.store(memory, places.cancelled, 1);
      goOn();
    },
    isCancelled: () => Atomics.load(memory, places.cancelled) === 1,
    isHeld,
    wasHeldWithin: (ms) => performance.now() - heldAtMs <= ms,
    take: () => {
      const holdEndsAt = performance.now() + longestHoldMs;
      while (!moved(free, writing)) {
        const leftMs = holdEndsAt - performance.now();
        if (leftMs <= 0 && moved(held, owed)) return;
        if (isHeld()) Atomics.wait(memory, places.state, held, Math.max(1, leftMs));
      }
    },
    done: () => {
      while (!moved(writing, free)) if (moved(owed, held)) return Atomics.load(memory, places.request);
      return null;
    },
  };
};
