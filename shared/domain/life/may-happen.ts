import { isItemStatus } from '../item-status.ts';
import { type Life, parcelAfter, type RequestEvent, withPartnerStates } from './life.ts';
import { lossOf } from './status.ts';
import { isFrom, isLentOrWaits, isOut, type Volume, type VolumeEvent, volumesAfter } from './volumes.ts';

// What the guards of the request's machine ask of a life.

/** Whether no volume has come. */
export const nothingReceived = ({ volumes }: Life): boolean => volumes.length === 0;
/** Whether nothing is with us or the patron. */
export const nothingOut = ({ volumes }: Life): boolean => !volumes.some(isOut);
/** Whether the partner said that it shipped, or something came. */
export const isShipped = ({ supply }: Pick<Life, 'supply'>): boolean =>
  supply === 'SHIPPED_PHYSICALLY' || supply === 'SHIPPED_DIGITALLY';
/** Whether it may be that the parcel does not come: it was shipped, or the partner would not cancel. */
const mayNotCome = (life: Life): boolean =>
  nothingReceived(life) && (isShipped(life) || life.cancellation === 'refused');
/** Whether the next partner may be asked for what did not come. While a cancellation is asked nobody is. */
export const mayPassOver = (life: Life): boolean => mayNotCome(life) && life.cancellation !== 'asked';

const isWithPartner = ({ supply }: Life): boolean =>
  (withPartnerStates as readonly string[]).includes(supply);
/** Whether what the partner says, or that the next one is asked, moves the supply now. */
export const movesSupply = (life: Life, { type }: RequestEvent): boolean => {
  switch (type) {
    case 'partner.passedOver':
      return mayPassOver(life);
    case 'condition.declined':
      return life.supply === 'CONDITIONAL';
    case 'partner.shipped':
      return isWithPartner(life) || life.supply === 'SHIPPED_DIGITALLY';
    default:
      return isWithPartner(life);
  }
};

const every = (life: Life, ids: readonly number[], is: (volume: Volume) => boolean): boolean =>
  ids.length > 0 &&
  ids.every((id) => {
    const volume = life.volumes.find((one) => one.id === id);
    return volume !== undefined && is(volume);
  });

/** What is out, not on its way back, and not wanted back at once. */
export const isRenewable = (volume: Volume): boolean => isLentOrWaits(volume) && volume.demand !== 'recalled';

/** Whether something may happen to volumes, as they are now. */
const mayHappen = (life: Life, event: VolumeEvent): boolean => {
  switch (event.type) {
    case 'item.received':
      return true;
    case 'item.moved':
    case 'patron.returned':
      return every(life, [event.itemId], isOut);
    case 'item.loaned':
      // What its partner wants back is not lent.
      return every(
        life,
        [event.itemId],
        (one) => isOut(one) && one.status !== 'on-loan' && one.demand !== 'recalled',
      );
    case 'item.returned':
      // What was lost may turn up. Where an item is that has a code from outside nobody can tell.
      return every(
        life,
        [event.itemId],
        ({ status }) => isItemStatus(status) && status !== 'returned-to-partner',
      );
    case 'item.found':
      return every(life, [event.itemId], ({ status }) => status === 'lost');
    case 'item.lost':
    case 'item.damaged':
      return every(life, event.itemIds, isOut);
    case 'partner.neverArrived':
      return every(life, event.itemIds, ({ status }) => status === 'returned-to-partner');
    case 'partner.settled':
      return event.itemIds.length === 0
        ? life.parcel !== 'none'
        : every(life, event.itemIds, ({ report }) => report !== 'none');
    case 'renewal.requested':
      return every(life, event.itemIds, (one) => isRenewable(one) && one.renewal !== 'asked');
    case 'patron.renewed':
      return every(life, event.itemIds, isRenewable);
    case 'partner.renewed':
    case 'partner.renewalRefused':
      return every(life, event.itemIds, ({ renewal }) => renewal === 'asked');
    case 'renewal.refused':
      return every(life, event.itemIds, ({ renewal }) => renewal === 'mediated');
    case 'renewal.withdrawn':
      return every(life, event.itemIds, ({ renewal }) => renewal === 'asked' || renewal === 'mediated');
    case 'partner.overdue':
    case 'partner.recalled':
      // Where all of it went back and was not checked in, it can be said all the same: it is answered, and nothing changes.
      return life.volumes.some((volume) => isFrom(volume, event.partnerId));
    case 'demand.withdrawn':
      return life.volumes.some(
        (volume) => isOut(volume) && volume.demand !== 'none' && isFrom(volume, event.partnerId),
      );
  }
};

/** What moves the volumes of a request, or the parcel in which they were to come. */
export type RegionEvent = VolumeEvent['type'] | 'parcel.claimed' | 'parcel.lost' | 'partner.passedOver';

/** Whether an event may move volumes or parcel now. */
export const mayMove = (life: Life, event: RequestEvent): boolean => {
  if (event.type === 'partner.passedOver') return mayPassOver(life);
  // What is reported lost is lost until it is settled: to claim it then would make it less.
  return event.type === 'parcel.claimed' || event.type === 'parcel.lost'
    ? mayNotCome(life) && life.parcel !== 'lost'
    : mayHappen(life, event as VolumeEvent);
};

/** Whether the partner has to be asked before a request is cancelled: of what it has shipped always. */
export const mustBeAsked = (life: Life, event: RequestEvent): boolean => {
  if (!nothingReceived(life) || life.cancellation === 'asked') return false;
  if (isShipped(life)) return true;
  return isWithPartner(life) && 'needsConsent' in event && event.needsConsent;
};

/** Whether the last loss is settled where nothing went back, so that no check-in will come. A claim that is settled ends nothing. */
export const settlesTheLast = (life: Life, event: RequestEvent): boolean => {
  if (event.type !== 'partner.settled' || !mayHappen(life, event) || lossOf(life) !== 'lost') return false;
  const volumes = volumesAfter(life.volumes, event);
  return (
    lossOf({ volumes, parcel: parcelAfter(life.parcel, event) }) === 'none' &&
    volumes.every(({ status }) => status === 'lost')
  );
};
