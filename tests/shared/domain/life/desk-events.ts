import type { TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { activeTurn, type Life, type LifeEvent } from '../../../../shared/domain/life/life.ts';
import type { Volume } from '../../../../shared/domain/life/volume.ts';
import type { Dice } from './dice.ts';
import type { PartnersBook } from './partners-book.ts';

/** The world as staff see it. */
export type StaffsWorld = {
  readonly dice: Dice;
  readonly life: Life;
  readonly askable: readonly TurnId[];
  readonly books: ReadonlyMap<TurnId, PartnersBook>;
  /** The turns whose partner must agree to a cancellation. */
  readonly consent: ReadonlySet<TurnId>;
};

/** Returns what staff may do now. Rare events are not always included. */
export const deskEvents = ({ dice, life, askable, books, consent }: StaffsWorld): readonly LifeEvent[] => {
  const ofTurns = life.turns.flatMap(({ id }) => eventsOfTurn(id, dice, askable, books.get(id)));
  const ofVolumes = life.volumes.flatMap((volume) => eventsOfVolume(volume, dice, life));
  const needsConsent = consent.has(activeTurn(life)?.id ?? (0 as TurnId));
  return [...eventsOfRequest(dice, askable, needsConsent), ...ofTurns, ...ofVolumes].filter(
    (event) => lifeAfter(life, event) !== null,
  );
};

const eventsOfRequest = (
  { pick, chance }: Dice,
  askable: readonly TurnId[],
  needsConsent: boolean,
): readonly LifeEvent[] => [
  { type: 'sent', askable },
  { type: 'sent', askable },
  ...(chance(0.2) ? [{ type: 'next.asked', askable } as const] : []),
  ...(chance(0.4)
    ? [{ type: 'cancelled', wish: pick(['patron', 'staff'] as const), needsConsent } as const]
    : []),
  { type: 'cancellation.withdrawn' },
  ...(chance(0.05) ? [{ type: 'completed.byHand' } as const] : []),
  ...(chance(0.1) ? [{ type: 'set.restNotWanted', turnId: 1 as TurnId } as const] : []),
];

const eventsOfTurn = (
  turnId: TurnId,
  { chance }: Dice,
  askable: readonly TurnId[],
  book: PartnersBook | undefined,
): readonly LifeEvent[] => [
  { type: 'turn.expired', turnId, askable },
  { type: 'condition.accepted', turnId },
  { type: 'condition.declined', turnId, askable },
  { type: 'receiving.done', turnId },
  { type: 'parcel.claimed', turnId },
  ...(chance(0.1) ? [{ type: 'parcel.lost', turnId } as const] : []),
  { type: 'parcel.found', turnId },
  { type: 'parcel.settled', turnId },
  // The file from a partner that says that it sent one.
  ...(book?.sentFile ? [{ type: 'file.received', turnId } as const] : []),
  { type: 'demand.withdrawn', turnId },
  // It said so itself.
  ...(book?.needed ? [] : [{ type: 'set.nothingMore', turnId } as const]),
];

const eventsOfVolume = (
  { id: itemId, place, checkIn }: Volume,
  { pick, chance, day }: Dice,
  { turns }: Life,
): readonly LifeEvent[] => [
  { type: 'item.happened', itemId, what: 'loaned' },
  { type: 'item.happened', itemId, what: 'broughtBack' },
  { type: 'items.returned', itemIds: [itemId] },
  { type: 'items.returned', itemIds: [itemId] },
  // A returned volume is lost only if its partner misses it.
  ...(chance(0.1) && (place !== 'returned-to-partner' || checkIn === 'missed')
    ? [{ type: pick(['items.lost', 'items.damaged'] as const), itemIds: [itemId] }]
    : []),
  { type: 'items.settled', itemIds: [itemId] },
  { type: 'item.happened', itemId, what: pick(['foundOnShelf', 'foundInTransit', 'shelved', 'sentOn']) },
  ...(chance(0.1) ? [{ type: 'item.happened', itemId, what: 'handedOver' } as const] : []),
  ...(chance(0.1) ? [{ type: 'item.kept', itemId } as const] : []),
  {
    type: 'renewal.requested',
    itemIds: [itemId],
    dueOn: day(15, 25),
    renewsItself: chance(0.5) ? turns.map(({ id }) => id) : [],
  },
  { type: 'renewal.withdrawn', itemIds: [itemId] },
];
