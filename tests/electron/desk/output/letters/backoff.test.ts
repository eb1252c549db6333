import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, longestMs } from '../../../../../electron/main/desk/output/letters/backoff.ts';
import { checkProperty } from '../../../../support/check-property.ts';

test('a pause is a minute to six hours, whatever chance says, and never shorter after more failures', () => {
  checkProperty(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, chance) => {
        const pause = backoffMs(n, chance);
        expect(pause).toBeGreaterThanOrEqual(60_000);
        expect(pause).toBeLessThanOrEqual(longestMs);
        expect(backoffMs(n + 1, chance)).toBeGreaterThanOrEqual(pause);
      },
    ),
  );
});

test('chance spreads the desks by a fifth, and each failure doubles the pause', () => {
  expect([0, 0.5, 1].map((chance) => backoffMs(3, chance))).toEqual([216_000, 240_000, 264_000]);
  expect([1, 2, 3, 8, 9, 10].map((n) => backoffMs(n, 0.5) / 60_000)).toEqual([1, 2, 4, 128, 256, 360]);
});
