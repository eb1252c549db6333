import { expect, test } from 'vitest';
import { runCleanUp } from '../../../electron/main/app/clean-up.ts';
import { limiter } from '../../../electron/main/app/limiter.ts';

test('steps run in order, and one that fails keeps none from running', async () => {
  const done: string[] = [];
  const failed: string[] = [];
  const steps = [
    { name: 'slow', run: () => Promise.resolve().then(() => void done.push('slow')) },
    { name: 'throws', run: () => JSON.parse('{') as void },
    { name: 'rejects', run: () => Promise.reject(new Error('no')) },
    { name: 'last', run: () => void done.push('last') },
  ];
  await runCleanUp(steps, (name) => failed.push(name));
  expect(done).toEqual(['slow', 'last']);
  expect(failed).toEqual(['throws', 'rejects']);
});

test('three in a minute are allowed, the fourth is not, and a minute later they are again', () => {
  const mayReload = limiter(3, 60_000);
  expect([0, 10_000, 20_000, 30_000].map(mayReload)).toEqual([true, true, true, false]);
  expect(mayReload(79_999)).toBe(true);
  expect(mayReload(79_999)).toBe(false);
});
