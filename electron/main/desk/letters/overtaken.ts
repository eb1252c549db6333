import type { Instant } from '../../../../shared/domain/ids.ts';
import { letterCode } from '../../../../shared/domain/letters.ts';
import { letterOvertaken } from '../../../../shared/domain/letter-truth.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { readPayload } from './letter-facts.ts';
import { setMessageState, type StoredMessage } from './outbox.queries.ts';
import { findSinceWritten, listVolumesNow } from './overtaken.queries.ts';

/**
 * Sets a letter aside where what it says does not hold any more, with the reason; one that a person wants to leave all the same
 * is left alone. Returns whether it was set aside.
 */
export const setAsideIfOvertaken = (db: WritableDB, message: StoredMessage, at: Instant): boolean => {
  const overtaken = message.onPurpose === 1 ? null : overtakenBy(db, message);
  if (overtaken === null) return false;
  const note = `${message.mayHaveLeftAt === null ? 'Not sent' : 'Not sent again'}: ${overtaken}.`;
  setMessageState(db, { id: message.id, state: 'outdated', note, nextAt: null, at });
  return true;
};

/**
 * Why what a letter says does not hold any more, as the end of a sentence; null when it may leave.
 * The rule: shared/domain/letter-truth.ts.
 */
const overtakenBy = (db: ReadableDB, message: StoredMessage): string | null => {
  const row = findSinceWritten(db, message.id);
  if (!row) return null;
  return letterOvertaken(letterCode(message.recipient, message.kind), {
    step: readPayload(row.payload),
    partnerId: row.partnerId,
    activePartner: { id: row.activePartnerId, name: row.activePartnerName },
    status: row.status,
    volumes: listVolumesNow(db, message.requestId),
  });
};
