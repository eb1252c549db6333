import { sql } from '../../../electron/main/db/sql.ts';
import { overwriteWithHubRows, retrySetAside } from '../../../electron/main/sync/retry-set-aside.ts';
import { countSetAside } from '../../../electron/main/desk/store/set-aside.queries.ts';
import { countPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { maxDesks, openFirstLibrary } from './first-library.ts';
import { openTestHub } from './hub-server.ts';
import type { PlaySettings, Simulated } from './play-settings.ts';
import { checkAtEnd, checkDesk, checkAtCursor } from './check-all.ts';
import { addPlace, backUp, backUpHub, copyFolder, restart, restore, restoreHub } from './play/accidents.ts';
import { goTo, takeStep } from './play/at-the-desk.ts';
import { clockOf, newPlay, oneOf, type Place, type Play } from './play/play.ts';
import { officeOf, workAtPost } from './play/post-offices.ts';
import { playScene } from './play/scenes.ts';
import { syncPlace } from './play/sync.ts';
import type { SyncDesk } from './sync-desk.ts';

/** How many workstations shared the library before, with another hub. */
const sharedBefore = 3;

export type Simulator = {
  /** Runs a seed. The same seed gives the same run. @param change alters the text of the hub's functions for this run. */
  readonly play: (settings: PlaySettings, change?: (sql: string) => string) => Promise<Simulated>;
  readonly close: () => Promise<void>;
};

/** Opens a hub and the initial library. They serve any number of runs. */
export const openSimulator = async (): Promise<Simulator> => {
  const hub = await openTestHub('in-process');
  const library = await openFirstLibrary(hub, maxDesks, sharedBefore);
  return {
    play: (settings, change) => hub.playOn(() => simulateDays(newPlay({ hub, library }, settings)), change),
    close: async () => {
      library.close();
      await hub.close();
    },
  };
};

/**
 * Simulates a library's days from a seed: several workstations with the real services on real databases, the shipped SQL, a network that
 * drops queries, sends them twice, or loses only the answer; clocks that are wrong by days; programs that exit at any time; files that are
 * restored from a backup, or copied. Then the network recovers, and all workstations are compared.
 */
const simulateDays = async (play: Play): Promise<Simulated> => {
  const { settings, library, findings } = play;
  if (settings.restoresHub === true) await backUpHub(play);
  for (let login = 1; login <= settings.desks; login += 1) addPlace(play, library.deskFile(login), login);
  for (let event = 0; event < settings.events && findings.length === 0; event += 1) await oneEvent(play);
  if (findings.length === 0) await playScene(play);
  if (findings.length === 0) await heal(play);
  return await lookAtEnd(play);
};

const oneEvent = async (play: Play): Promise<void> => {
  const { places, settings, random, passed, findings } = play;
  passed.seconds += oneOf(play, [1, 10, 30, 120]);
  const place = oneOf(play, places);
  const changes = places.map(({ desk }) => totalChanges(desk));
  if (settings.restoresHub === true && random.chance(0.05)) await backUpHub(play);
  else if (settings.restoresHub === true && random.chance(0.03)) await restoreHub(play);
  await happen(play, place, random.below(1_000));
  places.forEach(({ desk, login }, at) => {
    if (totalChanges(desk) !== changes[at])
      findings.push(
        ...checkDesk(desk, settings.isHostile === true && !play.isHealed).map(
          (found) => `Desk ${login}: ${found}`,
        ),
      );
  });
};

const happen = async (play: Play, place: Place, roll: number): Promise<void> => {
  const { random, findings, down, rare, hub, library } = play;
  if (roll < 560) return await takeStep(play, place);
  if (roll < 800) return void (await syncPlace(play, place));
  if (roll < 880) {
    const office = officeOf(play);
    return await workAtPost(play, office, () => syncPlace(play, office));
  }
  if (roll < 900)
    place.desk.setNow(new Date(clockOf(play).getTime() + (random.below(97) - 48) * 3_600_000).toISOString());
  else if (roll < 930) goTo(play, place);
  else if (roll < 940) {
    if (place.life === rare.hubRestored && countSetAside(place.desk.context.db) === 0)
      findings.push(...(await checkAtCursor(hub, library, place.desk)));
  } else if (roll < 970) {
    if (down.has(place.login)) down.delete(place.login);
    else down.add(place.login);
  } else if (roll < 976) restart(play, place);
  else if (roll < 984) backUp(place);
  else {
    if (roll < 994) await restore(play, place);
    else copyFolder(play, place);
    // The operator there continues with the day.
    for (let steps = 0; steps < 2; steps += 1) await takeStep(play, place);
  }
};

/** Syncs all workstations, in a limited number of rounds. */
const heal = async (play: Play): Promise<void> => {
  const { places, findings, settings } = play;
  play.isHealed = true;
  for (let round = 0; round < 4 && findings.length === 0; round += 1)
    for (const place of places) {
      if (settings.isHostile === true) {
        place.questions = Number.NEGATIVE_INFINITY;
        await retrySetAside(place.desk.parts);
        if (round > 1) await overwriteWithHubRows(place.desk.parts);
      }
      await syncPlace(play, place);
    }
  for (const { desk, login } of places)
    if (countPending(desk.context.db) > 0) findings.push(`Desk ${login} still has steps that wait.`);
};

const lookAtEnd = async ({
  hub,
  library,
  settings,
  places,
  findings,
  rare,
  seen,
}: Play): Promise<Simulated> => {
  const desks = places.map(({ desk }) => desk);
  if (findings.length === 0 && rare.restored + rare.copied + rare.hubRestored === 0) {
    const [last] = await hub.query('SELECT max(number) AS number FROM hub.workstation', []);
    if (Number((last as { readonly number: number }).number) !== sharedBefore + maxDesks)
      findings.push('A workstation that was neither copied nor restored began anew.');
  }
  const whole =
    findings.length > 0
      ? { findings: [], digest: '', refused: 0 }
      : await checkAtEnd({
          hub,
          library,
          desks,
          seen,
          mayLackSteps: rare.hubRestored > 0,
          isHostile: settings.isHostile === true,
        });
  return {
    steps: seen.taken.size,
    refused: whole.refused,
    tasks: desks[0]?.raw.prepare<[], number>('SELECT count(*) FROM task').pluck().get() ?? 0,
    ...rare,
    digest: whole.digest,
    findings: [...findings, ...whole.findings],
  };
};

const totalChanges = ({ raw, context: { db } }: SyncDesk): string =>
  `${raw.name} ${sql<[], number>(db, 'SELECT total_changes()').pluck().get()}`;
