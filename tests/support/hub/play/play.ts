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

// A play that is under way: what all that happens in it shares.

/** What a play is played on. */
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

/** How often rare things happened. */
type Rare = { restored: number; copied: number; hubRestored: number };

export type Play = World & {
  readonly settings: PlaySettings;
  readonly random: Random;
  /** With random numbers of its own: how much is taken in at once is no matter of what happens. */
  readonly sizes: Random;
  /** Changes steps that come in, so that they cannot be written. With random numbers of its own, too. */
  readonly lie: ReturnType<typeof liar>;
  readonly season: Season;
  readonly places: Place[];
  readonly seen: WhatWasSeen;
  readonly findings: string[];
  readonly rare: Rare;
  /** Workstations that the network does not reach. */
  readonly down: Set<number>;
  /** Those that sync just now. */
  readonly syncing: Set<Place>;
  /** What passes: minutes on the clocks of the desks, seconds for the leases, and up to where the leases at the hub have aged. */
  readonly passed: { minutes: number; seconds: number; agedAt: number; agedInBackup: number };
  /** The network is well. */
  isHealed: boolean;
  /** How deep others do something while somebody waits for an answer. */
  depth: number;
};

/** A play at its beginning, without workstations. */
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

/** What the clocks show that are right. */
export const clockOf = ({ season, passed }: Play): Date =>
  new Date(Date.parse(season.begins) + passed.minutes * 60_000);

export const newOpId = ({ random }: Play): OpId => random.uuid() as OpId;

/** One of several at random, of which there is at least one. */
export const oneOf = <T>({ random }: Play, values: readonly T[]): T => {
  const picked = random.pick(values);
  if (picked === undefined) throw new Error('There is nothing to choose from.');
  return picked;
};

/** Starts the program of a workstation on its file. @param place whose it is by then. */
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
