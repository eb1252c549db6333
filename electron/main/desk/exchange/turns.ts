/**
 * Whose turn it is to write. The import runs in a thread of its process and is asked, by the thread that hears messages, to let a
 * step of staff go first: then it ends the transaction that it is in, and begins none until it may go on.
 */
export type Turns = {
  /** What the threads share; another one makes its `Turns` of it. */
  readonly shared: SharedArrayBuffer;
  /** Steps come first until `goOn`. Returns whether nothing is being written; otherwise `done` will say so. */
  readonly hold: () => boolean;
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
  /** The transaction is over. Returns whether a step has waited for that. */
  readonly done: () => boolean;
};

/** A step takes a few hundredths of a second. Whoever holds the import for longer has forgotten to let it go on. */
const longestHoldMs = 500;

const places = { held: 0, writing: 1, cancelled: 2 } as const;

export const createTurns = (shared = new SharedArrayBuffer(12)): Turns => {
  const state = new Int32Array(shared);
  const set = (place: keyof typeof places, value: 0 | 1): void => {
    Atomics.store(state, places[place], value);
    Atomics.notify(state, places[place]);
  };
  const is = (place: keyof typeof places): boolean => Atomics.load(state, places[place]) === 1;
  let heldAtMs = -Infinity;
  const isHeld = (): boolean => {
    const held = is('held');
    if (held) heldAtMs = performance.now();
    return held;
  };
  return {
    shared,
    hold: () => {
      set('held', 1);
      return !is('writing');
    },
    goOn: () => set('held', 0),
    cancel: () => {
      set('cancelled', 1);
      set('held', 0);
    },
    isCancelled: () => is('cancelled'),
    isHeld,
    wasHeldWithin: (ms) => performance.now() - heldAtMs <= ms,
    take: () => {
      const holdEndsAt = performance.now() + longestHoldMs;
      for (;;) {
        // First this, then the look: whoever holds it looks the other way round, so one of the two sees the other.
        set('writing', 1);
        const leftMs = holdEndsAt - performance.now();
        if (!isHeld() || leftMs <= 0) return;
        set('writing', 0);
        Atomics.wait(state, places.held, 1, leftMs);
      }
    },
    done: () => {
      set('writing', 0);
      return isHeld();
    },
  };
};
