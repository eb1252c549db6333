import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { keptSeeds } from './seeds.ts';

/**
 * On a build server a commit draws the same values each time, so that its result can be relied on and looked into; the next commit
 * draws others. At the developer's desk each run draws its own.
 */
const seedOfCommit = (): number | undefined =>
  process.env['CI'] === undefined
    ? undefined
    : Number.parseInt(execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).slice(0, 7), 16);

const seed = seedOfCommit();
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

type Params<T> = Pick<fc.Parameters<T>, 'numRuns' | 'seed' | 'examples'>;

/**
 * Looks whether a property holds for values drawn by lot, as `fc.assert` does, first for those that are kept in tests/seeds.json
 * because they once showed a fault.
 * @throws when it does not hold, with the line that keeps the values.
 */
export function playLots<T>(property: fc.IAsyncProperty<T>, params?: Params<T>): Promise<void>;
export function playLots<T>(property: fc.IProperty<T>, params?: Params<T>): void;
export function playLots<T>(
  property: fc.IAsyncProperty<T> | fc.IProperty<T>,
  params: Params<T> = {},
): Promise<void> | void {
  const test = expect.getState().currentTestName ?? '';
  const kept = (keptSeeds.properties[test] ?? []).map((lot) => ({
    ...params,
    ...lot,
    numRuns: 1,
    endOnFailure: true,
  }));
  const games: readonly fc.Parameters<T>[] = [...kept, params];
  if (property.isAsync()) return playAll(property as fc.IAsyncProperty<T>, games, test);
  for (const game of games) tellFailure(fc.check(property as fc.IProperty<T>, game), test);
}

const playAll = async <T>(
  property: fc.IAsyncProperty<T>,
  games: readonly fc.Parameters<T>[],
  test: string,
): Promise<void> => {
  for (const game of games) tellFailure(await fc.check(property, game), test);
};

const tellFailure = <T>(details: fc.RunDetails<T>, test: string): void => {
  if (!details.failed) return;
  const line = `${JSON.stringify(test)}: [{ "seed": ${details.seed}, "path": "${details.counterexamplePath ?? ''}" }]`;
  throw new Error(
    `${fc.defaultReportMessage(details)}\n\nTo play it first from now on, add this to "properties" in tests/seeds.json:\n${line}`,
    { cause: details.errorInstance },
  );
};
