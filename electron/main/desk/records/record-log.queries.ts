import type { OpId } from '../../../../shared/domain/ids.ts';
import { personalColumns } from '../../db/change-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/**
 * Returns the earlier changes of the records of people and places that a command has changed or deleted, with their input (JSON). Commands
 * of versions that stored only a digest are left out.
 */
export const listSupersededChanges = (
  db: ReadableDB,
  opId: OpId,
): { readonly opId: OpId; readonly input: string; readonly answer: string }[] =>
  sql<object, { readonly opId: OpId; readonly input: string; readonly answer: string }>(
    db,
    `SELECT DISTINCT command_log.op_id AS opId, input, answer
       FROM change_log AS mine
       JOIN change_log AS earlier USING (table_name, row_id)
       JOIN command_log ON command_log.op_id = earlier.op_id
      WHERE mine.op_id = @opId AND mine.table_name IN (SELECT value FROM json_each(@tables))
        AND earlier.op_id <> mine.op_id AND input ->> '$.asked' IS NOT NULL`,
  ).all({ opId, tables: JSON.stringify(Object.keys(personalColumns)) });
