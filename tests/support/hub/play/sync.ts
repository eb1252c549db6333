import { hubOf } from '../../../../electron/main/sync/hub.ts';
import { prepareSync } from '../../../../electron/main/sync/prepare-sync.ts';
import { retrySetAside } from '../../../../electron/main/sync/retry-set-aside.ts';
import type { BringUp } from '../../../../electron/main/sync/hub.ts';
import type { OperatorId, OpId } from '../../../../shared/domain/ids.ts';
import { readHubState } from '../../../../electron/main/desk/store/hub.queries.ts';
import { lastNumber, noteTaken, takeStep } from './at-the-desk.ts';
import { throughNetwork, Unreachable } from './network.ts';
import { oneOf, type Place, type Play } from './play.ts';
import { keepLease } from './post-offices.ts';

/** Syncs a workstation and renews its lease, as its connection does. @returns whether it completed. */
export const syncPlace = async (play: Play, place: Place): Promise<boolean> => {
  const { syncing, findings, rare } = play;
  syncing.add(place);
  place.questions = 0;
  const before = lastNumber(place.desk);
  let isDone = false;
  try {
    if (place.life !== rare.hubRestored) await greet(play, place);
    await place.desk.sync();
    if (play.settings.isHostile === true && play.random.chance(0.3)) await retrySetAside(place.desk.parts);
    isDone = true;
    await keepLease(
      play,
      place,
      queryOf(play, () => place),
    );
  } catch (error) {
    if (!(error instanceof Unreachable))
      findings.push(
        `Desk ${place.login} cannot sync: ${String(error instanceof Error ? error.stack : error).slice(0, 4500)}`,
      );
  } finally {
    syncing.delete(place);
  }
  if (lastNumber(place.desk) > before) noteTaken(play, place, before);
  return isDone;
};

/** Returns the function with which a workstation queries the hub. */
export const queryOf = (play: Play, place: () => Place): ReturnType<typeof throughNetwork> =>
  throughNetwork(play, place, (asking) => inBetween(play, asking));

/** Performs what others do while an answer is on its way. */
const inBetween = async (play: Play, asking: Place): Promise<void> => {
  play.depth += 1;
  try {
    await takeStep(play, oneOf(play, play.places));
    const other = oneOf(play, play.places);
    if (other !== asking && !play.syncing.has(other) && play.random.chance(0.5)) await syncPlace(play, other);
  } finally {
    play.depth -= 1;
  }
};

const broughtUp: BringUp = { operatorId: 1 as OperatorId, opId: 'bring-up' as OpId };

/** Reconnects; an administrator lets what the hub lacks be pushed from here. */
const greet = async (play: Play, place: Place): Promise<void> => {
  const { parts } = place.desk;
  const state = readHubState(parts.db);
  if (state === null) return;
  const { cursor, confirmedN } = state;
  const now = play.rare.hubRestored;
  const asked = { program: '', schemaVersion: 1_000, cursor, confirmedN, waiting: 0 };
  const said = await hubOf(queryOf(play, () => place)).hello(asked);
  const why = await prepareSync(parts, said, { schemaVersion: 1_000, bringUp: broughtUp });
  if (why !== null) play.findings.push(`Desk ${place.login} does not sync with the hub again: ${why}`);
  place.life = now;
};
