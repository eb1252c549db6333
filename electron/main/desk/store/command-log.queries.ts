import type { DeskId, Instant, OperatorId, OpId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { isBeside, stepKinds } from '../../../../shared/domain/steps/all-steps.ts';
import { sql, sqlList } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

export type LoggedCommand = {
  readonly seq: number;
  readonly opId: OpId;
  readonly kind: string;
  readonly requestId: RequestId | null;
  readonly operatorId: OperatorId;
  readonly deskId: DeskId;
  readonly at: Instant;
  readonly input: string;
  readonly answer: string;
  readonly undoneBy: OpId | null;
};

const stepsBeside = sqlList(stepKinds.filter(isBeside));

/** All of a logged command, for a SELECT. */
export const commandColumns = `seq, op_id AS opId, kind, request_id AS requestId, operator_id AS operatorId, desk_id AS deskId, at, input,
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

/** The commands in the log from a line on that count still, the earliest first. @param kind null: of every kind. */
export const listCountingFrom = (db: ReadableDB, seq: number, kind: string | null): LoggedCommand[] =>
  sql<object, LoggedCommand>(
    db,
    `SELECT ${commandColumns} FROM command_log
      WHERE seq >= @seq AND undone_by IS NULL AND (@kind IS NULL OR kind = @kind) ORDER BY seq`,
  ).all({ seq, kind });

/** What stands in the log instead of what an old step was asked and answered. */
export const emptied = '{}';

/** A line of the log with its lines of history, as it comes with a library. */
export type LogLine = Omit<LoggedCommand, 'seq' | 'undoneBy'> & {
  readonly events: readonly {
    readonly requestId: RequestId | null;
    readonly at: Instant;
    readonly kind: string;
    readonly statusBefore: string;
    readonly statusAfter: string;
    readonly headline: string;
  }[];
};

/** Stores many of them. By place: to look for a name in each takes as long as to store it. */
export const insertLog = (db: WritableDB, lines: readonly LogLine[]): void => {
  const command = sql<unknown[]>(
    db,
    `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const history = sql<unknown[]>(
    db,
    `INSERT INTO request_event (request_id, op_id, at, kind, status_before, status_after, headline) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { opId, kind, operatorId, deskId, at, requestId, input, answer, events } of lines) {
    command.run(opId, kind, operatorId, deskId, at, requestId, input, answer);
    for (const event of events)
      history.run(
        event.requestId,
        opId,
        event.at,
        event.kind,
        event.statusBefore,
        event.statusAfter,
        event.headline,
      );
  }
};

/** Replaces what a stored command was asked and answered, for one that runs longer than a transaction. */
export const updateCommand = (
  db: WritableDB,
  row: { readonly opId: OpId; readonly input: string; readonly answer: string },
): void => {
  sql<object>(db, 'UPDATE command_log SET input = @input, answer = @answer WHERE op_id = @opId').run(row);
};

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
): LoggedCommand[] =>
  sql<object, LoggedCommand>(
    db,
    `SELECT ${commandColumns} FROM command_log
      WHERE at >= @since AND operator_id = @operatorId AND desk_id = @deskId
        AND kind IN (SELECT value FROM json_each(@kinds))
      ORDER BY seq DESC LIMIT @limit`,
  ).all({ ...args, kinds: JSON.stringify(args.kinds) });

/** The id of a line of the log, by its number. */
export const findOpIdOf = (db: ReadableDB, seq: number): OpId | undefined =>
  sql<[number], OpId>(db, 'SELECT op_id FROM command_log WHERE seq = ?').pluck().get(seq) as OpId | undefined;

/** The kind of the step that takes an import back. */
export const takeBackKind = 'take-back-import';

/** A condition on rows of `command_log`: steps that were taken back with the import that took them. */
const wentWithImport = `EXISTS (
  SELECT 1 FROM command_log AS back WHERE back.op_id = command_log.undone_by AND back.kind = '${takeBackKind}')`;

/** Whether a step was taken back with the import that took it. */
export const isTakenBackWithImport = (
  db: ReadableDB,
  { undoneBy }: Pick<LoggedCommand, 'undoneBy'>,
): boolean => undoneBy !== null && findCommand(db, undoneBy)?.kind === takeBackKind;

/** Notes which undo took a step back. */
export const markUndone = (db: WritableDB, opId: OpId, undoneBy: OpId): void => {
  sql<[OpId, OpId]>(db, 'UPDATE command_log SET undone_by = ? WHERE op_id = ?').run(undoneBy, opId);
};

/** Notes which undone step a stored one took again. */
export const markRedoes = (db: WritableDB, opId: OpId, redoes: OpId): void => {
  sql<[OpId, OpId]>(db, "UPDATE command_log SET input = json_set(input, '$.redoes', ?) WHERE op_id = ?").run(
    redoes,
    opId,
  );
};

/**
 * Whether a step on a request stands that a file must not overwrite: not one that was taken back, nor a note or a print, which
 * change nothing of what a file says. A renewal that a file told of and somebody took back stays taken back, unless the import was.
 */
export const hasStandingSteps = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<[RequestId]>(
    db,
    `SELECT 1 FROM command_log
      WHERE request_id = ? AND (undone_by IS NULL OR (kind = 'patron-renewal' AND NOT ${wentWithImport})) AND kind <> 'undo' AND kind NOT IN (${stepsBeside}) LIMIT 1`,
  ).get(requestId) !== undefined;

/** Whether a step was ever taken on a request, taken back since or not; one that went with its import was none. */
export const hasCommands = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<[RequestId]>(
    db,
    `SELECT 1 FROM command_log WHERE request_id = ? AND NOT ${wentWithImport} LIMIT 1`,
  ).get(requestId) !== undefined;

/** Gives the steps of one desk to another. */
export const moveCommandsOfDesk = (db: WritableDB, from: DeskId, to: DeskId): void => {
  sql<[DeskId, DeskId]>(db, 'UPDATE command_log SET desk_id = ? WHERE desk_id = ?').run(to, from);
};

/** The step that received another volume of the same turn after this one and still stands: what could take over from it. */
export const findLaterReceive = (db: ReadableDB, requestId: RequestId, opId: OpId): OpId | undefined =>
  sql<object, { readonly opId: OpId }>(
    db,
    `SELECT op_id AS opId FROM command_log
      WHERE request_id = @requestId AND kind = 'receive' AND undone_by IS NULL
        AND seq > (SELECT seq FROM command_log WHERE op_id = @opId)
        AND EXISTS (SELECT 1 FROM change_log AS mine JOIN change_log AS came ON came.table_name = 'item'
                       AND came.after ->> '$.turn_id' = mine.after ->> '$.turn_id'
                     WHERE mine.op_id = @opId AND mine.table_name = 'item' AND came.op_id = command_log.op_id)
      ORDER BY seq LIMIT 1`,
  ).get({ requestId, opId })?.opId;

/** A step of a request that still stands, later than another one. */
export type LaterStep = {
  readonly opId: OpId;
  readonly kind: string;
  readonly at: string;
  readonly operatorName: string;
};

/** The later steps of the same request that still stand and changed something, newest first. */
export const listLaterSteps = (db: ReadableDB, requestId: RequestId, opId: OpId): LaterStep[] =>
  sql<object, LaterStep>(
    db,
    `SELECT op_id AS opId, kind, at, operator.name AS operatorName
       FROM command_log JOIN operator ON operator.id = operator_id
      WHERE request_id = @requestId AND undone_by IS NULL AND kind <> 'undo'
        AND seq > (SELECT seq FROM command_log WHERE op_id = @opId)
        AND EXISTS (SELECT 1 FROM change_log WHERE change_log.op_id = command_log.op_id)
      ORDER BY seq DESC`,
  ).all({ requestId, opId });

/** The last step of this kind on a request that still stands: when, and by whom. */
export const findLastStep = (
  db: ReadableDB,
  requestId: RequestId,
  kind: string,
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<[RequestId, string], { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT at, operator.name AS operatorName
       FROM command_log JOIN operator ON operator.id = operator_id
      WHERE request_id = ? AND kind = ? AND undone_by IS NULL
      ORDER BY seq DESC LIMIT 1`,
  ).get(requestId, kind);

/** The last step that still stands and gave a request another status: when, and by whom. */
export const findLastMove = (
  db: ReadableDB,
  requestId: RequestId,
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<[RequestId], { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT command_log.at, operator.name AS operatorName
       FROM request_event JOIN command_log USING (op_id) JOIN operator ON operator.id = operator_id
      WHERE request_event.request_id = ? AND status_before <> status_after
        AND undone_by IS NULL AND command_log.kind <> 'undo'
      ORDER BY request_event.id DESC LIMIT 1`,
  ).get(requestId);

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
    /** Of which partner's turn it tells; null where it is about the request. */
    readonly turnId?: TurnId | null;
  },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_event (request_id, op_id, at, kind, status_before, status_after, headline, turn_id)
     VALUES (@requestId, @opId, @at, @kind, @statusBefore, @statusAfter, @headline, @turnId)`,
  ).run({ ...row, turnId: row.turnId ?? null });
};

/** Whether anything of these kinds was ever done here. */
export const wasEverTaken = (db: ReadableDB, kinds: readonly string[]): boolean =>
  sql<[string], object>(
    db,
    'SELECT 1 FROM command_log WHERE kind IN (SELECT value FROM json_each(?)) LIMIT 1',
  ).get(JSON.stringify(kinds)) !== undefined;
