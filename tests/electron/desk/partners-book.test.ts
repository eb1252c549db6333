import { beforeEach, expect, test } from 'vitest';
import { playAt } from '../../shared/domain/life/world.ts';
import { openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { howMany } from '../../support/how-many.ts';
import { expectDerivedColumns } from '../../support/expect-derived-columns.ts';
import { RealDesk } from './real-desk.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  // Thousands of steps on a file that need not survive a power failure.
  desk.raw.pragma('synchronous = OFF');
});

test(
  'with real services, letters and rows, each partner’s records agree with its turn',
  { timeout: 600_000 },
  () => {
    const lives = howMany('REAL_LIVES', 60, 5_000);
    for (let seed = 1; seed <= lives; seed++) playAt(seed, 40, (begin) => new RealDesk(desk, begin, seed));
    expectDerivedColumns(desk.raw);
    expect(desk.raw.pragma('foreign_key_check')).toEqual([]);
  },
);
