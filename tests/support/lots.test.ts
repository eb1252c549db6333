import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { playLots } from './lots.ts';
import { keptSeeds } from './seeds.ts';

const always = fc.property(fc.nat(), () => undefined);
const belowTen = fc.property(fc.nat({ max: 1_000 }), (n) => n < 10);
const belowTenLater = fc.asyncProperty(fc.nat({ max: 1_000 }), (n) => Promise.resolve(n < 10));

test('a property that fails says which line keeps its lot, at once or later', async () => {
  const line = /"a property that fails.*later": \[\{ "seed": -?\d+, "path": "[\d:]+" \}\]/;
  expect(() => playLots(belowTen)).toThrow(line);
  await expect(playLots(belowTenLater)).rejects.toThrow(line);
  playLots(always);
});

test('kept lots are played before new ones', () => {
  const seen: number[] = [];
  const { properties } = keptSeeds;
  const name = expect.getState().currentTestName ?? '';
  properties[name] = [{ seed: 7, path: '0' }];
  try {
    playLots(
      fc.property(fc.nat(), (n) => void seen.push(n)),
      { numRuns: 3, seed: 1 },
    );
  } finally {
    delete properties[name];
  }
  expect(seen).toHaveLength(4);
  expect(seen[0]).toBe(fc.sample(fc.nat(), { seed: 7, numRuns: 1 })[0]);
});
