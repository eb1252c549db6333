import { stripVTControlCharacters } from 'node:util';

/** The variable of the environment that says into which file a reporter writes. */
export const outcomeFile = 'BORROW_DESK_TEST_OUTCOME';

/**
 * How often a test that failed is tried again: once on a build server, whose processors others share, never at a developer's
 * desk. What passes then is named at the end of the run with the reason of its failure, so that it is looked into.
 */
export const triesAgain = (): number => (process.env['CI'] === 'true' ? 1 : 0);

/** One test as a reporter saw it, or what failed outside of tests. */
export type Test = {
  /** The file's name alone: it tells where to look. */
  readonly file: string;
  readonly title: string;
  /** Excluded by the list of tests that cannot run here (`windows/excluded.ts`): neither passed nor failed. */
  readonly state: 'passed' | 'failed' | 'skipped' | 'excluded';
  readonly seconds: number;
  /** Why it failed; of one that passed, why it failed before it was tried again. */
  readonly errors: readonly string[];
};

/** What a step of the run amounts to. A test that was skipped did not pass: it counts as failed. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly Test[];
  /** What the person at the terminal should know about the numbers. */
  readonly remark?: string;
};

/**
 * Counts what a reporter wrote.
 *
 * @param tests null when it wrote nothing
 * @param exitCode the tool's: it also fails on what is no test
 */
export function tallyOf(tests: readonly Test[] | null, exitCode: number): Tally {
  if (tests === null) return { passed: 0, failed: 1, tests: [], remark: 'it ended without a report' };
  const skipped = tests.filter(({ state }) => state === 'skipped').length;
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const excluded = tests.filter(({ state }) => state === 'excluded').length;
  const failed = tests.length - passed - excluded;
  if (skipped > 0) return { passed, failed, tests, remark: `${skipped} skipped, which counts as failed` };
  if (exitCode === 0 || failed > 0) return { passed, failed, tests };
  return { passed, failed: 1, tests, remark: 'it failed outside of its tests: see above' };
}

export function sum(all: readonly Tally[]): Tally {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    tests: all.flatMap(({ tests }) => tests),
  };
}

/** The last line of a test run: build servers read it. */
export const lastLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;

/** 0 only when something ran and nothing failed. */
export const exitCodeOf = ({ passed, failed }: Tally): number => (failed === 0 && passed > 0 ? 0 : 1);

/** What failed and why, what passed only when it was tried again, and the slowest tests: for the end of a run. */
export function closingLines({ tests }: Tally): readonly string[] {
  const failed = tests.filter(({ state }) => state === 'failed' || state === 'skipped');
  const again = tests.filter(({ state, errors }) => state === 'passed' && errors.length > 0);
  const slowest = tests.toSorted((one, other) => other.seconds - one.seconds).slice(0, 10);
  const times = slowest.map(
    (test) => `${test.seconds.toFixed(1).padStart(7)} s  ${test.file}: ${test.title}`,
  );
  return [
    ...under('What failed', failed.flatMap(linesOf)),
    ...under('What failed first and passed when it was tried again', again.flatMap(linesOf)),
    ...under('The slowest tests', times),
  ];
}

const under = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${heading}:`, ...lines];

// Where in the test runner it was called says nothing.
const isInPackage = (line: string): boolean => /^\s+at .*(?:node_modules|<anonymous>)/u.test(line);

function linesOf({ file, title, errors }: Test): readonly string[] {
  const why = stripVTControlCharacters(errors.join('\n'))
    .split('\n')
    .map((line) => line.trimEnd().slice(0, 300))
    .filter((line) => line !== '' && !isInPackage(line));
  return [`  ✖ ${file}: ${title}`, ...why.slice(0, 8).map((line) => `      ${line}`)];
}
