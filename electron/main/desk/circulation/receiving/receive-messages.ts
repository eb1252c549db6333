import type { Instant, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../../db/types.ts';
import { hasMessage, insertMessage } from '../../store/messages.queries.ts';
import { listItems } from '../../store/items.queries.ts';

/**
 * Writes what goes out when receiving is done: *Received* to the partner, once for a request however many parcels came,
 * and the patron's notice, when one is wanted, that the item is ready here or on its way.
 */
export const insertReceiveMessages = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly requestId: RequestId;
    readonly notifyPatron: boolean;
    readonly at: Instant;
  },
): void => {
  const { opId, requestId, at } = row;
  // Which volumes came is read when the message leaves: until then one may be taken back.
  const payload = { receivedAt: at };
  if (!hasMessage(db, requestId, 'received'))
    insertMessage(db, { opId, requestId, recipient: 'partner', kind: 'received', payload, at });
  if (!row.notifyPatron) return;
  // A volume that goes back to the partner is not on its way to the patron.
  const isOnItsWay = listItems(db, requestId).some(
    ({ status, goingBack }) => status === 'in-transit' && goingBack === 0,
  );
  const kind = isOnItsWay ? 'item-arrived' : 'item-ready';
  insertMessage(db, { opId, requestId, recipient: 'patron', kind, payload, at });
};
