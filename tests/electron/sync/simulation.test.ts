import { afterAll, beforeAll, expect, test } from 'vitest';
import { playPart, type Played } from '../../support/hub/parts-of-play.ts';
import { openSimulator, type Simulator } from '../../support/hub/simulation.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await openSimulator();
}, 120_000);
afterAll(() => simulator.close());

/** The digests of the runs of the first test. */
let digests: Played['digests'] = [];

test('whatever happens, every workstation and the hub end with the same rows, and no step has vanished', async () => {
  const { failing, stepsEach, ...played } = await playPart(simulator, 'first');
  digests = played.digests;
  expect(failing).toBeNull();
  expect(stepsEach).toBeGreaterThan(5);
}, 86_400_000);

test('a seed always produces the same run, whatever ran before', async () => {
  expect(digests.length).toBeGreaterThan(0);
  for (const [settings, digest] of digests.slice(0, 3))
    expect((await simulator.play(settings)).digest).toBe(digest);
}, 600_000);
