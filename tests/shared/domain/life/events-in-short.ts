import type { CalendarDate, ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import type { Life, LifeEvent } from '../../../../shared/domain/life/life.ts';
import { newLife } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';

export const north = 1 as TurnId;
export const west = 2 as TurnId;
const south = 3 as TurnId;
export const all = [north, west, south];
const names = { [north]: 'North', [west]: 'West', [south]: 'South' } as Readonly<Record<number, string>>;
export const day = (text: string): CalendarDate => text as CalendarDate;

export const rota = (...ids: TurnId[]): Life => ({
  ...newLife,
  turns: ids.map((id) => newTurn(id, id as number as PartnerId)),
});

/** Applies events one after another; each must be allowed. @returns the life, and what partners were told after the last one. */
export const after = (begun: Life, ...events: readonly LifeEvent[]) => {
  let life = begun;
  let told: readonly string[] = [];
  let threadOnly = false;
  for (const event of events) {
    const outcome = lifeAfter(life, event);
    if (!outcome) throw new Error(`${event.type} is not allowed: ${statusOf(life)}`);
    life = outcome.life;
    threadOnly = outcome.threadOnly;
    told = outcome.words.map(({ turnId, word }) => `${names[turnId]}: ${word}`);
  }
  return { life, told, threadOnly, status: statusOf(life) };
};

export const sent: LifeEvent = { type: 'sent', askable: all };
export const left = (turnId: TurnId): LifeEvent => ({ type: 'request.left', turnId });
export const ships = (turnId: TurnId, dueOn?: string): LifeEvent => ({
  type: 'partner.shipped',
  turnId,
  ...(dueOn !== undefined && { dueOn: day(dueOn) }),
});
export const rejects = (turnId: TurnId): LifeEvent => ({ type: 'partner.rejected', turnId, askable: all });
export const silent = (turnId: TurnId): LifeEvent => ({ type: 'turn.expired', turnId, askable: all });
export const comes = (
  turnId: TurnId,
  id: number,
  more: Partial<Extract<LifeEvent, { type: 'item.received' }>> = {},
): LifeEvent => ({
  type: 'item.received',
  turnId,
  volume: { id: id as ItemId, place: 'on-hold-shelf', dueOn: null },
  use: 'for-patron',
  done: true,
  ...more,
});
export const goesBack = { use: 'goes-back' } as const;
export const lent = (id: number): LifeEvent => ({
  type: 'item.happened',
  itemId: id as ItemId,
  what: 'loaned',
});
export const back = (id: number): LifeEvent => ({
  type: 'item.happened',
  itemId: id as ItemId,
  what: 'broughtBack',
});
export const returned = (...ids: number[]): LifeEvent => ({
  type: 'items.returned',
  itemIds: ids as ItemId[],
});
export const checkedIn = (turnId: TurnId, ...ids: number[]): LifeEvent => ({
  type: 'partner.checkedIn',
  turnId,
  itemIds: ids as ItemId[],
  endsSet: false,
});
export const cancelled = (needsConsent = false): LifeEvent => ({
  type: 'cancelled',
  wish: 'patron',
  needsConsent,
});
export const renewal = (dueOn: string, renewsItself: readonly TurnId[], ...ids: number[]): LifeEvent => ({
  type: 'renewal.requested',
  itemIds: ids as ItemId[],
  dueOn: day(dueOn),
  renewsItself,
});

/** North was asked, and its request has left; West waits. */
export const asked = after(rota(north, west), sent, left(north)).life;
