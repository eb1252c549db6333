/** Random values that a seed reproduces. */
export type Random = {
  /** Returns a whole number from 0 up to, not including, `n`. */
  readonly below: (n: number) => number;
  readonly chance: (probability: number) => boolean;
  /** Returns one of the values; undefined if there are none. */
  readonly pick: <T>(values: readonly T[]) => T | undefined;
  /** Returns one of at least one value. */
  readonly oneOf: <T>(...values: readonly [T, ...T[]]) => T;
  readonly uuid: () => string;
};

/** The generator mulberry32: small, and the same on every machine. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('');
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (values) => values[below(values.length)],
    oneOf: (...values) => values[below(values.length)] ?? values[0],
    uuid: () => `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
};
