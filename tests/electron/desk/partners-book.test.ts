import { afterEach, beforeEach, expect, test } from 'vitest';
import { playAt } from '../../shared/domain/life/world.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { howMany } from '../../support/how-many.ts';
import { expectKept } from '../../support/life-kept.ts';
import { RealDesk } from './real-desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
  // Thousands of steps on a file that nobody needs after a power cut.
  desk.raw.pragma('synchronous = OFF');
});
afterEach(() => desk.close());

test(
  'on real services, letters and rows the book of each partner says what its turn says',
  { timeout: 600_000 },
  () => {
    const lives = howMany('REAL_LIVES', 60, 5_000);
    for (let seed = 1; seed <= lives; seed++) playAt(seed, 40, (begin) => new RealDesk(desk, begin, seed));
    expectKept(desk.raw);
    expect(desk.raw.pragma('foreign_key_check')).toEqual([]);
  },
);
