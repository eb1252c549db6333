import { expect, test } from 'vitest';
import { triesAgain } from '../../../electron/tooling/testing/again.ts';
import {
  countPlaywright,
  countVitest,
  exitCodeOf,
  lastLine,
  sum,
} from '../../../electron/tooling/testing/counts.ts';

function vitestReport(counts: Readonly<Record<string, number>>, testResults: readonly object[] = []): string {
  const zero = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  return JSON.stringify({ ...zero, ...counts, testResults });
}

function playwrightReport(stats: Readonly<Record<string, number>>): string {
  return JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats } });
}

test('the last line is what build servers read', () => {
  expect(lastLine({ passed: 412, failed: 0 })).toBe('412 passed, 0 failed');
});

test('counts of all tools are added up', () => {
  const all = [
    { passed: 1, failed: 0 },
    { passed: 40, failed: 2 },
    { passed: 0, failed: 1 },
  ];
  expect(sum(all)).toEqual({ passed: 41, failed: 3 });
});

test('a run succeeds only when something ran and nothing failed', () => {
  expect(exitCodeOf({ passed: 3, failed: 0 })).toBe(0);
  expect(exitCodeOf({ passed: 3, failed: 1 })).toBe(1);
  expect(exitCodeOf({ passed: 0, failed: 0 })).toBe(1);
});

test('a skipped test is one that failed, and it is said', () => {
  expect(countVitest(vitestReport({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 }), 0)).toEqual({
    passed: 5,
    failed: 2,
    remarks: ['2 skipped, which counts as failed'],
  });
  expect(countPlaywright(playwrightReport({ expected: 5, skipped: 1 }), 0)).toMatchObject({
    passed: 5,
    failed: 1,
  });
});

test('a test file that cannot be loaded counts as a failure', () => {
  const report = vitestReport({ numPassedTests: 5 }, [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ]);
  expect(countVitest(report, 1)).toMatchObject({ passed: 5, failed: 1 });
});

test('an error outside of the tests counts as a failure', () => {
  expect(countVitest(vitestReport({ numPassedTests: 5 }), 1)).toMatchObject({ passed: 5, failed: 1 });
  expect(countPlaywright(playwrightReport({ expected: 2 }), 1)).toMatchObject({ passed: 2, failed: 1 });
});

test('failures that were counted are not counted twice', () => {
  expect(countVitest(vitestReport({ numFailedTests: 2 }), 1)).toMatchObject({ failed: 2 });
  expect(countPlaywright(playwrightReport({ unexpected: 3 }), 1)).toMatchObject({ failed: 3 });
});

test('a test that passed when it was tried again passed', () => {
  expect(countPlaywright(playwrightReport({ expected: 4, flaky: 1 }), 0)).toMatchObject({
    passed: 5,
    failed: 0,
  });
});

test('only a build server tries again', () => {
  const before = process.env['CI'];
  process.env['CI'] = 'true';
  expect(triesAgain()).toBe(1);
  delete process.env['CI'];
  expect(triesAgain()).toBe(0);
  if (before !== undefined) process.env['CI'] = before;
});

test('a tool that wrote no report failed, whatever its exit code', () => {
  expect(countVitest(null, 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(countPlaywright(null, 0)).toMatchObject({ passed: 0, failed: 1 });
});
