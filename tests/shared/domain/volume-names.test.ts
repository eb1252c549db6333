import { expect, test } from 'vitest';
import { isSet, isSetOf, placeInSet, volumeName, volumeWords } from '../../../shared/domain/volume-names.ts';

test('a request is a set if several volumes are expected or known, or one has a later number', () => {
  expect([isSet(null), isSet(1, 1), isSet(3), isSet(null, 2), isSet(1, 1, 2)]).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
  expect([isSetOf(null, []), isSetOf(1, [{ volume: 1 }]), isSetOf(3, [{ volume: 1 }])]).toEqual([
    false,
    false,
    true,
  ]);
  expect([isSetOf(1, [{ volume: 2 }]), isSetOf(null, [{ volume: 1 }, { volume: 1 }])]).toEqual([true, true]);
});

test('a volume has a number out of the expected ones; a volume beyond them has no total', () => {
  const words = (volume: number, volumesExpected: number | null) => [
    placeInSet({ volume, volumesExpected }),
    volumeWords({ volume, volumesExpected }),
  ];
  expect(words(2, 3)).toEqual(['2 of 3', 'volume 2 of 3']);
  expect(words(2, 1)).toEqual(['volume 2', 'volume 2']);
  expect(words(1, null)).toEqual(['volume 1', 'volume 1']);
});

test('a volume that was never scanned is named by its number alone', () => {
  expect(volumeName({ volume: 2, barcode: 'N-1' })).toBe('volume 2 (N-1)');
  expect(volumeName({ volume: 2, barcode: '' })).toBe('volume 2');
});
