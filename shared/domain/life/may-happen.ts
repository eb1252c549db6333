import type { CalendarDate, ItemId } from '../ids.ts';
import { lifeAfter } from './life-after.ts';
import type { Happening, Life, LifeEvent } from './life.ts';

/** The types a menu may ask about: an event of a life, or something that happens to one volume at the desk. */
export type PossibleType = Exclude<LifeEvent['type'], 'item.happened'> | Happening;

const far = '9999-12-31' as CalendarDate;

const happenings: ReadonlySet<string> = new Set<Happening>([
  'shelved',
  'sentOn',
  'loaned',
  'handedOver',
  'broughtBack',
  'broughtBackElsewhere',
  'backHere',
  'foundOnShelf',
  'foundInTransit',
]);

/** Returns every variant of an event type that could happen to a life, with all the facts that decide whether it can. */
const everyWay = (life: Life, type: PossibleType): readonly LifeEvent[] => {
  const itemIds = life.volumes.map(({ id }) => id);
  const waiting = life.turns.filter(({ state }) => state === 'waiting');
  const askable = waiting.map(({ id }) => id);
  if (happenings.has(type))
    return itemIds.map((itemId) => ({ type: 'item.happened', itemId, what: type as Happening }));
  switch (type) {
    case 'sent':
    case 'next.asked':
      return [{ type, askable }];
    case 'cancelled':
      return [true, false].map((needsConsent) => ({ type, needsConsent, wish: 'staff' }));
    case 'cancellation.withdrawn':
    case 'completed.byHand':
      return [{ type }];
    case 'rota.changed':
      return [{ type, waiting }];
    case 'item.received':
      return life.turns.flatMap(({ id: turnId }) =>
        (['for-patron', 'goes-back'] as const).map((use) => ({
          type,
          turnId,
          volume: { id: 0 as ItemId, place: 'on-hold-shelf', dueOn: null },
          use,
          done: true,
        })),
      );
    case 'expected.changed':
      return [{ type, expected: null }];
    case 'volume.corrected':
      return itemIds.map((itemId) => ({ type, itemId, dueOn: null }));
    case 'item.kept':
      return itemIds.map((itemId) => ({ type, itemId }));
    case 'items.returned':
    case 'items.lost':
    case 'items.damaged':
    case 'items.settled':
    case 'partner.missed':
    case 'partner.renewalRefused':
    case 'renewal.refused':
    case 'renewal.withdrawn':
      return itemIds.map((id) => ({ type, itemIds: [id] }));
    case 'partner.renewed':
      return itemIds.map((id) => ({ type, itemIds: [id], dueOn: far }));
    case 'renewal.requested':
      return itemIds.map((id) => ({ type, itemIds: [id], dueOn: far, renewsItself: [] }));
    case 'partner.checkedIn':
      return life.volumes.map(({ id, turnId }) => ({ type, turnId, itemIds: [id], endsSet: false }));
    default:
      return life.turns.map(({ id: turnId }) => ({ type, turnId, askable }) as unknown as LifeEvent);
  }
};

/** Returns the variants of the given event types that a life allows. For proofs, and for what the page offers. */
export const possibleEvents = (life: Life, types: readonly PossibleType[]): readonly LifeEvent[] =>
  types.flatMap((type) => everyWay(life, type)).filter((event) => lifeAfter(life, event) !== null);

/** Whether an event of the type can happen to a life, with any of its variants, and has a consequence beyond a line in a thread. */
export const canHappen = (life: Life, type: PossibleType): boolean =>
  everyWay(life, type).some((event) => lifeAfter(life, event) !== null);
