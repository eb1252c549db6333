import { stripVTControlCharacters } from 'node:util';
import {
  shortened,
  specsIn,
  type PlaywrightReport,
  type PlaywrightResult,
  type PlaywrightSpec,
  type VitestReport,
} from './reports.ts';

/** What failed, and why, in the words of the tool that ran it. */
export type Failure = { readonly file: string; readonly title: string; readonly message: string };

const outside = 'outside of its tests';

/** What failed first and passed when it was tried again, according to vitest's JSON reporter: it keeps why. */
export function vitestPassedAgain(report: string): readonly Failure[] {
  return (JSON.parse(report) as VitestReport).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0)
      .map((test) => ({
        file: shortened(name),
        title: test.title,
        message: test.failureMessages?.join('\n') ?? '',
      })),
  );
}

/** What failed according to vitest's JSON reporter: tests, and files that could not be loaded or ended badly. */
export function vitestFailures(report: string): readonly Failure[] {
  return (JSON.parse(report) as VitestReport).testResults.flatMap(
    ({ name, status, message, assertionResults }) => {
      const file = shortened(name);
      const failed = assertionResults
        .filter((test) => test.status !== 'passed')
        .map((test) => ({ file, title: test.title, message: test.failureMessages?.join('\n') ?? '' }));
      const isBroken = status === 'failed' && failed.length === 0;
      return isBroken ? [{ file, title: outside, message: message ?? '' }] : failed;
    },
  );
}

/** What failed first and passed when it was tried again, according to Playwright's JSON reporter. */
export function playwrightPassedAgain(report: string): readonly Failure[] {
  return specsIn(JSON.parse(report) as PlaywrightReport).flatMap((spec) => testsOf(spec, 'flaky'));
}

/** What failed according to Playwright's JSON reporter: tests, and the preparation. */
export function playwrightFailures(report: string): readonly Failure[] {
  const read = JSON.parse(report) as PlaywrightReport;
  return [
    ...specsIn(read).flatMap((spec) => testsOf(spec, 'unexpected', 'skipped')),
    ...(read.errors ?? []).map(({ message }) => ({
      file: 'Playwright',
      title: outside,
      message: message ?? '',
    })),
  ];
}

function testsOf({ title, file, tests }: PlaywrightSpec, ...statuses: readonly string[]): readonly Failure[] {
  return tests
    .filter(({ status }) => statuses.includes(status))
    .map(({ results }) => ({
      file: shortened(file),
      title,
      message: results.flatMap(messagesOf).join('\n'),
    }));
}

function messagesOf({ errors = [] }: PlaywrightResult): readonly string[] {
  return errors.map(({ message }) => message ?? '');
}

/** Where each failed and the first lines of why, for somebody who sees only the end of a run. */
export function failureLines(failures: readonly Failure[], mostLines = 8): readonly string[] {
  return failures.flatMap(({ file, title, message }) => [
    `  ✖ ${file}: ${title}`,
    ...firstLines(message, mostLines).map((line) => `      ${line}`),
  ]);
}

function firstLines(message: string, most: number): readonly string[] {
  return stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trimEnd().slice(0, 300))
    .filter((line) => line !== '' && !isInPackage(line))
    .slice(0, most);
}

// Where in the test runner it was called says nothing.
function isInPackage(line: string): boolean {
  return /^\s+at .*(?:node_modules|<anonymous>)/u.test(line);
}
