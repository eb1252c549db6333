import { expect, test } from 'vitest';
import { playwrightTimes, slowestLines, vitestTimes } from '../../../electron/tooling/testing/slowest.ts';

test('the times of tests are read from what vitest and Playwright report, suites within suites', () => {
  const unit = {
    testResults: [
      {
        name: '/x/tests/a.test.ts',
        assertionResults: [{ title: 'one', duration: 1_500 }, { title: 'not run' }],
      },
    ],
  };
  expect(vitestTimes(JSON.stringify(unit))).toEqual([
    { seconds: 1.5, file: 'a.test.ts', title: 'one' },
    { seconds: 0, file: 'a.test.ts', title: 'not run' },
  ]);
  const spec = {
    title: 'two',
    file: 'b.e2e.ts',
    tests: [{ results: [{ duration: 2_000 }, { duration: 500 }] }],
  };
  const e2e = { suites: [{ specs: [spec], suites: [{ specs: [spec] }] }] };
  expect(playwrightTimes(JSON.stringify(e2e))).toEqual([
    { seconds: 2.5, file: 'b.e2e.ts', title: 'two' },
    { seconds: 2.5, file: 'b.e2e.ts', title: 'two' },
  ]);
});

test('the slowest come first, and no more than were asked for', () => {
  const times = [1, 12.34, 3].map((seconds) => ({ seconds, file: 'a.test.ts', title: 'does it' }));
  expect(slowestLines(times, 2)).toEqual(['   12.3 s  a.test.ts: does it', '    3.0 s  a.test.ts: does it']);
});
