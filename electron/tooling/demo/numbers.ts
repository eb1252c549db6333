/** A small generator of repeatable numbers: the same seed, the same demo library, on every machine. */
export type Numbers = {
  /** A whole number from 0 up to, but without, `below`. */
  readonly below: (below: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** True in `percent` of a hundred cases. */
  readonly chance: (percent: number) => boolean;
};

export const numbersFrom = (seed: number): Numbers => {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
  const pick = <T>(list: readonly T[]): T => {
    const one = list[below(list.length)];
    if (one === undefined) throw new Error('Nothing to pick from');
    return one;
  };
  return { below, pick, chance: (percent) => below(100) < percent };
};
