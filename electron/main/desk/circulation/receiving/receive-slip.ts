import type { Instant, ItemId, OpId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import type { Route } from './receive-form.ts';
import { isPickupClosed, useConditionsOf } from './receive-form.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';

/** Queues the receive slip of one volume (product.md §6), with everything on it as it is now. */
export const insertReceiveSlip = (
  { session, timeZone }: DeskContext,
  db: WritableDB,
  received: {
    readonly opId: OpId;
    readonly request: StoredRequest;
    readonly itemId: ItemId;
    readonly barcode: string;
    readonly volume: number;
    readonly route: Route;
    readonly at: Instant;
  },
): SlipState => {
  const { request, route } = received;
  const slip: ReceiveSlip = {
    kind: 'receive',
    barcode: received.barcode,
    externalId: request.externalId,
    title: request.title,
    author: request.author,
    patronName: request.patronName,
    destination: { kind: route.kind, deskName: route.deskName },
    requestedAt: request.createdAt,
    arrivedAt: received.at,
    pickupLocation: isPickupClosed(request) ? route.deskName : request.pickupName,
    lender: request.partnerName,
    dueOn: request.dueOn,
    useConditions: useConditionsOf(db, request),
    circulationNote: request.circulationNote,
    cost: request.cost,
    volume: received.volume,
    volumesExpected: request.volumesExpected,
    libraryName: session.desk().libraryName,
    timeZone: timeZone(),
  };
  const jobId = insertPrintJob(db, {
    opId: received.opId,
    requestId: request.id,
    itemId: received.itemId,
    slip,
    at: received.at,
  });
  return { jobId, state: 'queued', note: '' };
};
