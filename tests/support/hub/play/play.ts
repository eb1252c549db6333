import type BetterSqlite3 from 'better-sqlite3';
import type { Query } from '../../../../electron/main/sync/hub.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { randomOf, type Random } from '../../fuzz/random.ts';
import type { FirstLibrary } from '../first-library.ts';
import { liar } from '../hostile-steps.ts';
import type { TestHub } from '../hub-server.ts';
import type { PlaySettings } from '../play-settings.ts';
import type { WhatWasSeen } from '../check-all.ts';
import { openSyncDesk, type SyncDesk } from '../sync-desk.ts';
import { seasonOf, type Season } from './seasons.ts';
import type { Office } from './post-offices.ts';

// The shared state of a running simulation.

/** What a simulation runs on. */
export type World = { readonly hub: TestHub; readonly library: FirstLibrary };

/** A workstation, with the program that runs on it. */
export type Place = {
  readonly login: number;
  readonly file: string;
  desk: SyncDesk;
  backup: Buffer | null;
  questions: number;
  /** The life of the hub in which it was greeted. */
  life: number;
  /** How it sends letters. */
  readonly office: Office;
};

/** How often rare events happened. */
type Rare = { restored: number; copied: number; hubRestored: number };

export type Play = World & {
  readonly settings: PlaySettings;
  readonly random: Random;
  /** A separate random generator: the size of slices must not influence the events. */
  readonly sizes: Random;
  /** Alters pulled steps so that they cannot be written. Also has a separate random generator. */
  readonly lie: ReturnType<typeof liar>;
  readonly season: Season;
  readonly places: Place[];
  readonly seen: WhatWasSeen;
  readonly findings: string[];
  readonly rare: Rare;
  /** Workstations that the network does not reach. */
  readonly down: Set<number>;
  /** Workstations that are syncing. */
  readonly syncing: Set<Place>;
  /** Time that passes: minutes on the clocks of the desks, seconds for the leases, and how far the leases at the hub have been aged. */
  readonly passed: { minutes: number; seconds: number; agedAt: number; agedInBackup: number };
  /** Whether the network has recovered. */
  isHealed: boolean;
  /** How deeply acts of others are nested in waiting for an answer. */
  depth: number;
};

/** Returns the initial state of a simulation, without workstations. */
export const newPlay = (world: World, settings: PlaySettings): Play => ({
  ...world,
  settings,
  random: randomOf(settings.seed),
  sizes: randomOf(settings.seed + 1_000_000),
  lie: liar(randomOf(settings.seed + 2_000_000)),
  season: seasonOf(settings.seed),
  places: [],
  seen: { taken: new Map(), letters: [] },
  findings: [],
  rare: { restored: 0, copied: 0, hubRestored: 0 },
  down: new Set(),
  syncing: new Set(),
  passed: { minutes: 0, seconds: 0, agedAt: 0, agedInBackup: 0 },
  isHealed: false,
  depth: 0,
});

/** Returns the correct time. */
export const clockOf = ({ season, passed }: Play): Date =>
  new Date(Date.parse(season.begins) + passed.minutes * 60_000);

export const newOpId = ({ random }: Play): OpId => random.uuid() as OpId;

/** Returns a random element of a non-empty list. */
export const oneOf = <T>({ random }: Play, values: readonly T[]): T => {
  const picked = random.pick(values);
  if (picked === undefined) throw new Error('There is nothing to choose from.');
  return picked;
};

/** Starts the program of a workstation on its file. */
export const start = (play: Play, raw: BetterSqlite3.Database, login: number, query: Query): SyncDesk =>
  openSyncDesk(raw, {
    login,
    query,
    clock: () => clockOf(play),
    newOpId: () => newOpId(play),
    slices: {
      rows: () => 1 + play.sizes.below(40),
      took: () => undefined,
      pause: () => Promise.resolve(),
    },
    timeZone: play.season.timeZone,
  });
