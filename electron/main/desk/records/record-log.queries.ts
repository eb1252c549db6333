import type { OpId } from '../../../../shared/domain/ids.ts';
import { personalColumns } from '../../db/change-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

const tablesWithNames = Object.keys(personalColumns)
  .map((table) => `'${table}'`)
  .join(', ');

/**
 * Returns the earlier changes of the records of people and places that a command has changed or deleted, with their input (JSON). They are
 * found by what they answered: a workstation that joined has no log of the rows that they changed. Commands of versions that stored only a
 * digest are left out.
 */
export const listSupersededChanges = (
  db: ReadableDB,
  opId: OpId,
): { readonly opId: OpId; readonly input: string; readonly answer: string }[] =>
  sql<object, { readonly opId: OpId; readonly input: string; readonly answer: string }>(
    db,
    `SELECT DISTINCT command_log.op_id AS opId, input, answer
       FROM change_log JOIN command_log ON kind = 'save-' || table_name AND answer ->> '$.id' = +row_id
      WHERE change_log.op_id = @opId
        AND kind GLOB 'save-*' AND table_name IN (${tablesWithNames})
        AND command_log.op_id <> @opId AND input ->> '$.asked' IS NOT NULL`,
  ).all({ opId });
