/** The parameters of a simulation run. */
export type PlaySettings = {
  readonly seed: number;
  readonly desks: number;
  /** How many events happen before the network recovers for good. */
  readonly events: number;
  /** Whether the hub is restored from a backup from time to time. */
  readonly restoresHub?: boolean;
  /** Whether steps arrive that no workstation can write, until the network recovers. */
  readonly isHostile?: boolean;
};

/** Derives the number of workstations (at least two) and the length of the run from the seed. */
export const settingsOfSeed = (seed: number, most: Pick<PlaySettings, 'desks' | 'events'>): PlaySettings => ({
  seed,
  desks: 2 + (seed % (most.desks - 1)),
  events: most.events - ((seed * 7) % Math.ceil(most.events / 3)),
  restoresHub: seed % 6 === 0,
});

/** The result of a run. */
export type Simulated = {
  /** How many steps were taken, including automatic changes. */
  readonly steps: number;
  readonly refused: number;
  readonly tasks: number;
  /** How many of these rare events happened. */
  readonly restored: number;
  readonly copied: number;
  readonly hubRestored: number;
  /** A digest of the final rows: the same for the same seed. */
  readonly digest: string;
  /** Violations, one sentence each. */
  readonly findings: readonly string[];
};
