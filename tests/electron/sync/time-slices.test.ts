import { expect, test } from 'vitest';
import { timeSlices } from '../../../electron/main/sync/time-slices.ts';

test('a turn has as many rows as the last ones took time, between bounds', () => {
  const turns = timeSlices(() => Promise.resolve());
  expect(turns.rows()).toBe(40);
  turns.took(40, 3);
  expect(turns.rows()).toBe(50);
  for (let turn = 0; turn < 30; turn += 1) turns.took(10, 0.1);
  expect(turns.rows()).toBe(1_000);
  for (let turn = 0; turn < 30; turn += 1) turns.took(1, 100);
  expect(turns.rows()).toBe(40);
});

test('before each turn that is done which must not fall into one', async () => {
  let times = 0;
  const turns = timeSlices(async () => {
    await Promise.resolve();
    times += 1;
  });
  await turns.pause();
  expect(times).toBe(1);
});
