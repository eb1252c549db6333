import { expect, test } from 'vitest';
import { playHalf } from '../../../support/hub/halves.ts';
import { openSimulator } from '../../../support/hub/simulation.ts';

test('whatever happens, every workstation and the hub end with the same rows: the other half of the seeds', async () => {
  const simulator = await openSimulator();
  const { failing, stepsEach } = await playHalf(simulator, 'second');
  await simulator.close();
  expect(failing).toBeNull();
  expect(stepsEach).toBeGreaterThan(5);
}, 86_400_000);
