import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaySettings } from './hub/play-settings.ts';

/** The seeds that are played first, of each test that draws random values: those that once showed a fault are kept there. */
export const keptSeeds = JSON.parse(readFileSync(join(import.meta.dirname, '../seeds.json'), 'utf8')) as {
  readonly everyChannel: readonly number[];
  readonly faults: readonly number[];
  /** Days of several workstations. */
  readonly simulation: readonly PlaySettings[];
  /** By the full name of the test: what fast-check needs to draw the same values again. */
  readonly properties: Record<string, readonly { readonly seed: number; readonly path: string }[]>;
};
