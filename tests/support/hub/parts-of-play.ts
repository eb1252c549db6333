import { howMany } from '../how-many.ts';
import { keptSeeds } from '../seeds.ts';
import { settingsOfSeed, type PlaySettings } from './play-settings.ts';
import type { Simulator } from './simulation.ts';
import { smallestFailing } from './smallest.ts';

/** The days are played in three processes, in three test files: each plays every third seed. */
const parts = ['first', 'second', 'third'] as const;
export type Part = (typeof parts)[number];

/** One seed is played again with `SIMULATION_SEED=48 SIMULATION_SEEDS=1`: it is in the first part. */
const firstSeed = Number(process.env['SIMULATION_SEED'] ?? 1);
const most = { desks: howMany('SIMULATION_DESKS', 4), events: howMany('SIMULATION_EVENTS', 40) };

const settingsOfPart = (part: Part): readonly PlaySettings[] => {
  const seeds = Array.from({ length: howMany('SIMULATION_SEEDS', 300, 13_500) }, (_, at) => at)
    .filter((at) => at % parts.length === parts.indexOf(part))
    .map((at) => firstSeed + at)
    .map((seed) => settingsOfSeed(seed, most));
  // Those that once showed a fault come first.
  return part === 'first' && firstSeed === 1 ? [...keptSeeds.simulation, ...seeds] : seeds;
};

/** What a part came to. */
export type Played = {
  /** What each day came to. */
  readonly digests: readonly [PlaySettings, string][];
  /** Steps a day: days on which nothing is done prove nothing. */
  readonly stepsEach: number;
  /** The smallest play that fails, and what it found; with it the part ends. */
  readonly failing: string | null;
};

/** Plays one part of the seeds. */
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
  // Of one seed alone there are no other parts.
  return { digests, stepsEach: played.length === 0 ? Infinity : steps / played.length, failing };
};
