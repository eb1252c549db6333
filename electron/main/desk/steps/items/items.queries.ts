import type { Instant, ItemId, OpId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Returns when and by whom the last step of one of these kinds that changed the item, and was not undone, was taken. */
export const findLastStepOnItem = (
  db: ReadableDB,
  itemId: ItemId,
  kinds: readonly string[],
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<object, { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT command_log.at, operator.name AS operatorName
       FROM change_log JOIN command_log USING (op_id) JOIN operator ON operator.id = operator_id
      WHERE table_name = 'item' AND row_id = @itemId AND undone_by IS NULL
        AND kind IN (SELECT value FROM json_each(@kinds))
      ORDER BY command_log.seq DESC LIMIT 1`,
  ).get({ itemId, kinds: JSON.stringify(kinds) });

/** Returns the items that a step changed. */
export const itemsChangedBy = (db: ReadableDB, opId: OpId): ItemId[] =>
  sql<[string], ItemId>(
    db,
    // By the step: with the plus, the index of rows does not count, by which every change of every item would be read.
    "SELECT DISTINCT row_id FROM change_log WHERE op_id = ? AND +table_name = 'item'",
  )
    .pluck()
    .all(opId);
