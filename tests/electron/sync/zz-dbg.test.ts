import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSimulator, type Simulator } from '../../support/hub/simulation.ts';
let simulator: Simulator;
beforeAll(async () => { simulator = await openSimulator(); }, 120_000);
afterAll(() => simulator.close());
test('x', async () => {
  const r = await simulator.play({ seed: Number(process.env['S']), desks: Number(process.env['D']), events: Number(process.env['E']) });
  console.log(r.findings, r.steps, r.refused, r.tasks);
}, 600_000);
