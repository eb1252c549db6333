import type { PlaySettings } from './play-settings.ts';
import type { Simulator } from './simulation.ts';

/**
 * Repeats a failing seed with fewer events and workstations. Returns the smallest run that still fails, how to repeat it, and its findings.
 */
export const smallestFailing = async (simulator: Simulator, settings: PlaySettings): Promise<string> => {
  let smallest = settings;
  let { findings } = await simulator.play(settings);
  for (let desks = 2; desks <= settings.desks; desks += 1) {
    const events = await fewestEvents(simulator, { ...settings, desks });
    if (events === null) continue;
    smallest = { ...settings, desks, events };
    ({ findings } = await simulator.play(smallest));
    break;
  }
  return [
    `Seed ${smallest.seed} with ${smallest.desks} workstations and ${smallest.events} events (of ${settings.desks} and ${settings.events}) fails.`,
    `SIMULATION_SEED=${smallest.seed} SIMULATION_SEEDS=1 plays it again.`,
    ...findings.slice(0, 6),
  ].join('\n');
};

/** Returns the lowest number of events that still fails; null if none does. A run with fewer events is the beginning of the longer one. */
const fewestEvents = async (simulator: Simulator, settings: PlaySettings): Promise<number | null> => {
  for (let events = 1; events <= settings.events; events += 1)
    if ((await simulator.play({ ...settings, events })).findings.length > 0) return events;
  return null;
};
