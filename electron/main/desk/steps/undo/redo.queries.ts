import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/**
 * Returns the item or turn that was inserted when the step that had inserted this one was redone; undefined if it was not redone, or no
 * step inserted it.
 */
export const findTakenAgain = (db: ReadableDB, table: 'item' | 'turn', id: number): number | undefined =>
  sql<object, { readonly id: number }>(
    db,
    `SELECT came.row_id AS id
       FROM change_log AS first
       JOIN command_log AS taken ON taken.op_id = first.op_id AND taken.kind <> 'undo'
       JOIN command_log AS again ON again.request_id = taken.request_id AND again.input ->> '$.redoes' = taken.op_id
       JOIN change_log AS came ON came.op_id = again.op_id AND +came.table_name = @table AND came.before IS NULL
      WHERE first.table_name = @table AND first.row_id = @id AND first.before IS NULL
      ORDER BY again.seq DESC LIMIT 1`,
  ).get({ table, id })?.id;
