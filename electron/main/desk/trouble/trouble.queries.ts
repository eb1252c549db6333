import type { CalendarDate, ItemId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { WritableDB } from '../../db/types.ts';

/** Marks an item as lost and ends its loan. */
export const loseItem = (db: WritableDB, itemId: ItemId, today: CalendarDate): void => {
  sql<[ItemId]>(db, "UPDATE item SET status = 'lost' WHERE id = ?").run(itemId);
  sql<[CalendarDate, ItemId]>(db, 'UPDATE loan SET ended_on = ? WHERE item_id = ? AND ended_on IS NULL').run(
    today,
    itemId,
  );
};
