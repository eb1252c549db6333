import type { ItemId, TurnId } from '../ids.ts';
import type { CancelWish } from './request.machine.ts';
import { activeTurn, type Life, type LifeEvent } from './life.ts';

/** What decides on a step besides the life of the request: facts of its partners. The page and the main process ask with the same. */
export type Deciding = {
  readonly life: Life;
  /** The turns that wait and whose partner is in use: those that can be asked next. */
  readonly askable: readonly TurnId[];
  /** The turns whose partner must agree before a request is cancelled. */
  readonly needsConsent: readonly TurnId[];
  /** The turns whose partner renews without being asked; also one that nobody recorded. */
  readonly renewsItself: readonly TurnId[];
};

/** Every step on a request that a window asks about, as events of its life. The window says what they come to, and the step takes them. */
export const eventsOf = {
  send: ({ askable }: Deciding): readonly LifeEvent[] => [{ type: 'sent', askable }],
  askNext: ({ askable }: Deciding): readonly LifeEvent[] => [{ type: 'next.asked', askable }],
  cancel: ({ life, needsConsent }: Deciding, wish: CancelWish): readonly LifeEvent[] => [
    { type: 'cancelled', wish, needsConsent: needsConsent.includes(activeTurn(life)?.id ?? (0 as TurnId)) },
  ],
  reply: ({ life, askable }: Deciding, accept: boolean): readonly LifeEvent[] => {
    const turnId = activeTurn(life)?.id;
    if (turnId === undefined) return [];
    return [
      accept ? { type: 'condition.accepted', turnId } : { type: 'condition.declined', turnId, askable },
    ];
  },
  claim: ({ life }: Deciding): readonly LifeEvent[] => ofActive(life, 'parcel.claimed'),
  withdrawCancellation: (): readonly LifeEvent[] => [{ type: 'cancellation.withdrawn' }],
  /** What partners were asked for, and what a patron asked us for. */
  withdrawRenewal: ({ life }: Deciding): readonly LifeEvent[] => {
    const itemIds = life.volumes
      .filter(({ renewal }) => renewal === 'asked' || renewal === 'mediated')
      .map(({ id }) => id);
    return itemIds.length === 0 ? [] : [{ type: 'renewal.withdrawn', itemIds }];
  },
  complete: (): readonly LifeEvent[] => [{ type: 'completed.byHand' }],
  /** @param itemIds empty: the parcel, of which nothing came. */
  reportLost: ({ life }: Deciding, itemIds: readonly ItemId[]): readonly LifeEvent[] =>
    itemIds.length === 0 ? ofActive(life, 'parcel.lost') : [{ type: 'items.lost', itemIds }],
  nothingMore: (_: Deciding, turnId: TurnId): readonly LifeEvent[] => [{ type: 'set.nothingMore', turnId }],
  restNotWanted: ({ life }: Deciding): readonly LifeEvent[] => {
    const turnId = life.volumes.at(-1)?.turnId;
    return turnId === undefined ? [] : [{ type: 'set.restNotWanted', turnId }];
  },
  keep: (_: Deciding, itemIds: readonly ItemId[]): readonly LifeEvent[] =>
    itemIds.map((itemId) => ({ type: 'item.kept', itemId })),
} as const;

const ofActive = (life: Life, type: 'parcel.claimed' | 'parcel.lost'): readonly LifeEvent[] => {
  const turnId = activeTurn(life)?.id;
  return turnId === undefined ? [] : [{ type, turnId }];
};
