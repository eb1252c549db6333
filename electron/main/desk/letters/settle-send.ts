import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Delivery } from '../../connections/mail/delivery.ts';
import type { WritableDB } from '../../db/types.ts';
import { backoffMs } from './backoff.ts';
import { findMessage, removeWithCorrection, setMessageState, thawLetter } from './outbox.queries.ts';

/**
 * Writes down what became of a try. A letter whose step was undone while it was at the server, and that did not leave, goes
 * without a trace, and so does its correction.
 * @param resumesAt when the connection is tried again, where no letter can leave
 */
export const settleSend = (
  db: WritableDB,
  row: {
    readonly id: number;
    readonly delivery: Delivery;
    readonly now: Date;
    readonly random: number;
    readonly resumesAt: Date | null;
  },
): void => {
  const { id, delivery, now } = row;
  const message = findMessage(db, id);
  if (message?.state !== 'sending') return;
  const at = instantOf(now);
  const note = delivery.words;
  if (message.corrected === 1 && delivery.kind !== 'sent' && delivery.kind !== 'unknown')
    return removeWithCorrection(db, id);
  switch (delivery.kind) {
    case 'sent':
      return setMessageState(db, { id, state: 'sent', note, nextAt: null, at });
    case 'unknown':
      return setMessageState(db, { id, state: 'needs-person', note, nextAt: null, at });
    case 'refused':
      thawLetter(db, id);
      return setMessageState(db, { id, state: 'needs-person', note, nextAt: null, at });
    case 'later': {
      const next = new Date(now.getTime() + backoffMs(message.attempts, row.random));
      return setMessageState(db, { id, state: 'failed', note, nextAt: instantOf(next), at });
    }
    case 'no-connection':
    case 'account':
      return setMessageState(db, {
        id,
        state: 'failed',
        note,
        nextAt: row.resumesAt && instantOf(row.resumesAt),
        at,
      });
  }
};
