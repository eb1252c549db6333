import { expect, test } from 'vitest';
import { timeSlices } from '../../../electron/main/sync/time-slices.ts';

test('the size of a slice follows the time that the last ones took, within bounds', () => {
  const slices = timeSlices(() => Promise.resolve());
  expect(slices.rows()).toBe(40);
  slices.took(40, 3);
  expect(slices.rows()).toBe(50);
  for (let slice = 0; slice < 30; slice += 1) slices.took(10, 0.1);
  expect(slices.rows()).toBe(1_000);
  for (let slice = 0; slice < 30; slice += 1) slices.took(1, 100);
  expect(slices.rows()).toBe(40);
});
