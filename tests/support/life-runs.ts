import { howMany } from './how-many.ts';

/**
 * How many random lives are tested: `LIFE_RUNS=3000` for a longer run, `LIFE_SEED=1` for the same lives again. A failure names its seed.
 */
export const lifeRuns = (numRuns: number): { readonly numRuns: number; readonly seed?: number } => {
  const seed = process.env['LIFE_SEED'];
  return {
    numRuns: howMany('LIFE_RUNS', numRuns, 3_000),
    ...(seed !== undefined && { seed: Number(seed) }),
  };
};
