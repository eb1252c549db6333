import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Route } from './receive-form.ts';
import { isPickupClosed, useConditionsOf } from './receive-form.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';

/** The receive slip of one volume, with everything on it as it is now. */
export const receiveSlipOf = (
  { session, timeZone }: DeskContext,
  db: ReadableDB,
  received: {
    readonly request: StoredRequest;
    readonly barcode: string;
    readonly volume: number;
    readonly route: Route;
    readonly at: Instant;
  },
): ReceiveSlip => {
  const { request, route } = received;
  return {
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
};
