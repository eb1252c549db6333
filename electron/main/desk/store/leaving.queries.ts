import { orderAtHub } from './hub-order.queries.ts';
import { awaitsPartner, goesByProtocol } from './letter-ways.queries.ts';
import { lacksAddress } from './messages.queries.ts';
import { isHeldBack } from './partner-holds.queries.ts';

// Which letters are sent automatically: both queues, and the count before a change is saved, use these conditions.

const isOpen = (row: string, states = "'waiting', 'failed'"): string =>
  `${row}.state IN (${states}) AND ${row}.corrected = 0 AND NOT ${awaitsPartner(row)}`;

const isFree = `${isOpen('outbox')} AND NOT ${isHeldBack('outbox')}`;

/** A condition on rows of `outbox`: letters that are sent automatically, by mail or by protocol. */
export const leaves = `${isFree} AND NOT (${lacksAddress})`;

/**
 * A condition on rows of `outbox`: if workstations share their requests, nothing is sent before the step that wrote it has its place in the
 * hub's order, because until then it may be refused.
 */
export const isPlaced = `(CASE WHEN op_id IS NULL
  THEN NOT EXISTS (SELECT 1 FROM hub_change WHERE table_name = 'outbox' AND row_id = outbox.id AND before IS NULL)
  ELSE NOT EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = outbox.op_id) END)`;

/** A condition on rows of `outbox`: letters that leave by mail. Without an address, they wait for one. */
export const leavesByMail = `${leaves} AND ${isPlaced} AND NOT ${goesByProtocol('outbox')}`;

/**
 * A condition on rows of `outbox`: letters that leave by protocol, for which they need no address of mail. Those of a turn leave in the order in
 * which they were written, past those that wait for the partner; before its request was composed, the others have no conversation to belong to.
 */
export const leavesByProtocol = `${isFree} AND ${isPlaced} AND ${goesByProtocol('outbox')}
  AND (outbox.kind = 'request' OR EXISTS (SELECT 1 FROM conversation WHERE conversation.turn_id = outbox.turn_id))
  AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
    WHERE earlier.turn_id = outbox.turn_id AND (${orderAtHub('earlier')}) < (${orderAtHub('outbox')}) AND earlier.recipient = 'partner'
      AND (earlier.state = 'sending' OR ${isOpen('earlier')}) AND ${goesByProtocol('earlier')})`;

/** A condition on rows of `outbox`: letters that are being sent, or will be once nothing holds them back. */
export const isUnderWay = `${isOpen('outbox', "'waiting', 'sending', 'failed'")} AND NOT (${lacksAddress})`;
