import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { howMany } from '../../support/how-many.ts';
import { faultsInText } from '../../support/hub/planted-in-text.ts';
import { faults } from '../../support/hub/planted-faults.ts';
import { playWithTexts } from '../../support/hub/planted-text.ts';
import type { Planted } from '../../support/hub/play/play.ts';
import { lotsOfSeed } from '../../support/hub/lots.ts';
import { openSimulator, type Simulator } from '../../support/hub/simulation.ts';
import { commitNumber } from '../../support/hub/commit-number.ts';

/** Each must be found by one of so many seeds. */
const seedsEach = 200;

/** The seed that found it last, then the others. */
const seedsFor = (foundBy: number): readonly number[] => [
  ...new Set([foundBy, ...Array.from({ length: seedsEach }, (_, at) => at + 1)]),
];

const findingsOf = async (
  simulator: Simulator,
  seed: number,
  planted?: Planted,
): Promise<readonly string[]> =>
  (await simulator.play(lotsOfSeed(seed, { desks: 4, events: 40 }), planted)).findings;

/** A seed that fails without a fault too proves nothing, and is a finding of its own. */
const expectNothingWithout = async (simulator: Simulator, seed: number): Promise<void> => {
  expect(await findingsOf(simulator, seed), `seed ${seed} without a fault`).toEqual([]);
};

/** Some of a list, others with each commit. */
const chosenOf = <T>(all: readonly T[], most: number): readonly T[] => {
  const many = Math.min(howMany('PLANTED_FAULTS', most, 100), all.length);
  const from = many === all.length ? 0 : commitNumber() * many;
  return Array.from({ length: many }, (_, at) => all[(from + at) % all.length]).filter(
    (one) => one !== undefined,
  );
};

const tell = (name: string, foundBy: number, seed: number | null): void =>
  console.log(
    `${name}: ${seed === null ? 'not found' : `found by seed ${seed}`}${seed === foundBy ? '' : `; the list says ${foundBy}`}`,
  );

test('a fault that is planted is found, another one with each commit, and without it the same play finds nothing', async () => {
  const simulator = await openSimulator();
  const missed: string[] = [];
  for (const { name, foundBy, planted } of chosenOf(faults, 2)) {
    let found: number | null = null;
    for (const seed of seedsFor(foundBy)) {
      if ((await findingsOf(simulator, seed, planted)).length === 0) continue;
      found = seed;
      await expectNothingWithout(simulator, seed);
      break;
    }
    tell(name, foundBy, found);
    if (found === null) missed.push(name);
  }
  await simulator.close();
  expect(missed).toEqual([]);
}, 86_400_000);

test('so is one that is planted in the text of the program', async () => {
  const simulator = await openSimulator();
  const missed: string[] = [];
  for (const fault of chosenOf(faultsInText, 1)) {
    const found = await playWithTexts([fault], seedsFor(fault.foundBy));
    tell(fault.name, fault.foundBy, found?.seed ?? null);
    if (found === null) missed.push(fault.name);
    else await expectNothingWithout(simulator, found.seed);
  }
  await simulator.close();
  expect(missed).toEqual([]);
}, 86_400_000);

test('each text in which a fault is planted stands in the program once', () => {
  const wrong = faultsInText.filter(({ file, text, other }) => {
    const source = readFileSync(join(projectFolder, file), 'utf8');
    return source.split(text).length !== 2 || text === other;
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
