import { expect, test } from 'vitest';
import {
  checkIntervalMs,
  watchIdleness,
} from '../../../../../electron/main/desk/records/session/idle-watch.ts';
import { idleMinutesOf, locksWithSystem } from '../../../../../shared/domain/idle-lock.ts';

const minute = 60_000;
type Recorded = readonly [atMinutes: number, what: 'key' | 'system-lock'];

/** Replays a recorded day at a desk. @returns the minutes at which the operator was signed out. */
const play = (
  recorded: readonly Recorded[],
  untilMinutes: number,
  limitMinutes: number | null,
  withSystem = true,
): number[] => {
  const locks: number[] = [];
  let nowMs = 0;
  let isIn = true;
  let look = (): void => undefined;
  const watch = watchIdleness({
    nowMs: () => nowMs,
    every: (_, run) => {
      look = run;
      return () => undefined;
    },
    limitMinutes: () => (isIn ? limitMinutes : null),
    locksWithSystem: () => isIn && withSystem,
    lock: () => {
      isIn = false;
      locks.push(nowMs / minute);
    },
  });
  const waiting = [...recorded];
  for (; nowMs <= untilMinutes * minute; nowMs += checkIntervalMs) {
    while (waiting[0] && waiting[0][0] * minute <= nowMs) {
      const [, what] = waiting.shift() ?? [];
      if (what === 'key') watch.active();
      else watch.systemLocked();
    }
    look();
  }
  return locks;
};

test('an operator who has left is signed out after the timeout, once', () => {
  expect(play([[3, 'key']], 60, 15)).toEqual([18]);
});

test('each key, scan or mouse movement restarts the timeout', () => {
  const busy = Array.from({ length: 8 }, (_, n): Recorded => [n * 14, 'key']);
  expect(play(busy, 112, 15)).toEqual([]);
  expect(play(busy, 140, 15)).toEqual([113]);
});

test('never means never, and without a signed-in operator there is no one to sign out', () => {
  expect(play([], 10_000, null)).toEqual([]);
});

test('locking the system signs out immediately, if so configured', () => {
  expect(play([[2, 'system-lock']], 10, 15)).toEqual([2]);
  expect(play([[2, 'system-lock']], 10, 15, false)).toEqual([]);
});

const atClock = (): {
  readonly watch: ReturnType<typeof watchIdleness>;
  readonly setMinutes: (minutes: number) => void;
  readonly look: () => void;
  readonly locks: () => number;
} => {
  let nowMs = 0;
  let locks = 0;
  let look = (): void => undefined;
  const watch = watchIdleness({
    nowMs: () => nowMs,
    every: (_, run) => {
      look = run;
      return () => undefined;
    },
    limitMinutes: () => 15,
    locksWithSystem: () => true,
    lock: () => (locks += 1),
  });
  return {
    watch,
    setMinutes: (minutes) => {
      nowMs = minutes * minute;
    },
    look: () => look(),
    locks: () => locks,
  };
};

test('the first key after a long sleep is too late', () => {
  const { watch, setMinutes, locks } = atClock();
  setMinutes(600);
  watch.active();
  expect(locks()).toBe(1);
});

test('a clock set back does not extend the timeout', () => {
  const { look, setMinutes, locks } = atClock();
  setMinutes(-600);
  look();
  setMinutes(-584);
  look();
  expect(locks()).toBe(1);
});

test('the default is a quarter of an hour with a PIN and never without; a chosen time applies to both', () => {
  const by = (idleMinutes: number | null, hasPin: boolean): number | null =>
    idleMinutesOf({ idleMinutes, withSystem: true }, { hasPin });
  expect([by(null, true), by(null, false), by(0, true), by(5, true), by(5, false)]).toEqual([
    15,
    null,
    null,
    5,
    5,
  ]);
  const withSystem = (chosen: boolean, hasPin: boolean): boolean =>
    locksWithSystem({ idleMinutes: null, withSystem: chosen }, { hasPin });
  expect([withSystem(true, true), withSystem(true, false), withSystem(false, true)]).toEqual([
    true,
    false,
    false,
  ]);
});
