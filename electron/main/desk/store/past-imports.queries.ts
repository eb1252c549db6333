import type { DeskId, Instant, OperatorId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The log line of an import, and whether it can be undone. */
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
  /** 1 while its journal is stored. */
  readonly isKept: number;
  /** The step that has begun to undo it. */
  readonly takenBackBy: OpId | null;
};

const select = `
  SELECT seq AS number, op_id AS opId, at, operator_id AS operatorId, operator.name AS operatorName, desk_id AS deskId,
         desk.name AS deskName, input, answer, undone_by AS undoneBy, import IS NOT NULL AS isKept, taken_back_by AS takenBackBy
    FROM command_log JOIN operator ON operator.id = operator_id JOIN desk ON desk.id = desk_id
    LEFT JOIN import_journal ON import = seq`;

/** Returns the newest imports. */
export const listPastImports = (db: ReadableDB, limit: number): PastImportRow[] =>
  sql<[number], PastImportRow>(db, `${select} WHERE kind = 'import' ORDER BY seq DESC LIMIT ?`).all(limit);

/** An import that added or changed a request. */
export type ImportOfRequest = PastImportRow & {
  /** The status of the request before; null if the import added it. */
  readonly statusBefore: string | null;
  /** JSON: the fields and parts that it changed; null if it added the request. */
  readonly changed: string | null;
  /** JSON: the steps that it took on the request; null for none. */
  readonly steps: string | null;
};

/** Returns the imports that added or changed a request and whose journals are stored, newest first. */
export const listImportsOf = (db: ReadableDB, requestId: RequestId): ImportOfRequest[] =>
  sql<[RequestId], ImportOfRequest>(
    db,
    // By the key of each journal: without it all changes of all imports would be read.
    `SELECT past.*, before ->> '$.request[0].status' AS statusBefore, before ->> '$.changed' AS changed, steps
       FROM import_change JOIN (${select}) AS past ON number = import
      WHERE import IN (SELECT import FROM import_journal) AND import_change.kind = 'request' AND row_id = ?
      ORDER BY number DESC`,
  ).all(requestId);

/** Returns an import, or undefined. */
export const findPastImport = (db: ReadableDB, opId: OpId): PastImportRow | undefined =>
  sql<[OpId], PastImportRow>(db, `${select} WHERE kind = 'import' AND op_id = ?`).get(opId);

/** Removes the log line of a step that was refused after it had begun. */
export const removeRefusedStep = (db: WritableDB, opId: OpId): void => {
  sql<[OpId]>(db, 'DELETE FROM command_log WHERE op_id = ?').run(opId);
};
