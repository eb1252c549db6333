import { afterAll, beforeAll, expect, test } from 'vitest';
import { howMany } from '../../../support/how-many.ts';
import { openTestHub, type TestHub } from '../../../support/hub/hub-server.ts';
import { simulate } from '../../../support/hub/simulation.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('in-process');
}, 120_000);
afterAll(() => hub.close());

test('after days of faults every workstation and the hub have the same rows, and no step has vanished', async () => {
  const from = howMany('SIMULATION_SEED', 1);
  const seeds = Array.from({ length: howMany('SIMULATION_SEEDS', 5) }, (_, at) => from + at);
  for (const seed of seeds) {
    const { findings } = await simulate(hub, { seed, desks: 3, events: howMany('SIMULATION_EVENTS', 80) });
    expect(findings, `the simulation of SIMULATION_SEED=${seed}`).toEqual([]);
  }
}, 600_000);
