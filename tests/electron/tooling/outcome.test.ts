import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { capture } from '../../../electron/tooling/lib/processes.ts';
import { commandOf } from '../../../electron/tooling/lib/tools.ts';
import {
  closingLines,
  exitCodeOf,
  lastLine,
  outcomeFile,
  sum,
  tallyOf,
  type Tally,
  type Test,
} from '../../../electron/tooling/testing/outcome.ts';
import { planOf } from '../../../electron/tooling/testing/plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'tests'));
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
});

const reporters = join(projectFolder, 'electron/tooling/testing');

/** Runs a tool on small tests and counts what its reporter wrote. */
const run = (tool: string, args: readonly string[], files: Readonly<Record<string, string>>): Tally => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'tests', name), text);
  const file = join(folder, 'outcome.json');
  const env = { ...process.env, CI: undefined, VITEST: undefined, [outcomeFile]: file };
  const { code } = capture(process.execPath, [commandOf(tool), ...args], { cwd: folder, env });
  return tallyOf(JSON.parse(readFileSync(file, 'utf8')) as readonly Test[], code);
};

const statesOf = ({ tests }: Tally): readonly string[] =>
  tests.map(({ title, state }) => `${title}: ${state}`).sort();

test('vitest: what fails, is skipped, cannot be loaded or fails outside of tests does not pass', () => {
  const tally = run('vitest', ['run', `--reporter=${reporters}/vitest-reporter.ts`, '--retry=1'], {
    'a.test.ts': `import { expect, test } from 'vitest';
      let tries = 0;
      test('good', () => expect(1).toBe(1));
      test('bad', () => expect(1).toBe(2));
      test('second try', () => expect(++tries).toBe(2));
      test.skip('left out', () => undefined);
      test.todo('to come');
      test('unhandled', () => void Promise.reject(new Error('not caught')));`,
    'b.test.ts': `import './not-there.ts';`,
  });
  expect(statesOf(tally)).toEqual([
    'bad: failed',
    'good: passed',
    'left out: skipped',
    'outside of its tests: failed',
    'outside of its tests: failed',
    'second try: passed',
    'to come: skipped',
    'unhandled: passed',
  ]);
  expect([lastLine(tally), tally.remark]).toEqual([
    '3 passed, 5 failed',
    '2 skipped, which counts as failed',
  ]);
  const text = closingLines(tally).join('\n');
  expect(text).toMatch(/What failed:\n {2}✖ a\.test\.ts: bad\n {6}AssertionError: expected 1 to be 2/);
  expect(text).toMatch(/passed when it was tried again:\n {2}✖ a\.test\.ts: second try/);
  expect(text).toContain('The slowest tests:');
});

test('vitest: a process that ends in the middle of a test is named with how it ended', () => {
  const tally = run('vitest', ['run', `--reporter=${reporters}/vitest-reporter.ts`], {
    'a.test.ts': `import { test } from 'vitest';
      test('it aborts', () => process.abort());`,
  });
  expect(tally.passed).toBe(0);
  expect(closingLines(tally).join('\n')).toMatch(/Worker exited .*signal SIGABRT .*a\.test\.ts/);
});

test('Playwright: what fails, is skipped or cannot be loaded does not pass', () => {
  const args = ['test', '--retries=1', `--reporter=${reporters}/playwright-reporter.ts`];
  const good = `import { expect, test } from '@playwright/test';
    test('good', () => expect(1).toBe(1));
    test('bad', () => expect(1).toBe(2));
    test('second try', () => expect(test.info().retry).toBe(1));
    test.skip('left out', () => undefined);`;
  const tally = run('@playwright/test', args, { 'a.spec.ts': good });
  expect(statesOf(tally)).toEqual(['bad: failed', 'good: passed', 'left out: skipped', 'second try: passed']);
  expect(tally.tests.filter(({ errors }) => errors.length > 0).map(({ title }) => title)).toEqual([
    'bad',
    'second try',
  ]);
  const broken = run('@playwright/test', args, { 'b.spec.ts': `import './not-there';` });
  expect(statesOf(broken)).toContain('outside of its tests: failed');
});

test('a run that ended without a report, or failed outside of all it reported, has failed', () => {
  expect(tallyOf(null, 0)).toMatchObject({ passed: 0, failed: 1 });
  const passed = { file: 'a', title: 'a', state: 'passed', seconds: 0, errors: [] } as const;
  expect(tallyOf([passed], 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(tallyOf([passed], 0)).toMatchObject({ passed: 1, failed: 0 });
});

test('a run passes only when something ran and nothing failed', () => {
  const tally = (passed: number, failed: number): Tally => ({ passed, failed, tests: [] });
  expect(lastLine(sum([tally(1, 0), tally(40, 2), tally(0, 1)]))).toBe('41 passed, 3 failed');
  expect([tally(3, 0), tally(3, 1), tally(0, 0)].map(exitCodeOf)).toEqual([0, 1, 1]);
});

test('a switch that is not known is refused rather than run something else', () => {
  expect(() => planOf(['--watch'])).toThrow(/not --watch/);
});
