import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  failureLines,
  playwrightFailures,
  playwrightPassedAgain,
  vitestFailures,
  vitestPassedAgain,
} from '../../../electron/tooling/testing/failures.ts';
import UnhandledErrors, { unhandledErrorsFile } from '../../../electron/tooling/testing/unhandled.ts';

afterEach(() => {
  delete process.env[unhandledErrorsFile];
});

function vitestReport(...testResults: readonly object[]): string {
  return JSON.stringify({ testResults });
}

test('what failed in vitest is named with its file and its reason, what passed is not', () => {
  const report = vitestReport({
    name: '/x/tests/a.test.ts',
    status: 'failed',
    message: '',
    assertionResults: [
      { title: 'passes', status: 'passed', failureMessages: [] },
      { title: 'fails', status: 'failed', failureMessages: ['expected 1 to be 2'] },
      { title: 'is left out', status: 'skipped', failureMessages: [] },
      { title: 'wavers', status: 'passed', failureMessages: ['too late'] },
    ],
  });
  expect(vitestPassedAgain(report)).toEqual([{ file: 'a.test.ts', title: 'wavers', message: 'too late' }]);
  expect(vitestFailures(report)).toEqual([
    { file: 'a.test.ts', title: 'fails', message: 'expected 1 to be 2' },
    { file: 'a.test.ts', title: 'is left out', message: '' },
  ]);
});

test('a file that cannot be loaded, or fails after its last test, is named too', () => {
  const report = vitestReport(
    { name: 'tests/a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    {
      name: 'tests/b.test.ts',
      status: 'failed',
      message: 'still open',
      assertionResults: [{ title: 'passes', status: 'passed' }],
    },
  );
  expect(vitestFailures(report)).toEqual([
    { file: 'a.test.ts', title: 'outside of its tests', message: 'no such module' },
    { file: 'b.test.ts', title: 'outside of its tests', message: 'still open' },
  ]);
});

test('what failed in Playwright is named, also what is no test; what passed at another try by itself', () => {
  const spec = (title: string, status: string, ...messages: readonly string[]): object => ({
    title,
    file: 'b.e2e.ts',
    tests: [{ status, results: messages.map((message) => ({ duration: 1, errors: [{ message }] })) }],
  });
  const report = JSON.stringify({
    suites: [
      {
        specs: [spec('passes', 'expected')],
        suites: [{ specs: [spec('fails', 'unexpected', 'no button')] }],
      },
      { specs: [spec('wavers', 'flaky', 'no window')] },
    ],
    errors: [{ message: 'no display' }],
  });
  expect(playwrightFailures(report)).toEqual([
    { file: 'b.e2e.ts', title: 'fails', message: 'no button' },
    { file: 'Playwright', title: 'outside of its tests', message: 'no display' },
  ]);
  expect(playwrightPassedAgain(report)).toEqual([
    { file: 'b.e2e.ts', title: 'wavers', message: 'no window' },
  ]);
});

test('the reason is shortened to its first lines, without colours and gaps', () => {
  const failure = {
    file: 'a.test.ts',
    title: 'fails',
    message: '\u001B[31mExpected 1\u001B[39m\n\n  got 2\nat x',
  };
  expect(failureLines([failure], 2)).toEqual(['  ✖ a.test.ts: fails', '      Expected 1', '        got 2']);
});

test('errors that nobody caught are kept where the run reads them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-unhandled-'));
  const file = join(folder, 'unhandled.json');
  process.env[unhandledErrorsFile] = file;
  new UnhandledErrors().onTestRunEnd([], [{ message: 'lost', stack: 'Error: lost\n    at x' }]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([
    { file: 'vitest', title: 'an error that nobody caught', message: 'Error: lost\n    at x' },
  ]);
  rmSync(folder, { recursive: true });
});
