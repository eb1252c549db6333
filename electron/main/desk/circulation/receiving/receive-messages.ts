import type { Step, StepMessage } from '../../kernel/step.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { hasMessage } from '../../store/messages.queries.ts';

/**
 * What goes out when receiving is done: *Received* to the partner, once for a request however many parcels came, and the
 * patron's notice, when one is wanted, that the item is ready here or on its way.
 * @param received what comes with this step besides the items that came before.
 */
export const receiveMessages = (
  { db, at, request }: Step,
  notifyPatron: boolean,
  received: readonly Pick<ItemRow, 'status' | 'goingBack'>[],
): StepMessage[] => {
  // Which volumes came is read when the message leaves: until then one may be taken back.
  const payload = { receivedAt: at };
  const messages: StepMessage[] = [];
  if (!hasMessage(db, request.id, 'received'))
    messages.push({ recipient: 'partner', kind: 'received', payload });
  if (!notifyPatron) return messages;
  // One that goes back to the partner is not on its way to the patron.
  const isOnItsWay = [...request.items, ...received].some(
    ({ status, goingBack }) => status === 'in-transit' && goingBack === 0,
  );
  messages.push({ recipient: 'patron', kind: isOnItsWay ? 'item-arrived' : 'item-ready', payload });
  return messages;
};
