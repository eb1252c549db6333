import type { CalendarDate, Instant, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { receiveSlipOf } from '../../output/slips/receive-slip.ts';
import { hasMessageTo } from '../../store/messages.queries.ts';
import type { DeskContext } from '../../context.ts';
import type { RequestOfStep, Step, StepMessage } from '../frame/step.ts';
import { partnerNameOf } from '../frame/decision.ts';
import { isPickupClosed, type Route } from '../items/route.ts';
import { findReceivingSteps } from './receiving.queries.ts';

/** What came is wanted: the partner that sent it and was asked to cancel is told so, with the first volume. */
export const withdrawnNotice = ({ request }: Step, senderId: PartnerId | null): StepMessage[] =>
  request.life.cancellation === 'asked' && senderId === request.activePartnerId
    ? [
        {
          recipient: 'partner',
          partnerId: request.activePartnerId,
          kind: 'cancel-withdrawn',
          payload: { note: '' },
        },
      ]
    : [];

type ReceivedItem = Pick<ItemRow, 'status' | 'goingBack' | 'partnerId'>;

/** Who sent the volumes that were received here, each once; the active partner where nobody knows. */
const sendersOfReceived = (
  { db, request }: Step,
  received: readonly ReceivedItem[],
): (PartnerId | null)[] => {
  const scanned = request.items.filter(({ barcode }) => barcode !== '');
  const distinct = (items: readonly ReceivedItem[]): (PartnerId | null)[] => [
    ...new Set(items.map(({ partnerId }) => partnerId ?? request.activePartnerId)),
  ];
  const all = distinct([...scanned, ...received]);
  if (all.length <= 1) return all.length === 0 ? [request.activePartnerId] : all;
  // What a file brought was received elsewhere.
  const here = findReceivingSteps(db, request.id);
  return distinct([...scanned.filter(({ id }) => here.has(id)), ...received]);
};

/**
 * What goes out when receiving is done: *Received* to each partner that sent something, once for a request however many parcels
 * came, and the patron's notice, when one is wanted, that the item is ready here or on its way.
 * @param received what comes with this step besides the items that came before.
 */
export const receiveMessages = (
  step: Step,
  {
    notifyPatron,
    noteToPartner,
  }: { readonly notifyPatron: boolean; readonly noteToPartner?: string | undefined },
  received: readonly ReceivedItem[],
): StepMessage[] => {
  const { db, at, request } = step;
  // Which volumes came is read when the message leaves: until then one may be taken back.
  const payload = { receivedAt: at };
  const words = noteToPartner?.trim() ?? '';
  const note = words === '' ? {} : { note: words };
  const messages = sendersOfReceived(step, received).flatMap((partnerId): StepMessage[] =>
    hasMessageTo(db, request.id, 'received', partnerId)
      ? []
      : [{ recipient: 'partner', partnerId, kind: 'received', payload: { ...payload, ...note } }],
  );
  if (!notifyPatron) return messages;
  // One that goes back to the partner is not on its way to the patron.
  const isOnItsWay = [...request.items, ...received].some(
    ({ status, goingBack }) => status === 'in-transit' && goingBack === 0,
  );
  messages.push({ recipient: 'patron', kind: isOnItsWay ? 'item-arrived' : 'item-ready', payload });
  return messages;
};

/** The receive slip of one volume, with everything on it as it is now. */
export const slipOfReceipt = (
  context: DeskContext,
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
  return receiveSlipOf(
    context,
    db,
    { requestId: request.id, partnerId },
    {
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
      circulationNote: received.circulationNote,
      cost: received.cost,
      label: received.label,
      volume: received.volume,
      volumesExpected: request.volumesExpected,
    },
  );
};
