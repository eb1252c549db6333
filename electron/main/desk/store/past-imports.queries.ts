import type { DeskId, Instant, OperatorId, OpId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A line of an import in the log of steps, with what of it can be taken back. */
export type PastImportRow = {
  readonly number: number;
  readonly opId: OpId;
  readonly at: Instant;
  readonly operatorId: OperatorId;
  readonly operatorName: string;
  readonly deskId: DeskId;
  readonly deskName: string;
  /** JSON. */
  readonly input: string;
  readonly answer: string;
  readonly undoneBy: OpId | null;
  /** 1 as long as what was before it is kept. */
  readonly isKept: number;
  /** The step that has begun to take it back. */
  readonly takenBackBy: OpId | null;
};

const select = `
  SELECT seq AS number, op_id AS opId, at, operator_id AS operatorId, operator.name AS operatorName, desk_id AS deskId,
         desk.name AS deskName, input, answer, undone_by AS undoneBy, import IS NOT NULL AS isKept, taken_back_by AS takenBackBy
    FROM command_log JOIN operator ON operator.id = operator_id JOIN desk ON desk.id = desk_id
    LEFT JOIN import_journal ON import = seq`;

/** The newest imports. */
export const listPastImports = (db: ReadableDB, limit: number): PastImportRow[] =>
  sql<[number], PastImportRow>(db, `${select} WHERE kind = 'import' ORDER BY seq DESC LIMIT ?`).all(limit);

/** An import, or undefined. */
export const findPastImport = (db: ReadableDB, opId: OpId): PastImportRow | undefined =>
  sql<[OpId], PastImportRow>(db, `${select} WHERE kind = 'import' AND op_id = ?`).get(opId);

/** Removes the line of a step that was refused after it had begun. */
export const removeRefusedStep = (db: WritableDB, opId: OpId): void => {
  sql<[OpId]>(db, 'DELETE FROM command_log WHERE op_id = ?').run(opId);
};
