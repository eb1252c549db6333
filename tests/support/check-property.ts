import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { keptSeeds } from './seeds.ts';

/** On a build server the seed comes from the commit, so that a failure can be repeated; elsewhere each run has its own. */
const seedOfCommit = (): number | undefined => {
  if (process.env['CI'] === undefined) return undefined;
  // Told where there is no git: under Wine.
  const commit =
    process.env['BORROW_DESK_COMMIT'] ?? execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
  return Number.parseInt(commit.slice(0, 7), 16);
};

const seed = seedOfCommit();
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

type Params<T> = Pick<fc.Parameters<T>, 'numRuns' | 'seed' | 'examples'>;

/**
 * `fc.assert`, but first with the seeds in tests/seeds.json, which once found a fault.
 * @throws if the property does not hold, with the line for the seed.
 */
export function checkProperty<T>(property: fc.IAsyncProperty<T>, params?: Params<T>): Promise<void>;
export function checkProperty<T>(property: fc.IProperty<T>, params?: Params<T>): void;
export function checkProperty<T>(
  property: fc.IAsyncProperty<T> | fc.IProperty<T>,
  params: Params<T> = {},
): Promise<void> | void {
  const test = expect.getState().currentTestName ?? '';
  const kept = (keptSeeds.properties[test] ?? []).map((one) => ({
    ...params,
    ...one,
    numRuns: 1,
    endOnFailure: true,
  }));
  const runs: readonly fc.Parameters<T>[] = [...kept, params];
  if (property.isAsync()) return checkAsync(property as fc.IAsyncProperty<T>, runs, test);
  for (const run of runs) throwWhenFailed(fc.check(property as fc.IProperty<T>, run), test);
}

const checkAsync = async <T>(
  property: fc.IAsyncProperty<T>,
  runs: readonly fc.Parameters<T>[],
  test: string,
): Promise<void> => {
  for (const run of runs) throwWhenFailed(await fc.check(property, run), test);
};

const throwWhenFailed = <T>(details: fc.RunDetails<T>, test: string): void => {
  if (!details.failed) return;
  const line = `${JSON.stringify(test)}: [{ "seed": ${details.seed}, "path": "${details.counterexamplePath ?? ''}" }]`;
  throw new Error(
    `${fc.defaultReportMessage(details)}\n\nTo run it first from now on, add this to "properties" in tests/seeds.json:\n${line}`,
    { cause: details.errorInstance },
  );
};
