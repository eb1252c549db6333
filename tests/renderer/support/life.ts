import type { ItemId, PartnerId, TurnId } from '../../../shared/domain/ids.ts';
import { lifeOfWord, placeOfWord } from '../../../shared/domain/life/from-one-word.ts';
import { newTurn, type Turn } from '../../../shared/domain/life/turn.ts';
import type { Volume, VolumePlace } from '../../../shared/domain/life/volume.ts';
import type { RequestSummary } from '../../../shared/ipc/views.ts';

type LifeView = RequestSummary['life'];

/** Returns a turn of the partner with this number, with the same number as its id. */
export const turnOf = (id: number, changes: Partial<Turn> = {}): Turn => ({
  ...newTurn(id as TurnId, id as PartnerId),
  ...changes,
});

/** Returns a turn whose partner was asked and notified. */
export const askedTurn = (id: number, changes: Partial<Turn> = {}): Turn =>
  turnOf(id, { state: 'asked', heard: true, askedFor: 1, ...changes });

/** Returns a volume sent by a turn. */
export const volumeOf = (id: number, place: VolumePlace, changes: Partial<Volume> = {}): Volume => ({
  id: id as ItemId,
  turnId: 1 as TurnId,
  place,
  use: 'for-patron',
  patron: place === 'on-loan' ? 'has-it' : 'not-yet',
  renewal: 'none',
  demand: 'none',
  report: 'none',
  checkIn: 'none',
  dueOn: null,
  askedUntil: null,
  receiptTold: true,
  ...changes,
});

/** Returns a life with these parts. */
export const lifeOfParts = (parts: {
  readonly turns?: readonly Turn[];
  readonly volumes?: readonly Volume[];
  readonly expected?: number | null;
  readonly cancelWish?: LifeView['cancelWish'];
  readonly endedAs?: LifeView['endedAs'];
}): LifeView => ({
  expected: parts.expected ?? null,
  cancelWish: parts.cancelWish ?? null,
  endedAs: parts.endedAs ?? null,
  turns: [...(parts.turns ?? [])],
  volumes: [...(parts.volumes ?? [])],
});

/**
 * Returns the life of a request with this status, with one partner.
 * @param many the number of volumes, each in the place that the status implies.
 * @param expected the expected number; by default the number of volumes.
 */
export const lifeOf = (status: string, many = 0, expected: number | null = null): LifeView => {
  const place = placeOfWord(status, 0);
  const spokenOf = many === 0 && place !== null ? 1 : many;
  const volumes = Array.from({ length: spokenOf }, (_, index) => volumeOf(index + 1, place ?? 'lost'));
  return lifeOfParts(lifeOfWord({ status, turns: [turnOf(1)], active: 0, volumes, expected }));
};

/** A request without open matters. */
export const nothingOpen: RequestSummary['openSince'] = {
  cancellationAt: null,
  renewalAt: null,
  renewalUntil: null,
  demandAt: null,
  backBy: null,
  lossAt: null,
  goesBackAt: null,
  checkInAt: null,
  neededBy: null,
  overCostAt: null,
  ifChangedAt: null,
};
