import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { routeReceivedItem } from '../../../../../shared/domain/receiving.ts';
import type { DeskView } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { findShelfOfLibrary } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';

/** Where a volume goes from a desk: `deskId` is null for the hold shelf of that desk itself. */
export type Route = {
  readonly kind: 'hold-shelf' | 'in-transit';
  readonly deskId: DeskId | null;
  readonly deskName: string;
};

/**
 * Routes what is received for a request at this desk. A desk without a shelf sends it to one of its library that has one.
 * A pickup location that is not in use any more counts as none: nobody would take the item in there.
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

/** Whether the chosen pickup location is not in use any more. */
export const isPickupClosed = ({ pickupInUse }: StoredRequest): boolean => pickupInUse === 0;
