import type { Instant } from '../../../../../shared/domain/ids.ts';
import { letterCode } from '../../../../../shared/domain/letters.ts';
import type { VolumeNow } from '../../../../../shared/domain/stale-letters.ts';
import { letterSuperseded } from '../../../../../shared/domain/stale-letters.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { readPayload } from './letter-facts.ts';
import { setMessageState, type StoredMessage } from '../../store/messages.queries.ts';
import type { StoredItem } from '../../store/items.queries.ts';
import { listItems } from '../../store/items.queries.ts';
import { nameOfDesk } from '../../store/places.queries.ts';
import { findSinceWritten } from './superseded.queries.ts';

/**
 * Sets a letter aside where what it says does not hold any more, with the reason; one that a person wants to leave all the same
 * is left alone. Returns whether it was set aside.
 */
export const setAsideIfSuperseded = (db: WritableDB, message: StoredMessage, at: Instant): boolean => {
  const superseded = message.onPurpose === 1 ? null : supersededBy(db, message);
  if (superseded === null) return false;
  const note = `${message.mayHaveLeftAt === null ? 'Not sent' : 'Not sent again'}: ${superseded}.`;
  setMessageState(db, { id: message.id, state: 'outdated', note, nextAt: null, at });
  return true;
};

/**
 * Why what a letter says does not hold any more, as the end of a sentence; null when it may leave.
 * The rule: shared/domain/stale-letters.ts.
 */
const supersededBy = (db: ReadableDB, message: StoredMessage): string | null => {
  const row = findSinceWritten(db, message.id);
  if (!row) return null;
  return letterSuperseded(letterCode(message.recipient, message.kind), {
    step: readPayload(row.payload),
    partnerId: row.partnerId,
    activePartner: { id: row.activePartnerId, name: row.activePartnerName },
    status: row.status,
    volumes: listItems(db, message.requestId).map((item) => volumeNow(db, item)),
  });
};

/** Where a volume is now, with its open loan. */
const volumeNow = (db: ReadableDB, item: StoredItem): VolumeNow => {
  const { status, goingBack, destinationDeskId, loanedOn, loanDueOn, renewalDueOn } = item;
  return {
    status,
    goingBack: goingBack === 1,
    goesTo: nameOfDesk(db, destinationDeskId),
    loan: loanedOn !== null && loanDueOn !== null ? { loanedOn, dueOn: loanDueOn, renewalDueOn } : null,
  };
};
