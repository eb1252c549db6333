import { howMany } from '../how-many.ts';
import { keptSeeds } from '../seeds.ts';
import { settingsOfSeed, type PlaySettings } from './play-settings.ts';
import type { Simulator } from './simulation.ts';
import { smallestFailing } from './smallest.ts';

/** The simulation runs in three processes, in three test files: each runs every third seed. */
const parts = ['first', 'second', 'third'] as const;
export type Part = (typeof parts)[number];

/** `SIMULATION_SEED=48 SIMULATION_SEEDS=1` runs one seed again: it is in the first part. */
const firstSeed = Number(process.env['SIMULATION_SEED'] ?? 1);
const most = { desks: howMany('SIMULATION_DESKS', 4), events: howMany('SIMULATION_EVENTS', 40) };

const settingsOfPart = (part: Part): readonly PlaySettings[] => {
  const seeds = Array.from({ length: howMany('SIMULATION_SEEDS', 300, 13_500) }, (_, at) => at)
    .filter((at) => at % parts.length === parts.indexOf(part))
    .map((at) => firstSeed + at)
    .map((seed) => settingsOfSeed(seed, most));
  // Seeds that once found a fault come first.
  return part === 'first' && firstSeed === 1 ? [...keptSeeds.simulation, ...seeds] : seeds;
};

/** The result of a part. */
export type Played = {
  /** The digest of each run. */
  readonly digests: readonly [PlaySettings, string][];
  /** Steps per run: runs in which nothing is done prove nothing. */
  readonly stepsEach: number;
  /** The smallest failing run and its findings; the part ends with it. */
  readonly failing: string | null;
};

/** Runs one part of the seeds. */
export const playPart = async (simulator: Simulator, part: Part): Promise<Played> => {
  const played = settingsOfPart(part);
  const digests: [PlaySettings, string][] = [];
  let steps = 0;
  let failing: string | null = null;
  for (const settings of played) {
    const { steps: taken, findings, digest } = await simulator.play(settings);
    steps += taken;
    digests.push([settings, digest]);
    if (findings.length === 0) continue;
    failing = await smallestFailing(simulator, settings);
    break;
  }
  console.log(`${digests.length} days of several workstations, ${steps} steps`);
  // With a single seed the other parts are empty.
  return { digests, stepsEach: played.length === 0 ? Infinity : steps / played.length, failing };
};
