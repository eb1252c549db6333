import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { howMany } from '../../support/how-many.ts';
import { commitNumber } from '../../support/hub/commit-number.ts';
import { faults } from '../../support/hub/planted-faults.ts';
import { hubFile, type Fault } from '../../support/hub/planted-in-hub.ts';
import { playWithTexts } from '../../support/hub/planted-text.ts';
import { settingsOfSeed } from '../../support/hub/play-settings.ts';
import { openSimulator, type Simulator } from '../../support/hub/simulation.ts';

/** Each fault must be found by one of this many seeds. */
const seedsEach = 200;

/** The seed that found it last, then the others. */
const seedsFor = (foundBy: number): readonly number[] => [
  ...new Set([foundBy, ...Array.from({ length: seedsEach }, (_, at) => at + 1)]),
];

const findingsOf = async (
  simulator: Simulator,
  seed: number,
  change?: (sql: string) => string,
): Promise<readonly string[]> =>
  (await simulator.play(settingsOfSeed(seed, { desks: 4, events: 40 }), change)).findings;

/** Returns the seed that finds a fault; null if none does. */
const seedThatFinds = async (simulator: Simulator, { foundBy, texts }: Fault): Promise<number | null> => {
  const [first] = texts;
  if (first?.file !== hubFile) return (await playWithTexts(texts, seedsFor(foundBy)))?.seed ?? null;
  const change = (sql: string): string => sql.replace(first.text, () => first.other);
  for (const seed of seedsFor(foundBy))
    if ((await findingsOf(simulator, seed, change)).length > 0) return seed;
  return null;
};

/** Some of the faults, varying with each commit. */
const chosen = (): readonly Fault[] => {
  const many = Math.min(howMany('PLANTED_FAULTS', 3, 100), faults.length);
  const from = many === faults.length ? 0 : commitNumber() * many;
  return [...faults, ...faults].slice(from % faults.length, (from % faults.length) + many);
};

test('planted faults are found, varying with each commit, and without them the same run finds nothing', async () => {
  const simulator = await openSimulator();
  const missed: string[] = [];
  for (const fault of chosen()) {
    const { name, foundBy } = fault;
    const seed = await seedThatFinds(simulator, fault);
    const found = seed === null ? 'not found' : `found by seed ${seed}`;
    console.log(`${name}: ${found}${seed === foundBy ? '' : `; the list says ${foundBy}`}`);
    if (seed === null) missed.push(name);
    else expect(await findingsOf(simulator, seed), `seed ${seed} without a fault`).toEqual([]);
  }
  await simulator.close();
  expect(missed).toEqual([]);
}, 86_400_000);

test('each text in which a fault is planted occurs once in the program', () => {
  const wrong = faults.filter(({ texts }) =>
    texts.some(({ file, text, other }) => {
      const source = readFileSync(join(projectFolder, file), 'utf8');
      return source.split(text).length !== 2 || text === other;
    }),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
