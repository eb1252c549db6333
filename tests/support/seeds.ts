import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lots that are played first, of each test that draws some: those that once showed a fault are kept there. */
export const keptSeeds = JSON.parse(readFileSync(join(import.meta.dirname, '../seeds.json'), 'utf8')) as {
  readonly everyChannel: readonly number[];
  readonly faults: readonly number[];
  /** By the full name of the test: what fast-check needs to draw the same values again. */
  readonly properties: Record<string, readonly { readonly seed: number; readonly path: string }[]>;
};
