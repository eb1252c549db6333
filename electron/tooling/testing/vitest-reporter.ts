import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { whyExcluded } from '../windows/exclusion.ts';
import { outcomeFile, type Test } from './outcome.ts';

type Thrown = Pick<SerializedError, 'stack' | 'message' | 'cause'>;

/** Which worker ended, and how, is only in the cause. */
const causeOf = (cause: unknown): readonly string[] => {
  if (cause === undefined || cause === null) return [];
  const text = typeof cause === 'object' && 'message' in cause ? cause.message : cause;
  return [`Caused by: ${String(text).split('\n')[0]}`];
};

const said = ({ stack, message, cause }: Thrown): string => [...causeOf(cause), stack ?? message].join('\n');

const outside = (file: string, errors: readonly SerializedError[]): Test => ({
  file,
  title: 'outside of its tests',
  state: 'failed',
  seconds: 0,
  errors: errors.map(said),
});

function stateOf(test: TestCase): Test['state'] {
  const { state } = test.result();
  if (state === 'passed') return state;
  // What a run left unfinished did not pass.
  if (state !== 'skipped') return 'failed';
  return whyExcluded(test.module.moduleId, test.name) === undefined ? 'skipped' : 'excluded';
}

function testOf(test: TestCase): Test {
  const { errors = [] } = test.result();
  return {
    file: basename(test.module.moduleId),
    title: test.name,
    state: stateOf(test),
    seconds: (test.diagnostic()?.duration ?? 0) / 1_000,
    errors: errors.map(said),
  };
}

function testsOf(module: TestModule): readonly Test[] {
  const suites = [...module.children.allSuites()].flatMap((suite) => suite.errors());
  const errors = [...module.errors(), ...suites];
  const tests = Array.from(module.children.allTests(), testOf);
  return errors.length === 0 ? tests : [...tests, outside(basename(module.moduleId), errors)];
}

/** Writes what each test came to, for the end of `npm test`. */
// Vitest takes the default export of a reporter.
// oxlint-disable-next-line import/no-default-export
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[outcomeFile];
    if (file === undefined) return;
    const others = unhandled.length === 0 ? [] : [outside('vitest', unhandled)];
    writeFileSync(file, JSON.stringify([...modules.flatMap(testsOf), ...others]));
  }
}
