import type { DeskId, Instant, OperatorId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

export type LoggedCommand = {
  readonly seq: number;
  readonly opId: OpId;
  readonly kind: string;
  readonly requestId: RequestId | null;
  readonly operatorId: OperatorId;
  readonly deskId: DeskId;
  readonly input: string;
  readonly answer: string;
  readonly undoneBy: OpId | null;
};

const commandColumns = `seq, op_id AS opId, kind, request_id AS requestId, operator_id AS operatorId, desk_id AS deskId, input,
  answer, undone_by AS undoneBy`;

/** The command stored under this id, or undefined. */
export const findCommand = (db: ReadableDB, opId: OpId): LoggedCommand | undefined =>
  sql<[string], LoggedCommand>(db, `SELECT ${commandColumns} FROM command_log WHERE op_id = ?`).get(opId);

/** Stores a command with its answer (JSON). */
export const insertCommand = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly kind: string;
    readonly operatorId: number;
    readonly deskId: number;
    readonly at: Instant;
    readonly requestId: RequestId | null;
    readonly input: string;
    readonly answer: string;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
     VALUES (@opId, @kind, @operatorId, @deskId, @at, @requestId, @input, @answer)`,
  ).run(row);
};

/** Replaces what a stored command was asked and answered, for one that runs longer than a transaction. */
export const updateCommand = (
  db: WritableDB,
  row: { readonly opId: OpId; readonly input: string; readonly answer: string },
): void => {
  sql<object>(db, 'UPDATE command_log SET input = @input, answer = @answer WHERE op_id = @opId').run(row);
};

/** What a step's line says about its request. */
export const findStepRequest = (
  db: ReadableDB,
  requestId: RequestId,
): { readonly externalId: string; readonly title: string; readonly status: string } | undefined =>
  sql<[RequestId], { readonly externalId: string; readonly title: string; readonly status: string }>(
    db,
    'SELECT external_id AS externalId, title, status FROM request WHERE id = ?',
  ).get(requestId);

/** The steps of one operator at one desk since a moment, newest first. */
export const listCommandsSince = (
  db: ReadableDB,
  args: {
    readonly operatorId: number;
    readonly deskId: number;
    readonly since: Instant;
    readonly kinds: readonly string[];
    readonly limit: number;
  },
): (LoggedCommand & { readonly at: Instant })[] =>
  sql<object, LoggedCommand & { readonly at: Instant }>(
    db,
    `SELECT ${commandColumns}, at FROM command_log
      WHERE at >= @since AND operator_id = @operatorId AND desk_id = @deskId
        AND kind IN (SELECT value FROM json_each(@kinds))
      ORDER BY seq DESC LIMIT @limit`,
  ).all({ ...args, kinds: JSON.stringify(args.kinds) });

/** Adds a line to a request's history. */
export const insertRequestEvent = (
  db: WritableDB,
  row: {
    readonly requestId: RequestId;
    readonly opId: OpId;
    readonly at: Instant;
    readonly kind: string;
    readonly statusBefore: string;
    readonly statusAfter: string;
    readonly headline: string;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_event (request_id, op_id, at, kind, status_before, status_after, headline)
     VALUES (@requestId, @opId, @at, @kind, @statusBefore, @statusAfter, @headline)`,
  ).run(row);
};
