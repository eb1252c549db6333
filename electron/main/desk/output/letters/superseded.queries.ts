import type { Instant, PartnerId, PatronId } from '../../../../../shared/domain/ids.ts';
import type { CancellationState, EndState } from '../../../../../shared/domain/life/life.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** A message with the state of its request now. */
export type SinceWrittenRow = {
  readonly payload: string;
  readonly partnerId: PartnerId | null;
  readonly patronId: PatronId | null;
  readonly supply: string;
  readonly cancellation: CancellationState;
  readonly endedAs: EndState | null;
  readonly activePartnerId: PartnerId | null;
  readonly activePartnerName: string;
};

/** What has become of the request of a message, or undefined when the message is gone. */
export const findSinceWritten = (db: ReadableDB, messageId: number): SinceWrittenRow | undefined =>
  sql<[number], SinceWrittenRow>(
    db,
    `SELECT payload, partner_id AS partnerId, request.patron_id AS patronId, supply, cancellation, ended_as AS endedAs, active_partner_id AS activePartnerId,
            ifnull(partner.name, '') AS activePartnerName
       FROM outbox
       JOIN request ON request.id = request_id
       LEFT JOIN partner ON partner.id = active_partner_id
      WHERE outbox.id = ?`,
  ).get(messageId);

/**
 * Whether another letter tells the patron what this one does, that items are ready: one that left after this was written (it named what
 * was on the shelf then), or a later one that is not held back.
 */
export const isReadyToldElsewhere = (
  db: ReadableDB,
  message: { readonly id: number; readonly now: Instant },
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox AS mine JOIN outbox AS other ON other.request_id = mine.request_id
      WHERE mine.id = @id AND mine.recipient = 'patron' AND mine.kind = 'item-ready'
        AND other.id <> mine.id AND other.recipient = 'patron' AND other.kind = 'item-ready' AND other.corrected = 0
        AND (other.state IN ('sending', 'sent', 'printed', 'by-hand') AND other.updated_at > mine.created_at
          OR other.state IN ('waiting', 'failed', 'needs-person') AND other.id > mine.id
             AND ifnull(other.next_at, @now) <= @now)`,
  ).get(message) !== undefined;

/** Whether a later notice by the clock tells the patron of the same due date: that it is overdue, or overdue for longer. */
export const isNoticeOutdone = (db: ReadableDB, messageId: number): boolean =>
  sql<[number]>(
    db,
    `SELECT 1 FROM outbox AS mine JOIN outbox AS later ON later.request_id = mine.request_id AND later.id > mine.id
      WHERE mine.id = ? AND mine.kind IN ('due-soon', 'loan-overdue') AND later.kind = 'loan-overdue'
        AND later.state <> 'outdated' AND later.payload ->> '$.dueOn' = mine.payload ->> '$.dueOn'
        AND (mine.kind = 'due-soon' OR later.payload ->> '$.stage' > mine.payload ->> '$.stage')`,
  ).get(messageId) !== undefined;

/**
 * Whether the reader of a letter never read the last one of a kind before it: that was set aside, and cannot have left.
 * @param letter the letter that waits, and the kind of the one that it takes back.
 */
export const isNeverSaid = (
  db: ReadableDB,
  letter: { readonly id: number; readonly kind: string },
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM outbox AS mine
       JOIN outbox AS asked ON asked.id = (
         SELECT max(id) FROM outbox AS earlier
          WHERE earlier.request_id = mine.request_id AND earlier.id < mine.id AND earlier.kind = @kind
            AND earlier.recipient = mine.recipient AND earlier.partner_id IS mine.partner_id)
      WHERE mine.id = @id AND asked.state = 'outdated' AND asked.may_have_left_at IS NULL`,
  ).get(letter) !== undefined;
