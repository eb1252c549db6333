import type { CalendarDate, ItemId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { WritableDB } from '../../../db/types.ts';

/** Marks an item as lost, on no shelf and on no way, and ends its loan. Its desk is where it was seen last. */
export const loseItem = (db: WritableDB, itemId: ItemId, today: CalendarDate): void => {
  sql<[ItemId]>(
    db,
    `UPDATE item SET status = 'lost', destination_desk_id = NULL, going_back = 0, shelved_at = NULL, hold_until = NULL
      WHERE id = ?`,
  ).run(itemId);
  sql<[CalendarDate, ItemId]>(db, 'UPDATE loan SET ended_on = ? WHERE item_id = ? AND ended_on IS NULL').run(
    today,
    itemId,
  );
};
