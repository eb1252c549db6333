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

/** What failed according to Playwright's JSON reporter: tests, also those that passed at another try, and the preparation. */
export function playwrightFailures(report: string): readonly Failure[] {
  const read = JSON.parse(report) as PlaywrightReport;
  return [
    ...specsIn(read).flatMap(failuresOf),
    ...(read.errors ?? []).map(({ message }) => ({
      file: 'Playwright',
      title: outside,
      message: message ?? '',
    })),
  ];
}

function failuresOf({ title, file, tests }: PlaywrightSpec): readonly Failure[] {
  return tests
    .filter(({ status }) => status !== 'expected')
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
