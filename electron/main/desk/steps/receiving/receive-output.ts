import type { CalendarDate, Instant, TurnId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { receiveSlipOf } from '../../output/slips/receive-slip.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import type { RequestOfStep, Step, PatronMessage } from '../frame/step.ts';
import { isPickupClosed, type Route } from '../items/route.ts';

/**
 * Returns the notice to the patron when receiving is done: the item is ready here, or on its way. A recalled item is not lent, so it gets
 * no notice.
 * @param received the items of this step, in addition to those already received.
 */
export const patronNotice = (step: Step, received: readonly Received[]): PatronMessage[] => {
  const kind = patronNoticeKind(step.request, received);
  return kind === null ? [] : [{ recipient: 'patron', kind, payload: { receivedAt: step.at } }];
};

type Received = Pick<ItemRow, 'status' | 'goingBack' | 'use' | 'demand'>;

/** Returns the kind of that notice; null: none. */
export const patronNoticeKind = (
  request: Pick<RequestOfStep, 'items'>,
  received: readonly Received[],
): 'item-arrived' | 'item-ready' | null => {
  const awaited = [...request.items, ...received].filter(
    ({ use, goingBack, demand }) => use === 'for-patron' && goingBack === 0 && demand !== 'recalled',
  );
  if (awaited.length === 0) return null;
  return awaited.some(({ status }) => status === 'in-transit') ? 'item-arrived' : 'item-ready';
};

/** Returns the receive slip of one volume, with the current data. */
export const slipOfReceipt = (
  context: DeskContext,
  db: ReadableDB,
  received: {
    readonly request: RequestOfStep;
    readonly barcode: string;
    readonly volume: number;
    readonly label: string;
    readonly route: Route;
    readonly arrivedAt: Instant | null;
    /** The sender, and when it wants the item back. */
    readonly turnId: TurnId;
    readonly partnerName: string;
    readonly dueOn: CalendarDate | null;
    readonly circulationNote: string;
    readonly cost: string;
  },
): ReceiveSlip => {
  const { request, route, turnId } = received;
  return receiveSlipOf(
    context,
    db,
    { requestId: request.id, turnId },
    {
      barcode: received.barcode,
      externalId: request.externalId,
      title: request.title,
      author: request.author,
      patronName: request.patronName,
      destination: { kind: route.kind, deskName: route.deskName },
      requestedAt: request.createdAt,
      arrivedAt: received.arrivedAt,
      pickupLocation: isPickupClosed(request) ? route.deskName : request.pickupName,
      lender: received.partnerName,
      dueOn: received.dueOn,
      circulationNote: received.circulationNote,
      cost: received.cost,
      label: received.label,
      volume: received.volume,
      volumesExpected: request.volumesExpected,
    },
  );
};
