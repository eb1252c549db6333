import { expect, test } from 'vitest';
import { howMany } from '../../../support/how-many.ts';
import { faults, type Fault } from '../../../support/hub/planted-faults.ts';
import { lotsOfSeed } from '../../../support/hub/lots.ts';
import { openSimulator, type Simulator } from '../../../support/hub/simulation.ts';
import { commitNumber } from '../../../support/hub/commit-number.ts';

/** Each must be found by one of so many seeds. */
const seedsEach = 200;

/** The seed that found it last, then the others. */
const seedsFor = ({ foundBy }: Fault): ReadonlySet<number> =>
  new Set([foundBy, ...Array.from({ length: seedsEach }, (_, at) => at + 1)]);

const findingsOf = async (simulator: Simulator, seed: number, fault?: Fault): Promise<readonly string[]> =>
  (await simulator.play(lotsOfSeed(seed, { desks: 4, events: 40 }), fault?.planted)).findings;

/** The first seed that finds it. A seed that fails without it too proves nothing, and is a finding of its own. */
const seedThatFinds = async (simulator: Simulator, fault: Fault): Promise<number | null> => {
  for (const seed of seedsFor(fault)) {
    if ((await findingsOf(simulator, seed, fault)).length === 0) continue;
    expect(await findingsOf(simulator, seed), `seed ${seed} without a fault`).toEqual([]);
    return seed;
  }
  return null;
};

test('a fault that is planted is found, another one with each commit, and without it the same play finds nothing', async () => {
  const many = Math.min(howMany('PLANTED_FAULTS', 3), faults.length);
  const from = many === faults.length ? 0 : commitNumber() * many;
  const chosen = Array.from({ length: many }, (_, at) => faults[(from + at) % faults.length]).filter(
    (fault) => fault !== undefined,
  );
  const simulator = await openSimulator();
  const found: [string, number | null][] = [];
  for (const fault of chosen) {
    const seed = await seedThatFinds(simulator, fault);
    found.push([fault.name, seed]);
    console.log(
      `${fault.name}: ${seed === null ? 'not found' : `found by seed ${seed}`}${seed === fault.foundBy ? '' : `; the list says ${fault.foundBy}`}`,
    );
  }
  await simulator.close();
  expect(found.filter(([, seed]) => seed === null)).toEqual([]);
}, 86_400_000);
