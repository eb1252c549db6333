import { expect, test } from 'vitest';
import { playPart } from '../../support/hub/parts-of-play.ts';
import { openSimulator } from '../../support/hub/simulation.ts';

test('whatever happens, every workstation and the hub end with the same rows: the third part of the seeds', async () => {
  const simulator = await openSimulator();
  const { failing, stepsEach } = await playPart(simulator, 'third');
  await simulator.close();
  expect(failing).toBeNull();
  expect(stepsEach).toBeGreaterThan(5);
}, 86_400_000);
