import type { Instant, ItemId, OpId } from '../../../../../shared/domain/ids.ts';
import { joinOperator, operatorName } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** When and by whom a step was taken. */
export type TakenStep = { readonly at: Instant; readonly operatorName: string };

/** Returns the last step of one of these kinds that changed the item and was not undone. */
export const findLastStepOnItem = (
  db: ReadableDB,
  itemId: ItemId,
  kinds: readonly string[],
): TakenStep | undefined =>
  sql<object, TakenStep>(
    db,
    `SELECT command_log.at, ${operatorName}
       FROM change_log JOIN command_log USING (op_id) ${joinOperator}
      WHERE table_name = 'item' AND row_id = @itemId AND undone_by IS NULL
        AND kind IN (SELECT value FROM json_each(@kinds))
      ORDER BY command_log.seq DESC LIMIT 1`,
  ).get({ itemId, kinds: JSON.stringify(kinds) });

/**
 * Returns the step that sent an item to where it is in transit now, with a slip; undefined if it is not in transit, came so from a file, or
 * was redirected since.
 */
export const findSending = (db: ReadableDB, itemId: ItemId): TakenStep | undefined =>
  sql<[ItemId], TakenStep>(
    db,
    `SELECT command_log.at, ${operatorName}
       FROM item JOIN change_log ON table_name = 'item' AND row_id = item.id
            JOIN command_log USING (op_id) ${joinOperator}
      WHERE item.id = ? AND item.status = 'in-transit' AND undone_by IS NULL
        AND kind IN ('receive', 'scan-in', 'return-at-other-desk') AND ifnull(input ->> '$.printSlip', 1)
        AND (before IS NULL OR before ->> '$.status_at' IS NOT item.status_at)
        AND after ->> '$.status_at' IS item.status_at
        AND after ->> '$.status' = item.status
        AND after ->> '$.desk_id' IS item.desk_id
        AND after ->> '$.destination_desk_id' IS item.destination_desk_id
      ORDER BY command_log.seq DESC LIMIT 1`,
  ).get(itemId);

/** Returns the items that a step changed. */
export const itemsChangedBy = (db: ReadableDB, opId: OpId): ItemId[] =>
  sql<[string], ItemId>(
    db,
    // By the step: with the plus, the index of rows does not count, by which every change of every item would be read.
    "SELECT DISTINCT row_id FROM change_log WHERE op_id = ? AND +table_name = 'item'",
  )
    .pluck()
    .all(opId);
