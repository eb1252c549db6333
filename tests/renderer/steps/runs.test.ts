import { expect, test, vi } from 'vitest';
import { createRuns } from '../../../renderer/src/steps/runs/use-run.ts';
import type { OpId } from '../../../shared/domain/ids.ts';

test('a run processes one item after the other, each with its own id', async () => {
  const ids = new Set<OpId>();
  const runs = createRuns((item: number, opId) => {
    ids.add(opId);
    return Promise.resolve(item * 10);
  });
  expect(await runs.start([1, 2, 3])).toEqual([10, 20, 30]);
  expect(ids.size).toBe(3);
  expect(runs.state()).toEqual({ run: null, isStopping: false });
});

test('a stopped run ends after the item in progress, and the next run starts from the beginning', async () => {
  const answers: (() => void)[] = [];
  const runs = createRuns(
    (item: number) => new Promise<number>((answer) => answers.push(() => answer(item))),
  );
  const run = runs.start([1, 2, 3]);
  runs.stop();
  expect(runs.state()).toMatchObject({ run: { total: 3 }, isStopping: true });
  answers[0]?.();
  expect(await run).toEqual([1]);
  const next = runs.start([4]);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.();
  expect(await next).toEqual([4]);
});
