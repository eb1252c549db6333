import { transition } from 'xstate';
import type { ItemId } from '../ids.ts';
import { requestMachine } from '../request.machine.ts';
import type { CancelledFor, Life, RequestEvent, RequestEventType } from './life.ts';
import { isEndState, isSupplyState, parcelAfter } from './life.ts';
import { lossOf, statusOf } from './status.ts';
import { demandOf, renewalOf, volumesAfter, whereVolumesAre } from './volumes.ts';

/** Where a life stands in each region of the machine. */
export const regionsOf = (life: Life) =>
  life.endedAs ?? {
    open: {
      supply: isSupplyState(life.supply) ? life.supply : 'outside',
      volumes: whereVolumesAre(life.volumes),
      cancellation: life.cancellation,
      renewal: renewalOf(life.volumes),
      demand: demandOf(life.volumes),
      lossAndDamage: lossOf(life),
    },
  };

type Regions = Exclude<ReturnType<typeof regionsOf>, string>;

const snapshotOf = (life: Life) => requestMachine.resolveState({ value: regionsOf(life), context: life });

type Moved = Pick<Life, 'supply' | 'cancellation' | 'endedAs'>;

/** What the machine says of an event; null where it forbids it. */
const ask = (life: Life, event: RequestEvent): Moved | null => {
  const now = snapshotOf(life);
  if (!now.can(event)) return null;
  const [next] = transition(requestMachine, now, event);
  const { value } = next as { readonly value: string | Regions };
  if (typeof value === 'string')
    return isEndState(value)
      ? { supply: life.supply, cancellation: life.cancellation, endedAs: value }
      : null;
  const { supply, cancellation } = value.open;
  return { supply: supply === 'outside' ? life.supply : supply, cancellation, endedAs: null };
};

// The machine is pure, and the questions are few: each is put to it once. Every Save asks.
const asked = new Map<string, Moved | null>();
const mostAsked = 5_000;

/** A question without what makes no difference: which volume has which number, and when it is due. */
const questionOf = ({ volumes, ...life }: Life, event: RequestEvent): string => {
  const place = (id: ItemId): number => volumes.findIndex((volume) => volume.id === id);
  const about = {
    ...event,
    dueOn: null,
    ...('itemId' in event && { itemId: place(event.itemId) }),
    ...('itemIds' in event && { itemIds: event.itemIds.map(place) }),
    ...('volume' in event && {
      volume: [place(event.volume.id), event.volume.status, event.volume.partnerId],
    }),
  };
  return JSON.stringify([
    life,
    volumes.map((one) => [one.partnerId, one.status, one.broughtBack, one.renewal, one.demand, one.report]),
    about,
  ]);
};

/**
 * Takes one event to a life. Pure.
 * @returns the life after it, or `null` when the machine forbids it.
 */
export const lifeAfter = (life: Life, event: RequestEvent): Life | null => {
  const question = questionOf(life, event);
  let moved = asked.get(question);
  if (moved === undefined) {
    if (asked.size >= mostAsked) asked.clear();
    asked.set(question, (moved = ask(life, event)));
  }
  if (moved === null) return null;
  return {
    ...moved,
    volumes: volumesAfter(life.volumes, event),
    parcel: parcelAfter(life.parcel, event),
    cancelledFor: moved.cancellation === 'asked' ? (askedFor(event) ?? life.cancelledFor) : null,
  };
};

const askedFor = ({ type }: RequestEvent): CancelledFor | null => {
  if (type === 'patron.cancelled') return 'patron';
  return type === 'staff.cancelled' ? 'staff' : null;
};

/** The events of a type that could happen to a life, with every fact that they may have. */
const everyWay = (life: Life, type: RequestEventType): readonly RequestEvent[] => {
  const ids = life.volumes.map(({ id }) => id);
  const dueOn = '9999-12-31' as Life['volumes'][number]['dueOn'] & string;
  switch (type) {
    case 'partner.rejected':
    case 'partnerLine.expired':
    case 'condition.declined':
    case 'partner.passedOver':
      return [true, false].map((morePartners) => ({ type, morePartners }));
    case 'staff.cancelled':
    case 'patron.cancelled':
      return [true, false].map((needsConsent) => ({ type, needsConsent }));
    case 'received.digitally':
      return [true, false].map((isDigital) => ({ type, isDigital }));
    case 'item.received':
      return [{ type, volume: { id: 0 as ItemId, partnerId: null, status: 'on-hold-shelf', dueOn: null } }];
    case 'item.moved':
      return ids.map((itemId) => ({ type, itemId, to: 'in-transit' }));
    case 'item.loaned':
    case 'item.returned':
      return ids.map((itemId) => ({ type, itemId }));
    case 'patron.returned':
      return ids.map((itemId) => ({ type, itemId, to: 'returned-by-patron' }));
    case 'item.found':
      return ids.map((itemId) => ({ type, itemId, to: 'on-hold-shelf' }));
    case 'partner.settled':
      return [[], ...ids.map((id) => [id])].map((itemIds) => ({ type, itemIds }));
    case 'item.lost':
    case 'item.damaged':
    case 'partner.neverArrived':
    case 'partner.renewalRefused':
    case 'renewal.refused':
    case 'renewal.withdrawn':
      return ids.map((id) => ({ type, itemIds: [id] }));
    case 'partner.renewed':
    case 'patron.renewed':
      return ids.map((id) => ({ type, itemIds: [id], dueOn }));
    case 'renewal.requested':
      return ids.flatMap((id) =>
        [true, false].map((renewsItself) => ({ type, itemIds: [id], dueOn, renewsItself })),
      );
    case 'partner.overdue':
    case 'partner.recalled':
    case 'demand.withdrawn':
      return [{ type, partnerId: null }];
    default:
      return [{ type }];
  }
};

/** Whether an event can happen to a life, whatever its facts. */
export const canHappen = (life: Life, type: RequestEventType): boolean => {
  const now = snapshotOf(life);
  return everyWay(life, type).some((event) => now.can(event));
};

/** Everything that can happen to a life, each event with every fact that it may have. For proofs about the machine. */
export const possibleEvents = (life: Life, types: readonly RequestEventType[]): readonly RequestEvent[] => {
  const now = snapshotOf(life);
  return types.flatMap((type) => everyWay(life, type)).filter((event) => now.can(event));
};

/** The status after an event; null where it is forbidden. */
export const statusAfter = (life: Life, event: RequestEvent): string | null => {
  const after = lifeAfter(life, event);
  return after === null ? null : statusOf(after);
};
