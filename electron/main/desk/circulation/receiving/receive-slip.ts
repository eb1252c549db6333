import type { CalendarDate, Instant, PartnerId } from '../../../../../shared/domain/ids.ts';
import { linesOfUse } from '../../../../../shared/domain/receiving.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { RequestOfStep } from '../../kernel/step.ts';
import { partnerNameOf } from '../../kernel/take-step.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import { type Route, isPickupClosed } from '../items/route.ts';

/** The receive slip of one volume, with everything on it as it is now. */
export const receiveSlipOf = (
  { session, timeZone }: DeskContext,
  db: ReadableDB,
  received: {
    readonly request: RequestOfStep;
    readonly barcode: string;
    readonly volume: number;
    readonly label: string;
    readonly route: Route;
    readonly at: Instant;
    /** Who sent it, and when that one wants it back. */
    readonly partnerId: PartnerId | null;
    readonly dueOn: CalendarDate | null;
    readonly circulationNote: string;
    readonly cost: string;
  },
): ReceiveSlip => {
  const { request, route, partnerId } = received;
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
    lender: partnerId === request.activePartnerId ? request.partnerName : partnerNameOf(request, partnerId),
    dueOn: received.dueOn,
    useConditions: [...linesOfUse(listConditions(db, request.id), partnerId)],
    circulationNote: received.circulationNote,
    cost: received.cost,
    label: received.label,
    volume: received.volume,
    volumesExpected: request.volumesExpected,
    libraryName: session.desk().libraryName,
    timeZone: timeZone(),
  };
};
