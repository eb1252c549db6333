import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { checkBoundaries } from '../boundaries/boundaries.ts';
import { buildProgram } from '../lib/build.ts';
import { projectFolder } from '../lib/paths.ts';
import { runTool } from '../lib/tools.ts';
import { outcomeFile, tallyOf, type Tally, type Test } from './outcome.ts';

export type Step = {
  readonly name: string;
  /** What it looks at, for the person at the terminal. */
  readonly about: string;
  /** Its tool speaks to the terminal, or into a stream where one is given. */
  readonly run: (output?: Writable) => Promise<Tally>;
};

const results = join(projectFolder, 'test-results');

/** The checks that look at the sources, or of format and lint at these files alone; each counts as one. */
export function checks(files: readonly string[] = []): readonly Step[] {
  return [
    check('format', 'oxfmt', () =>
      runTool('oxfmt', ['--check', '--no-error-on-unmatched-pattern', ...files]),
    ),
    // With more threads this one and the next do the same work several times over, and they run beside each other.
    check('lint', 'oxlint with types', () =>
      runTool('oxlint', ['--type-aware', '--deny-warnings', ...files], {
        env: { ...process.env, GOMAXPROCS: '1' },
      }),
    ),
    check('boundaries', 'who imports whom', checkBoundaries),
    check('types', 'TypeScript', () => runTool('typescript', ['-b', '--checkers', '1'])),
  ];
}

/** The build of what the end-to-end tests run; counts as one. */
export const build: Step = check('build', 'electron-vite', async () => {
  await buildProgram();
  return 0;
});

/** The unit and integration tests. */
export const unitTests = (filters: readonly string[]): Step =>
  vitest(['run', ...narrowed(filters, '--passWithNoTests')]);

/** The unit tests that changed files reach, but for those that take long. @param since a commit or a branch */
export const changedTests = (since: string): Step =>
  vitest(['run', '--changed', since, '--passWithNoTests'], { QUICK_TESTS: '1' });

/** Unit tests that can look longer; with words only those in files whose path has one. */
export const longTests = (words: readonly string[]): Step =>
  vitest(words.length > 0 ? ['run', ...words] : ['related', '--run', 'tests/support/how-many.ts']);

function vitest([command = 'run', ...args]: readonly string[], more: NodeJS.ProcessEnv = {}): Step {
  const reporters = ['--reporter=default', '--reporter=./electron/tooling/testing/vitest-reporter.ts'];
  const config = ['--config', 'tests/vitest.config.ts'];
  return {
    name: 'unit',
    about: 'vitest',
    run: () => reported('unit.json', 'vitest', [command, ...config, ...reporters, ...args], { more }),
  };
}

/** The end-to-end tests in a real Electron. */
export function endToEndTests(filters: readonly string[]): Step {
  const args = ['test', '-c', 'tests/e2e/playwright.config.ts', ...narrowed(filters, '--pass-with-no-tests')];
  return {
    name: 'e2e',
    about: 'Playwright, in Electron',
    run: (output) => reported('e2e.json', '@playwright/test', args, { output }),
  };
}

async function reported(
  name: string,
  tool: string,
  args: readonly string[],
  { output, more }: { readonly output?: Writable | undefined; readonly more?: NodeJS.ProcessEnv },
): Promise<Tally> {
  const report = freshReport(name);
  const env = { ...process.env, ...more, [outcomeFile]: report };
  const exitCode = await runTool(tool, args, { env, ...(output === undefined ? {} : { output }) });
  const tests = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as readonly Test[]) : null;
  return tallyOf(tests, exitCode);
}

function check(name: string, about: string, work: () => Promise<number>): Step {
  return {
    name,
    about,
    run: async () => {
      const passed = (await work()) === 0;
      return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, tests: [] };
    },
  };
}

// Of a narrowed run one tool may rightly have nothing to do; of a whole run none may.
function narrowed(filters: readonly string[], allowNone: string): readonly string[] {
  return filters.length === 0 ? [] : [...filters, allowNone];
}

// The report of an earlier run must not be taken for this one's.
function freshReport(name: string): string {
  mkdirSync(results, { recursive: true });
  const file = join(results, name);
  rmSync(file, { force: true });
  return file;
}
