import type { CalendarDate } from '../../../../shared/domain/ids.ts';

/** Makes all random choices in a life. */
export type Dice = {
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** One of these days of January 2027. */
  readonly day: (...days: readonly number[]) => CalendarDate;
};

/** A small random number generator: the same seed gives the same life. */
export const diceOf = (seed: number): Dice => {
  let state = seed * 2654435761 + 1;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return {
    chance: (share) => next() < share,
    pick,
    day: (...days) => `2027-01-${String(pick(days)).padStart(2, '0')}` as CalendarDate,
  };
};
