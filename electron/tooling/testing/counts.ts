import type { Failure } from './failures.ts';
import type { PlaywrightReport, VitestReport } from './reports.ts';
import type { Timed } from './slowest.ts';

/** How many tests passed and how many did not. A test that was skipped did not pass: it counts as failed. */
export type Counts = { readonly passed: number; readonly failed: number };

export const none: Counts = { passed: 0, failed: 0 };

/** What a run of one tool amounts to, and what the person at the terminal should know about the numbers. */
export type Tally = Counts & {
  readonly remarks: readonly string[];
  /** How long each test took, where that was measured. */
  readonly times?: readonly Timed[];
  /** What failed, where the tool said so in a report. */
  readonly failures?: readonly Failure[];
  /** What failed first and passed when it was tried again, as a build server does. */
  readonly passedAgain?: readonly Failure[];
};

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, each) => ({ passed: total.passed + each.passed, failed: total.failed + each.failed }),
    none,
  );
}

/** The last line of a test run: build servers read it. */
export function lastLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}

/** 0 only when something ran and nothing failed. */
export function exitCodeOf({ passed, failed }: Counts): number {
  return failed === 0 && passed > 0 ? 0 : 1;
}

/**
 * Counts what vitest's JSON reporter wrote.
 *
 * @param report its text; null when it wrote none
 * @param exitCode vitest's: it also fails on what is no test, such as an error that nobody caught
 */
export function countVitest(report: string | null, exitCode: number): Tally {
  if (report === null) return { passed: 0, failed: 1, remarks: ['vitest ended without a report'] };
  const read = JSON.parse(report) as VitestReport;
  // A file that could not even be loaded has no tests to count.
  const broken = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return tally({
    passed: read.numPassedTests,
    failed: read.numFailedTests + broken.length,
    skipped: read.numPendingTests + read.numTodoTests,
    exitCode,
    tool: 'vitest',
  });
}

/**
 * Counts what Playwright's JSON reporter wrote. A test that passed when it was tried again passed: the run names it.
 *
 * @param report its text; null when it wrote none
 * @param exitCode Playwright's: it also fails when the tests could not be prepared or loaded
 */
export function countPlaywright(report: string | null, exitCode: number): Tally {
  if (report === null) return { passed: 0, failed: 1, remarks: ['Playwright ended without a report'] };
  const { stats } = JSON.parse(report) as PlaywrightReport;
  return tally({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    exitCode,
    tool: 'Playwright',
  });
}

type Raw = Counts & { readonly skipped: number; readonly exitCode: number; readonly tool: string };

function tally({ passed, failed, skipped, exitCode, tool }: Raw): Tally {
  const remarks = skipped === 0 ? [] : [`${skipped} skipped, which counts as failed`];
  const known = failed + skipped;
  if (exitCode === 0 || known > 0) return { passed, failed: known, remarks };
  return { passed, failed: 1, remarks: [`${tool} failed outside of its tests: see above`] };
}
