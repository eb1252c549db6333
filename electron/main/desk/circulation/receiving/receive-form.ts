import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { receiveWarning, routeReceivedItem, conditionLabel } from '../../../../../shared/domain/receiving.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { DeskView, ReceiveForm, ReceivedVolume } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { summaryOf } from '../../requests/summary.ts';
import { slipStateOfItem } from '../../store/print-jobs.queries.ts';
import type { RequestRow, VolumeRow } from './receiving.queries.ts';
import { findCondition, findHoldShelfDesk, listActiveNotes, listVolumes } from './receiving.queries.ts';

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
export const routeOf = (db: ReadableDB, request: RequestRow, here: DeskView): Route => {
  const pickupDeskId = isPickupClosed(request) ? null : request.pickupDeskId;
  const kind = routeReceivedItem({ deskId: here.id, holdShelf: here.holdShelf, pickupDeskId });
  if (kind === 'hold-shelf') return { kind, deskId: null, deskName: here.name };
  if (pickupDeskId !== null && pickupDeskId !== here.id)
    return { kind, deskId: pickupDeskId, deskName: request.pickupName };
  const shelf = findHoldShelfDesk(db, here.libraryId) ?? { id: here.id, name: here.name };
  return { kind, deskId: shelf.id, deskName: shelf.name };
};

/** Whether the chosen pickup location is not in use any more. */
export const isPickupClosed = ({ pickupInUse }: RequestRow): boolean => pickupInUse === 0;

/** What to watch before Save: an unexpected status, a pickup location that is closed; null where all is as expected. */
const warningOf = (request: RequestRow, { kind, deskName }: Route): string | null => {
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

/** The conditions of use that go on the form and on the slip. */
export const useConditionsOf = (db: ReadableDB, request: RequestRow): string[] => {
  const condition = findCondition(db, request.id);
  if (!condition) return [];
  const label = condition.reason === '' ? '' : conditionLabel(condition.reason);
  return [...new Set([label, condition.note])].filter((line) => line !== '');
};

/** The volumes that have come, each with its slip as far as that has got. */
export const volumesOf = (db: ReadableDB, request: RequestRow): ReceivedVolume[] =>
  listVolumes(db, request.id).map((row) => volumeView(db, row));

const volumeView = (db: ReadableDB, row: VolumeRow): ReceivedVolume => ({
  itemId: row.id,
  barcode: row.barcode,
  volume: row.volume,
  receivedAt: row.receivedAt,
  opId: row.opId,
  destination:
    row.destinationDeskId === null
      ? { kind: 'hold-shelf', deskName: row.deskName }
      : { kind: 'in-transit', deskName: row.destinationName },
  slip: slipStateOfItem(db, row.id),
});

/** Everything that the receive form shows of a request that may be received. */
export const receiveFormOf = (
  { db, session }: DeskContext,
  request: RequestRow,
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
    notes: listActiveNotes(db, request.id),
    received: volumesOf(db, request),
  };
};
