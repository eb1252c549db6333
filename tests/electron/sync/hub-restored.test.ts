import { afterAll, beforeAll, expect, test } from 'vitest';
import { howMany } from '../../support/how-many.ts';
import { settingsOfSeed } from '../../support/hub/play-settings.ts';
import { openSimulator, type Simulator } from '../../support/hub/simulation.ts';
import { smallestFailing } from '../../support/hub/smallest.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await openSimulator();
}, 120_000);
afterAll(() => simulator.close());

const first = Number(process.env['SIMULATION_SEED'] ?? 1);

test('a hub that is put back from its backup gets again what it lacks, and no step has vanished', async () => {
  let restored = 0;
  for (let seed = first; seed < first + howMany('HUB_RESTORED_SEEDS', 12, 1_000); seed += 1) {
    const settings = { ...settingsOfSeed(seed, { desks: 4, events: 40 }), restoresHub: true };
    const played = await simulator.play(settings);
    restored += played.hubRestored;
    if (played.findings.length > 0) expect.fail(await smallestFailing(simulator, settings));
  }
  expect(restored).toBeGreaterThan(0);
}, 86_400_000);
