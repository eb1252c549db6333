import type { ItemId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Whether an item stands in the records. */
export const hasItem = (db: ReadableDB, id: ItemId): boolean =>
  sql<[ItemId]>(db, 'SELECT 1 FROM item WHERE id = ?').get(id) !== undefined;

/** The item that came when the step was taken again that had brought this one; undefined where it was not, or not by one. */
export const findItemTakenAgain = (db: ReadableDB, id: ItemId): ItemId | undefined =>
  sql<[ItemId], { readonly id: ItemId }>(
    db,
    `SELECT came.row_id AS id
       FROM change_log AS first
       JOIN command_log AS taken ON taken.op_id = first.op_id AND taken.kind <> 'undo'
       JOIN command_log AS again ON again.request_id = taken.request_id AND again.input ->> '$.redoes' = taken.op_id
       JOIN change_log AS came ON came.op_id = again.op_id AND +came.table_name = 'item' AND came.before IS NULL
      WHERE first.table_name = 'item' AND first.row_id = ? AND first.before IS NULL
      ORDER BY again.seq DESC LIMIT 1`,
  ).get(id)?.id;
