import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** The item or turn that came when the step was taken again that had brought this one; undefined where it was not, or not by one. */
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
