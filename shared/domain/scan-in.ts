import type { DeskId } from './ids.ts';

/** What Scan In Items asks about an item. A desk that is not in use any more counts as none. */
export type ScannedIn = {
  readonly status: string;
  readonly deskId: DeskId | null;
  readonly destinationDeskId: DeskId | null;
  /** The desk that received it and sends it back; null where nobody knows. */
  readonly owningDeskId: DeskId | null;
  readonly goingBack: boolean;
  readonly pickupDeskId: DeskId | null;
  readonly pickupHoldShelf: boolean;
};

/**
 * Where an item belongs that is scanned in at a desk:
 * - `shelf`: on the hold shelf of this desk.
 * - `shelved`: it is there already: nothing changes.
 * - `send`: in transit to another desk.
 * - `back-here`: it has come back to the desk that owns it, on its way to the partner.
 * - `goes-back`: it is at its owning desk already and goes to the partner: nothing changes.
 * - `none`: it is on loan, gone, lost, or in a status that we do not know: nothing changes.
 */
export type ScanInWay =
  | { readonly kind: 'shelf' | 'shelved' | 'back-here' | 'goes-back' | 'none' }
  | { readonly kind: 'send'; readonly deskId: DeskId };

const send = (deskId: DeskId): ScanInWay => ({ kind: 'send', deskId });

/**
 * Checks an item that is scanned in. The patron collects it at the pickup location when that has a hold shelf;
 * otherwise at the desk where receiving or the last scan sent it. What goes back to the partner goes by way of the desk
 * that owns it.
 */
export const scanInWay = (item: ScannedIn, hereId: DeskId): ScanInWay => {
  switch (item.status) {
    case 'in-transit':
      return item.goingBack ? wayBack(item, hereId, true) : wayToShelf(item, hereId);
    case 'on-hold-shelf':
      return item.deskId === hereId && shelfOf(item, hereId) === hereId
        ? { kind: 'shelved' }
        : wayToShelf(item, hereId);
    case 'returned-by-patron':
      return wayBack(item, hereId, item.deskId !== hereId);
    default:
      return { kind: 'none' };
  }
};

const shelfOf = (item: ScannedIn, hereId: DeskId): DeskId =>
  (item.pickupHoldShelf ? item.pickupDeskId : null) ?? item.destinationDeskId ?? item.deskId ?? hereId;

const wayToShelf = (item: ScannedIn, hereId: DeskId): ScanInWay => {
  const shelf = shelfOf(item, hereId);
  return shelf === hereId ? { kind: 'shelf' } : send(shelf);
};

const wayBack = (item: ScannedIn, hereId: DeskId, arrives: boolean): ScanInWay => {
  const owner = item.owningDeskId ?? hereId;
  if (owner !== hereId) return send(owner);
  return { kind: arrives ? 'back-here' : 'goes-back' };
};
