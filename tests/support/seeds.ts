import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The seeds that are played first, of each test that draws lots: those that once showed a fault are kept there. */
export const keptSeeds = JSON.parse(readFileSync(join(import.meta.dirname, '../seeds.json'), 'utf8')) as {
  readonly everyChannel: readonly number[];
  readonly faults: readonly number[];
};
