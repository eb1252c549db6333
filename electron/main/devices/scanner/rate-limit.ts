/** More codes than this in a second come from a fault, not from a hand. */
const mostPerSecond = 100;

export type RateLimit = {
  /** Counts one code more. */
  readonly isTooMuch: (nowMs: number) => boolean;
  /** It was quiet: what comes now is counted anew. */
  readonly reset: () => void;
};

/** Tells a scanner that sends codes without stopping. Once it is too much it stays so until it was quiet. */
export const createRateLimit = (): RateLimit => {
  let sinceMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    isTooMuch: (nowMs) => {
      if (count <= mostPerSecond && nowMs - sinceMs >= 1_000) {
        sinceMs = nowMs;
        count = 0;
      }
      count += 1;
      return count > mostPerSecond;
    },
    reset: () => {
      sinceMs = Number.NEGATIVE_INFINITY;
      count = 0;
    },
  };
};
