import { pullAll } from '../../../../electron/main/sync/pull-steps.ts';
import { recheckNext } from '../../../../electron/main/sync/roll-back.ts';
import type { DeskId, OperatorId, RequestId } from '../../../../shared/domain/ids.ts';
import { copyFolder } from './accidents.ts';
import { takeStep } from './at-the-desk.ts';
import { Unreachable } from './network.ts';
import type { Place, Play } from './play.ts';
import { workAtPost } from './post-offices.ts';
import { syncPlace } from './sync.ts';

// Sequences that occur too rarely at random: a few consecutive steps at two workstations, after a day on which anything may have happened.

type Scene = (play: Play, one: Place, other: Place) => Promise<void>;

const requestsOperator = 3 as OperatorId;

/** Seats an operator at a desk. @param operatorId by default one who may do everything. */
const sit = ({ desk: { context } }: Place, operatorId = 1 as OperatorId): void => {
  context.session.chooseOperator(operatorId);
  context.session.chooseDesk(1 as DeskId);
};

/** Syncs all of them, if a few attempts suffice. */
const inStep = async (play: Play, places: readonly Place[]): Promise<void> => {
  for (const place of places)
    for (let tries = 0; tries < 4; tries += 1) if (await syncPlace(play, place)) break;
};

/** Takes these steps on a new request. @returns the request; undefined if none was created. */
const onNewRequest = async (
  play: Play,
  place: Place,
  names: readonly string[],
): Promise<RequestId | undefined> => {
  const before = play.seen.taken.size;
  await takeStep(play, place, { name: 'create', requestId: 1 as RequestId });
  const [made] = [...play.seen.taken.values()].slice(before);
  const requestId = made?.requestId ?? undefined;
  if (requestId === undefined) return undefined;
  for (const name of names) await takeStep(play, place, { name, requestId });
  return requestId;
};

/** An item is lent while its receipt is redone at another workstation. */
const lentAndReceivedAgain: Scene = async (play, one, other) => {
  const requestId = await onNewRequest(play, other, ['send-request', 'receive']);
  if (requestId === undefined) return;
  await inStep(play, [other, one]);
  await takeStep(play, one, { name: 'lend', requestId });
  await takeStep(play, other, { name: 'receiveAgain', requestId });
  await inStep(play, [other, one]);
};

/** A letter is set aside because the item was lent, and a clerk who does not know of it yet undoes that. */
const lentWhileLetterWaits: Scene = async (play, one) => {
  await onNewRequest(play, one, ['send-request', 'receive', 'lend']);
  await inStep(play, [one, ...play.places]);
  play.passed.seconds += 200;
  for (let times = 0; times < 24; times += 1) await workAtPost(play, one, () => syncPlace(play, one));
};

/** A step on a request that was created here is refused before the hub has the request, and is then rechecked. */
const refusedOnWhatWasMadeHere: Scene = async (play, one, other) => {
  const requestId = await onNewRequest(play, one, []);
  if (requestId === undefined) return;
  sit(one, requestsOperator);
  await takeStep(play, one, { name: 'add-note', requestId });
  await takeStep(play, other, { name: 'operatorLeaves', requestId });
  await inStep(play, [other]);
  await onlyTakeIn(one);
  await takeStep(play, other, { name: 'settings', requestId });
  await inStep(play, [other, one]);
};

/** Pulls, and loses the network before it pushes anything. */
const onlyTakeIn = async ({ desk: { parts } }: Place): Promise<void> => {
  try {
    await pullAll(parts);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  while (recheckNext(parts.db, 8, parts.replay));
};

/** Both copies of a folder continue on different requests, and the one that gets a new number continues after that. */
const copiedAndWentOn: Scene = async (play, one) => {
  const requestId = await onNewRequest(play, one, ['add-note']);
  const another = await onNewRequest(play, one, []);
  await inStep(play, [one]);
  const many = play.places.length;
  copyFolder(play, one);
  const copy = play.places[many];
  if (copy === undefined || requestId === undefined || another === undefined) return;
  sit(copy);
  await takeStep(play, one, { name: 'add-note', requestId });
  await takeStep(play, copy, { name: 'add-note', requestId: another });
  await inStep(play, [one, copy]);
  await takeStep(play, copy, { name: 'add-note', requestId: another });
};

/**
 * The send queue runs while a step that wrote a letter is pending, and the step is refused because another workstation lent the item first.
 */
const letterOfRefusedStep: Scene = async (play, one, other) => {
  const requestId = await onNewRequest(play, one, ['send-request', 'receive']);
  if (requestId === undefined) return;
  await inStep(play, [one, other]);
  // Letters that are due are sent before, and no other workstation has the lease.
  play.passed.seconds += 200;
  for (let times = 0; times < 12; times += 1) await workAtPost(play, one, () => syncPlace(play, one));
  await inStep(play, [one, other]);
  await takeStep(play, other, { name: 'lend', requestId });
  await inStep(play, [other]);
  await takeStep(play, one, { name: 'return', requestId });
  for (let times = 0; times < 3; times += 1) await workAtPost(play, one, () => syncPlace(play, one));
  await inStep(play, [one, other]);
};

const scenes: readonly Scene[] = [
  lentAndReceivedAgain,
  lentWhileLetterWaits,
  refusedOnWhatWasMadeHere,
  copiedAndWentOn,
  letterOfRefusedStep,
];

/** Runs one of these sequences with every third seed, while no one else acts. */
export const playScene = async (play: Play): Promise<void> => {
  const { settings, places, down } = play;
  const [one, other] = places;
  const scene = settings.seed % 3 === 1 ? scenes[Math.floor(settings.seed / 3) % scenes.length] : undefined;
  if (!scene || !one || !other || settings.isHostile === true) return;
  down.clear();
  play.depth += 2;
  for (const place of places) sit(place);
  await inStep(play, [one, other]);
  await scene(play, one, other);
  play.depth -= 2;
};
