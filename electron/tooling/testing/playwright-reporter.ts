import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';
import { outcomeFile, type Test } from './outcome.ts';

const said = ({ stack, message }: TestError): string => stack ?? message ?? '';

function testOf(test: TestCase): Test {
  const outcome = test.outcome();
  return {
    file: basename(test.location.file),
    title: test.title,
    state: outcome === 'skipped' ? 'skipped' : outcome === 'unexpected' ? 'failed' : 'passed',
    seconds: test.results.reduce((total, { duration }) => total + duration, 0) / 1_000,
    errors: test.results.flatMap(({ errors }) => errors).map(said),
  };
}

/** Writes what each test came to, for the end of `npm test`. */
// Playwright takes the default export of a reporter.
// oxlint-disable-next-line import/no-default-export
export default class implements Reporter {
  private tests: readonly TestCase[] = [];
  private readonly errors: TestError[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.tests = suite.allTests();
  }

  onError(error: TestError): void {
    this.errors.push(error);
  }

  onEnd(): void {
    const file = process.env[outcomeFile];
    if (file === undefined) return;
    const outside: readonly Test[] = this.errors.map((error) => ({
      file: 'Playwright',
      title: 'outside of its tests',
      state: 'failed',
      seconds: 0,
      errors: [said(error)],
    }));
    writeFileSync(file, JSON.stringify([...this.tests.map(testOf), ...outside]));
  }

  printsToStdio(): boolean {
    return false;
  }
}
