import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { checkBoundaries } from '../boundaries/boundaries.ts';
import { buildProgram } from '../lib/build.ts';
import { projectFolder } from '../lib/paths.ts';
import { runTool } from '../lib/tools.ts';
import { countPlaywright, countVitest, type Tally } from './counts.ts';
import {
  playwrightFailures,
  playwrightPassedAgain,
  vitestFailures,
  vitestPassedAgain,
  type Failure,
} from './failures.ts';
import { playwrightTimes, vitestTimes } from './slowest.ts';
import { unhandledErrorsFile } from './unhandled.ts';

export type Step = {
  readonly name: string;
  /** What it looks at, for the person at the terminal. */
  readonly about: string;
  /** Its tool speaks to the terminal, or into a stream where one is given. */
  readonly run: (output?: Writable) => Promise<Tally>;
};

const results = join(projectFolder, 'test-results');

/** The checks that look at the sources; each counts as one. */
export const checks: readonly Step[] = [
  check('format', 'oxfmt', () => runTool('oxfmt', ['--check'])),
  // With more threads this one and the next do the same work several times over, and they run beside each other.
  check('lint', 'oxlint with types', () =>
    runTool('oxlint', ['--type-aware', '--deny-warnings'], { env: { ...process.env, GOMAXPROCS: '1' } }),
  ),
  check('boundaries', 'who imports whom', checkBoundaries),
  check('types', 'TypeScript', () => runTool('typescript', ['-b', '--checkers', '1'])),
];

/** The build of what the end-to-end tests run; counts as one. */
export const build: Step = check('build', 'electron-vite', async () => {
  await buildProgram();
  return 0;
});

/** The unit and integration tests. */
export function unitTests(filters: readonly string[]): Step {
  return {
    name: 'unit',
    about: 'vitest',
    run: async () => {
      const report = freshReport('unit.json');
      const unhandled = freshReport('unit-unhandled.json');
      const reporters = [
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        '--reporter=./electron/tooling/testing/unhandled.ts',
      ];
      const args = [
        'run',
        '--config',
        'tests/vitest.config.ts',
        ...reporters,
        ...narrowed(filters, '--passWithNoTests'),
      ];
      const exitCode = await runTool('vitest', args, {
        env: { ...process.env, [unhandledErrorsFile]: unhandled },
      });
      return {
        ...countVitest(textOf(report), exitCode),
        times: readFrom(report, vitestTimes),
        passedAgain: readFrom(report, vitestPassedAgain),
        failures: [
          ...readFrom(report, vitestFailures),
          ...readFrom(unhandled, (text) => JSON.parse(text) as readonly Failure[]),
        ],
      };
    },
  };
}

/** The end-to-end tests in a real Electron. */
export function endToEndTests(filters: readonly string[]): Step {
  return {
    name: 'e2e',
    about: 'Playwright, in Electron',
    run: async (output) => {
      const report = freshReport('e2e.json');
      const args = [
        'test',
        '-c',
        'tests/e2e/playwright.config.ts',
        ...narrowed(filters, '--pass-with-no-tests'),
      ];
      const exitCode = await runTool('@playwright/test', args, output === undefined ? {} : { output });
      return {
        ...countPlaywright(textOf(report), exitCode),
        times: readFrom(report, playwrightTimes),
        failures: readFrom(report, playwrightFailures),
        passedAgain: readFrom(report, playwrightPassedAgain),
      };
    },
  };
}

function check(name: string, about: string, work: () => Promise<number>): Step {
  return {
    name,
    about,
    run: async () => {
      const passed = (await work()) === 0;
      return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, remarks: [] };
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

function textOf(report: string): string | null {
  return existsSync(report) ? readFileSync(report, 'utf8') : null;
}

function readFrom<Read>(report: string, read: (text: string) => readonly Read[]): readonly Read[] {
  const text = textOf(report);
  return text === null ? [] : read(text);
}
