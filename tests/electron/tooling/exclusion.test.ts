import { expect, test } from 'vitest';
import { tallyOf, type Test } from '../../../electron/tooling/testing/outcome.ts';
import { excluded } from '../../../electron/tooling/windows/excluded.ts';
import { entriesOfNothing, excludedLines } from '../../../electron/tooling/windows/exclusion.ts';

const left = (file: string, title: string): Test => ({
  file,
  title,
  state: 'excluded',
  seconds: 0,
  errors: [],
});

test('a test that is excluded is neither passed nor failed, and one that skips itself still fails', () => {
  const tests = [left('a.test.ts', 'one'), { ...left('a.test.ts', 'two'), state: 'skipped' as const }];
  expect(tallyOf(tests, 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('each reason is told with what it excluded', () => {
  const entries = [
    { reason: 'The first.', files: ['tests/electron/tooling/exclusion.test.ts'] },
    { reason: 'The second.', tests: { 'tests/x/a.test.ts': ['one', 'two'] } },
  ];
  const tests = ['one of all', 'two of all', 'three of all'].map((title) => left('a.test.ts', title));
  expect(excludedLines(entries, tests)).toEqual(['  1 files: The first.', '  2 tests: The second.']);
});

test('each file of the list exists, and a title that no test has any longer is a failure', () => {
  const failures = entriesOfNothing([]);
  expect(failures.filter(({ title }) => title === 'no such file')).toEqual([]);
  const [file = '', titles = []] = excluded.flatMap(({ tests = {} }) => Object.entries(tests))[0] ?? [];
  const [title = ''] = titles;
  const name = file.split('/').at(-1) ?? '';
  const isOf = (one: Test): boolean => one.file === name && one.title === title;
  expect(failures.filter(isOf)).toMatchObject([{ state: 'failed' }]);
  expect(entriesOfNothing([left(name, `${title}, and more`)]).filter(isOf)).toEqual([]);
});
