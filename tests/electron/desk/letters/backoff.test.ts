import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, longestMs } from '../../../../electron/main/desk/letters/backoff.ts';

test('a pause is a minute to six hours, whatever chance says, and never shorter after more failures', () => {
  fc.assert(
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
