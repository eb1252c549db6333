import type {
  CalendarDate,
  Instant,
  ItemId,
  PartnerId,
  RequestId,
} from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { WritableDB } from '../../../db/types.ts';

/** Keeps the condition that a partner set, instead of an earlier one: it waits for our answer. */
export const setCondition = (
  db: WritableDB,
  row: {
    readonly requestId: RequestId;
    readonly partnerId: PartnerId | null;
    readonly reason: string;
    readonly note: string;
    readonly replyBy: CalendarDate | null;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_condition (request_id, partner_id, reason, note, reply_by, set_at)
     VALUES (@requestId, @partnerId, @reason, @note, @replyBy, @at)
     ON CONFLICT (request_id) DO UPDATE
        SET partner_id = @partnerId, reason = @reason, note = @note, reply_by = @replyBy, set_at = @at,
            answer = NULL, answer_note = '', answered_at = NULL`,
  ).run(row);
};

/** Writes what became of an item that had been sent to the partner. */
export const markItem = (db: WritableDB, id: ItemId, status: 'lost' | 'returned-to-partner'): void => {
  sql<[string, ItemId]>(db, 'UPDATE item SET status = ? WHERE id = ?').run(status, id);
};
