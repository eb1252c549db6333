import { execaSync } from 'execa';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { sectionOf } from '../../../../electron/tooling/release/notes.ts';
import { neededRuns, reasonsAgainst } from '../../../../electron/tooling/release/ready.ts';
import { isWhole, planOf } from '../../../../electron/tooling/testing/plan.ts';
import { beginWholeRun, checkoutOf, lastWholeRun } from '../../../../electron/tooling/testing/whole-run.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const tally = { passed: 7, failed: 0, tests: [] };
let folder = '';
let results = '';
const git = (...args: readonly string[]): void =>
  void execaSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@library.example', ...args], {
    cwd: folder,
  });
const commit = (text: string): void => {
  writeFileSync(join(folder, 'file'), text);
  git('add', '.');
  git('commit', '-qm', text);
};
beforeEach(() => {
  folder = temporaryFolder();
  results = temporaryFolder();
  git('init', '-q');
  commit('one');
});

const changelog = (day: string): string => `# Changelog\n\n## 1.0.0 · ${day}\n\n- All.\n`;
const reasons = (day = '2026-12-01'): readonly string[] =>
  reasonsAgainst({
    checkout: checkoutOf(folder),
    section: sectionOf(changelog(day), '1.0.0'),
    runs: [['npm test', lastWholeRun('npm test', results)]],
  });

test('after a whole run that passed on this commit there is a release', () => {
  beginWholeRun('npm test', { folder, results })(tally);
  expect(lastWholeRun('npm test', results)).toMatchObject({ passed: 7, failed: 0 });
  expect(reasons()).toEqual([]);
});

test('not without a run, after a failed one, on a later commit, with changes, or before the changelog has a day', () => {
  expect(reasons()).toEqual([expect.stringContaining('has not run as a whole')]);
  beginWholeRun('npm test', { folder, results })({ ...tally, failed: 1 });
  expect(reasons()).toEqual([expect.stringContaining('7 passed, 1 failed')]);
  beginWholeRun('npm test', { folder, results })(tally);
  expect(reasons('unreleased')).toEqual([expect.stringContaining('has no day')]);
  writeFileSync(join(folder, 'new file'), '');
  expect(reasons()).toEqual([expect.stringContaining('not committed')]);
  commit('two');
  expect(reasons()).toEqual([expect.stringContaining('another commit')]);
});

test('a run with changed files, or during which files changed, is not recorded, and the last one is forgotten', () => {
  beginWholeRun('npm test', { folder, results })(tally);
  const record = beginWholeRun('npm test', { folder, results });
  expect(lastWholeRun('npm test', results)).toBeNull();
  writeFileSync(join(folder, 'file'), 'changed');
  record(tally);
  expect(lastWholeRun('npm test', results)).toBeNull();
  beginWholeRun('npm test', { folder, results })(tally);
  expect(lastWholeRun('npm test', results)).toBeNull();
  const during = beginWholeRun('npm test', { folder, results });
  commit('two');
  during(tally);
  expect(lastWholeRun('npm test', results)).toBeNull();
});

test.each([
  [[], true],
  [['--checks'], false],
  [['--unit'], false],
  [['receiving'], false],
  [['--changed'], false],
])('only npm test without words and switches is a whole run: %j', (args, whole) => {
  expect(isWhole(planOf(args))).toBe(whole);
});

test('on Linux the tests under Wine are needed too', () => {
  expect(neededRuns('linux')).toEqual(['npm test', 'npm run test:windows']);
  expect(neededRuns('darwin')).toEqual(['npm test']);
});

test('a version without a section, and one whose number only begins the same, are refused', () => {
  expect(() => sectionOf(changelog('2026-12-01'), '1.0.1')).toThrow(/no section for 1\.0\.1/);
  expect(() => sectionOf('## 1.0.0-beta · x\n', '1.0.0')).toThrow(/no section/);
});
