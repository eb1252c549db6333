import type { DeskId } from '../../../../shared/domain/ids.ts';
import { receiveWarning, routeReceivedItem, conditionLabel } from '../../../../shared/domain/receiving.ts';
import type { DeskView, ReceiveForm, ReceivedVolume } from '../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../context.ts';
import { summaryOf } from '../requests/summary.ts';
import { slipStateOfItem } from '../slips/slips.queries.ts';
import type { RequestRow, VolumeRow } from './receiving.queries.ts';
import { findCondition, findHoldShelfDesk, listActiveNotes, listVolumes } from './receiving.queries.ts';

/** Where a volume goes from a desk: `deskId` is null for the hold shelf of that desk itself. */
export type Route = {
  readonly kind: 'hold-shelf' | 'in-transit';
  readonly deskId: DeskId | null;
  readonly deskName: string;
};

/** Routes what is received for a request at this desk. A desk without a shelf sends it to one of its library that has one. */
export const routeOf = (db: ReadableDB, request: RequestRow, here: DeskView): Route => {
  const kind = routeReceivedItem({
    deskId: here.id,
    holdShelf: here.holdShelf,
    pickupDeskId: request.pickupDeskId,
  });
  if (kind === 'hold-shelf') return { kind, deskId: null, deskName: here.name };
  if (request.pickupDeskId !== null && request.pickupDeskId !== here.id)
    return { kind, deskId: request.pickupDeskId, deskName: request.pickupName };
  const shelf = findHoldShelfDesk(db, here.libraryId) ?? { id: here.id, name: here.name };
  return { kind, deskId: shelf.id, deskName: shelf.name };
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
  const { kind, deskName } = routeOf(db, request, session.desk());
  return {
    request: summaryOf(request),
    position,
    destination: { kind, deskName },
    warning: receiveWarning(request.status),
    useConditions: useConditionsOf(db, request),
    circulationNote: request.circulationNote,
    cost: request.cost,
    notes: listActiveNotes(db, request.id),
    received: volumesOf(db, request),
  };
};
