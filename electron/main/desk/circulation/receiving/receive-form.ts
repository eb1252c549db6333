import { isConditionOf } from '../../../../../shared/domain/conditions.ts';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { receiveWarning, routeReceivedItem, conditionLines } from '../../../../../shared/domain/receiving.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { DeskView, ReceiveForm, ReceivedVolume } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { summaryOf } from '../../requests/summary.ts';
import { slipStateOfItem } from '../../store/print-jobs.queries.ts';
import { findCondition } from '../../store/conditions.queries.ts';
import { listItems } from '../../store/items.queries.ts';
import { listActiveNotes } from '../../store/notes.queries.ts';
import { findShelfOfLibrary, nameOfDesk } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findReceivingSteps } from './receiving.queries.ts';

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
export const routeOf = (db: ReadableDB, request: StoredRequest, here: DeskView): Route => {
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

/** What to watch before Save: an unexpected status, a pickup location that is closed; null where all is as expected. */
const warningOf = (request: StoredRequest, { kind, deskName }: Route): string | null => {
  const warnings = [receiveWarning(request.status)];
  if (isPickupClosed(request))
    warnings.push(
      `The pickup location ${request.pickupName} is not in use any more: the item goes ` +
        `${kind === 'hold-shelf' ? 'on the hold shelf here' : `to ${deskName}`} instead, and the patron’s notice says so.` +
        (statusPhase(request.status) === 'before-receipt'
          ? ' If it is wanted elsewhere, change the pickup location first (Edit, in Borrowing Requests).'
          : ''),
    );
  return warnings.filter((warning) => warning !== null).join(' ') || null;
};

/** The conditions of use that go on the form and on the slip. Those that were declined, or an earlier partner's, are not this item's. */
export const useConditionsOf = (db: ReadableDB, request: StoredRequest): string[] => {
  const condition = findCondition(db, request.id);
  if (!condition || condition.answer === 'no' || !isConditionOf(condition, request.activePartnerId))
    return [];
  return [...conditionLines(condition)];
};

/** The volumes that have come, each with its slip as far as that has got. */
export const volumesOf = (db: ReadableDB, request: StoredRequest): ReceivedVolume[] => {
  const steps = findReceivingSteps(db, request.id);
  return listItems(db, request.id).map((item) => ({
    itemId: item.id,
    barcode: item.barcode,
    volume: item.volume,
    receivedAt: item.receivedAt,
    opId: steps.get(item.id) ?? null,
    destination:
      item.destinationDeskId === null
        ? { kind: 'hold-shelf', deskName: nameOfDesk(db, item.deskId) }
        : { kind: 'in-transit', deskName: nameOfDesk(db, item.destinationDeskId) },
    slip: slipStateOfItem(db, item.id),
  }));
};

/** Everything that the receive form shows of a request that may be received. */
export const receiveFormOf = (
  { db, session }: DeskContext,
  request: StoredRequest,
  position: ReceiveForm['position'],
): ReceiveForm => {
  const route = routeOf(db, request, session.desk());
  const { kind, deskName } = route;
  return {
    request: summaryOf(request),
    position,
    destination: { kind, deskName },
    warning: warningOf(request, route),
    useConditions: useConditionsOf(db, request),
    circulationNote: request.circulationNote,
    cost: request.cost,
    notes: listActiveNotes(db, request.id).map(({ author, body }) => ({ from: author, text: body })),
    received: volumesOf(db, request),
  };
};
