/** What a simulation is made of. */
export type PlaySettings = {
  readonly seed: number;
  readonly desks: number;
  /** How many things happen before the network heals for good. */
  readonly events: number;
  /** Whether the hub is restored from a backup now and then. */
  readonly restoresHub?: boolean;
  /** Whether steps come that nobody can write, until the network heals. */
  readonly isHostile?: boolean;
};

/** Two workstations and more, some days longer than others: the seed says it. */
export const settingsOfSeed = (seed: number, most: Pick<PlaySettings, 'desks' | 'events'>): PlaySettings => ({
  seed,
  desks: 2 + (seed % (most.desks - 1)),
  events: most.events - ((seed * 7) % Math.ceil(most.events / 3)),
  restoresHub: seed % 6 === 0,
});

/** What came of it. */
export type Simulated = {
  /** How many steps were taken, what the programs wrote by themselves too. */
  readonly steps: number;
  readonly refused: number;
  readonly tasks: number;
  /** How many of these rare things happened. */
  readonly restored: number;
  readonly copied: number;
  readonly hubRestored: number;
  /** What all have at the end: the same for the same seed. */
  readonly digest: string;
  /** What should not be, a sentence each. */
  readonly findings: readonly string[];
};
