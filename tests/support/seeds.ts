import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaySettings } from './hub/play-settings.ts';

/** The seeds that each test with random values runs first, because they once found a fault. */
export const keptSeeds = JSON.parse(readFileSync(join(import.meta.dirname, '../seeds.json'), 'utf8')) as {
  readonly everyChannel: readonly number[];
  readonly faults: readonly number[];
  /** Days of several workstations. */
  readonly simulation: readonly PlaySettings[];
  /** By the full name of the test: the values that fast-check needs to reproduce a run. */
  readonly properties: Record<string, readonly { readonly seed: number; readonly path: string }[]>;
};
