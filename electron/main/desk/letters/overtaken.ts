import { letterCode } from '../../../../shared/domain/letters.ts';
import { letterOvertaken } from '../../../../shared/domain/letter-truth.ts';
import type { ReadableDB } from '../../db/types.ts';
import { readPayload } from './letter-facts.ts';
import type { StoredMessage } from './outbox.queries.ts';
import { findSinceWritten, listVolumesNow } from './overtaken.queries.ts';

/**
 * Why what a letter says does not hold any more, as the end of a sentence; null when it may leave.
 * The rule: shared/domain/letter-truth.ts.
 */
export const overtakenBy = (db: ReadableDB, message: StoredMessage): string | null => {
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
