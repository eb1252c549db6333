import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { routeReceivedItem } from '../../../../../shared/domain/receiving.ts';
import type { DeskView } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { findShelfOfLibrary } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';

/** Where a volume goes from a desk: `deskId` is null for that desk's own hold shelf. */
export type Route = {
  readonly kind: 'hold-shelf' | 'in-transit';
  readonly deskId: DeskId | null;
  readonly deskName: string;
};

/**
 * Routes an item received at this desk for a request. A desk without a hold shelf sends it to one of its library that has one. A closed
 * pickup location counts as none: no one would receive the item there.
 */
export const routeFromDesk = (db: ReadableDB, request: StoredRequest, here: DeskView): Route => {
  const pickupDeskId = isPickupClosed(request) ? null : request.pickupDeskId;
  const kind = routeReceivedItem({ deskId: here.id, holdShelf: here.holdShelf, pickupDeskId });
  if (kind === 'hold-shelf') return { kind, deskId: null, deskName: here.name };
  if (pickupDeskId !== null && pickupDeskId !== here.id)
    return { kind, deskId: pickupDeskId, deskName: request.pickupName };
  const shelf = findShelfOfLibrary(db, here.libraryId) ?? { id: here.id, name: here.name };
  return { kind, deskId: shelf.id, deskName: shelf.name };
};

/** Whether the chosen pickup location is no longer in use. */
export const isPickupClosed = ({ pickupInUse }: StoredRequest): boolean => pickupInUse === 0;
