import { expect, test } from 'vitest';
import { volumeWords } from '../../../../renderer/src/pages/return-items/volume-words.ts';
import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';

const words = (volume: number, volumesExpected: number | null, inSet = true): string | null =>
  volumeWords({ volume, volumesExpected, inSet } as ReturnLook);

test('a volume has a number out of the expected ones; a volume beyond them has no total', () => {
  expect(words(1, 1, false)).toBeNull();
  expect(words(1, null, false)).toBeNull();
  expect(words(1, null)).toBe('1');
  expect(words(2, 3)).toBe('2 of 3');
  expect(words(2, null)).toBe('2');
  expect(words(2, 1)).toBe('2');
});
