import type { CalendarDate, ItemId, PartnerId } from '../../../../shared/domain/ids.ts';
import { type Life, newLife, type RequestEvent, supplyStates } from '../../../../shared/domain/life/life.ts';
import { lifeAfter, statusAfter } from '../../../../shared/domain/life/next.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';

export const north = 1 as PartnerId;
export const hill = 2 as PartnerId;
export const day = (text: string): CalendarDate => text as CalendarDate;
export const item = (id: number): ItemId => id as ItemId;

/** A volume on the hold shelf, with what is different about it. */
export const volume = (id: number, different: Partial<Volume> = {}): Volume => ({
  id: item(id),
  partnerId: north,
  status: 'on-hold-shelf',
  broughtBack: false,
  renewal: 'none',
  demand: 'none',
  report: 'none',
  dueOn: null,
  ...different,
});

/** A request that was shipped, with its volumes. */
export const withVolumes = (...volumes: readonly Volume[]): Life => ({
  ...newLife,
  supply: 'SHIPPED_PHYSICALLY',
  volumes,
});

export const at = (supply: string, more: Partial<Life> = {}): Life => ({ ...newLife, supply, ...more });
export const cancelAsked = { cancellation: 'asked', cancelledFor: 'patron' } as const;
export const outside = at('SOMETHING_ELSE');

/** The life after some events, each of which must be possible. */
export const after = (life: Life, ...events: readonly RequestEvent[]): Life =>
  events.reduce((now, event) => {
    const next = lifeAfter(now, event);
    if (!next) throw new Error(`${event.type} cannot happen to ${JSON.stringify(now)}`);
    return next;
  }, life);

/** The supply states, and a word from outside, from which an event can happen while no volume has come. */
export const suppliesOf = (event: RequestEvent, more: Partial<Life> = {}): readonly string[] =>
  [...supplyStates, outside.supply].filter((supply) => statusAfter(at(supply, more), event) !== null);

export const receives = (id: number, partnerId = north): RequestEvent => ({
  type: 'item.received',
  volume: { id: item(id), partnerId, status: 'on-hold-shelf', dueOn: null },
});
export const one = (type: 'item.loaned' | 'item.returned', id = 1): RequestEvent => ({
  type,
  itemId: item(id),
});
export const brings = (id = 1): RequestEvent => ({
  type: 'patron.returned',
  itemId: item(id),
  to: 'returned-by-patron',
});
export const ids = (...numbers: readonly number[]) => ({ itemIds: numbers.map(item) });
export const renews = (
  until: string,
  renewsItself: boolean,
  ...numbers: readonly number[]
): RequestEvent => ({
  type: 'renewal.requested',
  ...ids(...numbers),
  renewsItself,
  dueOn: day(until),
});
