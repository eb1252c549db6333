import { afterAll, beforeAll, expect, test } from 'vitest';
import { howMany } from '../../support/how-many.ts';
import { settingsOfSeed } from '../../support/hub/play-settings.ts';
import { openSimulator, type Simulator } from '../../support/hub/simulation.ts';

// Simulated days of several workstations during which steps arrive that no workstation can write for a while.

let simulator: Simulator;
beforeAll(async () => {
  simulator = await openSimulator();
}, 120_000);
afterAll(() => simulator.close());

test('steps that cannot be written block no workstation, and once they can be written all have the same rows', async () => {
  const first = Number(process.env['SIMULATION_SEED'] ?? 1);
  for (let seed = first; seed < first + howMany('HOSTILE_DAYS', 8, 1_000); seed += 1) {
    const settings = settingsOfSeed(seed, { desks: 4, events: 40 });
    const { findings } = await simulator.play({ ...settings, isHostile: true });
    expect(findings, `seed ${seed}`).toEqual([]);
  }
}, 86_400_000);
