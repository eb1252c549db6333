import { expect, test } from 'vitest';
import { doneInTime, TimeLimitError, withTimeout } from '../../electron/main/with-timeout.ts';

const never = new Promise<never>(() => undefined);
const broken = (): Promise<never> => Promise.reject(new Error('no'));

test('work is waited for only within its time limit', async () => {
  expect(await doneInTime(10_000, Promise.resolve())).toBe(true);
  expect(await doneInTime(1, never)).toBe(false);
  await expect(doneInTime(10_000, broken())).rejects.toThrow('no');
});

test('the result of the work is returned, or after the limit an error that names the work', async () => {
  expect(await withTimeout(10_000, 'Counting', Promise.resolve(3))).toBe(3);
  await expect(withTimeout(1, 'Counting', never)).rejects.toThrow('Counting took longer than 0.001 s');
  await expect(withTimeout(1, 'Counting', never)).rejects.toBeInstanceOf(TimeLimitError);
  await expect(withTimeout(10_000, 'Counting', broken())).rejects.toThrow('no');
});
