import { expect, test } from 'vitest';
import { sizeWords } from '../../../renderer/src/components/size-words.ts';

test('a size uses the unit that people would choose', () => {
  expect([0, 999, 1000, 3_440_000, 12_000_000_000_000].map(sizeWords)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '3.4 MB',
    '12000.0 GB',
  ]);
});
