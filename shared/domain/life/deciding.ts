import type { ItemId, TurnId } from '../ids.ts';
import type { CancelWish } from './request.machine.ts';
import { activeTurn, type Life, type LifeEvent } from './life.ts';

/**
 * The facts on which a step is decided besides the life of the request: those of its partners. The page and the main process use the same.
 */
export type Deciding = {
  readonly life: Life;
  /** The waiting turns whose partner is in use: those that can be asked next. */
  readonly askable: readonly TurnId[];
  /** The turns whose partner must agree to a cancellation. */
  readonly needsConsent: readonly TurnId[];
  /** The turns whose partner renews automatically; also one that is not recorded. */
  readonly renewsItself: readonly TurnId[];
};

/**
 * Every step on a request that a window asks about, as events of its life. The window previews their outcome, and the step applies them.
 */
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
  /** Renewals that were requested from partners, or that a patron requested. */
  withdrawRenewal: ({ life }: Deciding): readonly LifeEvent[] => {
    const itemIds = life.volumes
      .filter(({ renewal }) => renewal === 'asked' || renewal === 'mediated')
      .map(({ id }) => id);
    return itemIds.length === 0 ? [] : [{ type: 'renewal.withdrawn', itemIds }];
  },
  complete: (): readonly LifeEvent[] => [{ type: 'completed.byHand' }],
  /** @param itemIds empty: the parcel, of which nothing has arrived. */
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
