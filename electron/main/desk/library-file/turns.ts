import { setTimeout as delay } from 'node:timers/promises';

/**
 * Whose turn it is to write: an import asks for its own before each transaction, and waits while a step of staff is under way.
 */
export type Turns = {
  /** Steps come first until `goOn`. */
  readonly hold: () => void;
  readonly goOn: () => void;
  /** Waits for the import's turn. Lets messages in, too. */
  readonly take: () => Promise<void>;
};

/** A step takes a few hundredths of a second. Whoever holds the import for longer has forgotten to let it go on. */
const longestHoldMs = 500;

export const createTurns = (): Turns => {
  let released: (() => void) | null = null;
  let held: Promise<void> | null = null;
  return {
    hold: () => {
      held ??= new Promise((resolve) => {
        released = resolve;
      });
    },
    goOn: () => {
      released?.();
      released = null;
      held = null;
    },
    take: async () => {
      // Messages come in while nothing runs.
      await delay(1);
      const holdEndsAt = performance.now() + longestHoldMs;
      // Who is let go on may be held again before it notices.
      while (held && performance.now() < holdEndsAt) await orLate(held, holdEndsAt - performance.now());
    },
  };
};

const orLate = async (held: Promise<void>, limitMs: number): Promise<void> => {
  const stop = new AbortController();
  const late = delay(limitMs, undefined, { signal: stop.signal }).catch(() => undefined);
  await Promise.race([held, late]);
  stop.abort();
};
