import { expect, test } from 'vitest';
import { howMany } from '../../../support/how-many.ts';
import { faults, type Fault } from '../../../support/hub/planted-faults.ts';
import { lotsOfSeed } from '../../../support/hub/lots.ts';
import { openSimulator, type Simulator } from '../../../support/hub/simulation.ts';
import { commitNumber } from '../../../support/hub/commit-number.ts';

/** Each must be found by one of so many seeds. */
const seedsEach = 200;

const seedThatFinds = async (simulator: Simulator, fault: Fault): Promise<number | null> => {
  const planted = 'planted' in fault ? fault.planted : {};
  for (let seed = 1; seed <= seedsEach; seed += 1) {
    const { findings } = await simulator.play(lotsOfSeed(seed, { desks: 4, events: 40 }), planted);
    if (findings.length > 0) return seed;
  }
  return null;
};

test('a fault that is planted is found, another one with each commit', async () => {
  const many = Math.min(howMany('PLANTED_FAULTS', 3), faults.length);
  const from = many === faults.length ? 0 : commitNumber() * many;
  const chosen = Array.from({ length: many }, (_, at) => faults[(from + at) % faults.length]).filter(
    (fault) => fault !== undefined,
  );
  const sound = await openSimulator();
  const found: [string, number | null][] = [];
  for (const fault of chosen) {
    const simulator = 'sql' in fault ? await openSimulator(fault.sql) : sound;
    const seed = await seedThatFinds(simulator, fault);
    found.push([fault.name, seed]);
    console.log(`${fault.name}: ${seed === null ? 'not found' : `found by seed ${seed}`}`);
    if (simulator !== sound) await simulator.close();
  }
  await sound.close();
  expect(found.filter(([, seed]) => seed === null)).toEqual([]);
}, 86_400_000);
