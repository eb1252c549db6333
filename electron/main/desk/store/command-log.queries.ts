import type { DeskId, Instant, OperatorId, OpId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { isIndependent, stepKinds } from '../../../../shared/domain/steps/all-steps.ts';
import { joinOperator, operatorName } from '../../db/selects.ts';
import { sql, sqlList } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

export type LoggedCommand = {
  readonly seq: number;
  readonly opId: OpId;
  readonly kind: string;
  readonly requestId: RequestId | null;
  /** Null: a partner said it by message; its turn is in the input. */
  readonly operatorId: OperatorId | null;
  readonly deskId: DeskId;
  readonly at: Instant;
  readonly input: string;
  readonly answer: string;
  readonly undoneBy: OpId | null;
};

const independentSteps = sqlList(stepKinds.filter(isIndependent));

/** The columns of a logged command, for a SELECT. */
export const commandColumns = `seq, op_id AS opId, kind, request_id AS requestId, operator_id AS operatorId, desk_id AS deskId, at, input,
  answer, undone_by AS undoneBy`;

/** Returns the command stored under this id, or undefined. */
export const findCommand = (db: ReadableDB, opId: OpId): LoggedCommand | undefined =>
  sql<[string], LoggedCommand>(db, `SELECT ${commandColumns} FROM command_log WHERE op_id = ?`).get(opId);

/** Stores a command with its answer (JSON). */
export const insertCommand = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly kind: string;
    readonly operatorId: number | null;
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

/** Returns the logged commands from a line on that were not undone, earliest first. @param kind null: every kind. */
export const listCountingFrom = (db: ReadableDB, seq: number, kind: string | null): LoggedCommand[] =>
  sql<object, LoggedCommand>(
    db,
    `SELECT ${commandColumns} FROM command_log
      WHERE seq >= @seq AND undone_by IS NULL AND (@kind IS NULL OR kind = @kind) ORDER BY seq`,
  ).all({ seq, kind });

/** Replaces the input and answer of an old step in the log. */
export const emptied = '{}';

/** What a line of a request's history says at every workstation, by the names under which it travels: everything but its number, and its step. */
export const historyColumns = {
  requestId: 'request_id',
  at: 'at',
  kind: 'kind',
  statusBefore: 'status_before',
  statusAfter: 'status_after',
  headline: 'headline',
  turnId: 'turn_id',
} as const;

/** A line of a request's history. */
export type HistoryLine = {
  readonly requestId: RequestId;
  readonly at: Instant;
  readonly kind: string;
  readonly statusBefore: string;
  readonly statusAfter: string;
  readonly headline: string;
  /** The turn whose partner it is about; null if it is about the whole request. */
  readonly turnId: TurnId | null;
} & Readonly<Record<keyof typeof historyColumns, unknown>>;

const historyNames = Object.keys(historyColumns) as (keyof typeof historyColumns)[];

/** Converts a stored line of history. */
export const historyLineOf = (row: Readonly<Record<string, unknown>>): HistoryLine =>
  Object.fromEntries(
    Object.entries(historyColumns).map(([name, column]) => [name, row[column] ?? null]),
  ) as HistoryLine;

/** A log line with its lines of history, as imported with a library. */
export type LogLine = Omit<LoggedCommand, 'seq' | 'undoneBy'> & {
  readonly events: readonly (Omit<HistoryLine, 'requestId'> & { readonly requestId: RequestId | null })[];
};

/** Stores many log lines. By position: looking up names in each would double the time. */
export const insertLog = (db: WritableDB, lines: readonly LogLine[]): void => {
  const command = sql<unknown[]>(
    db,
    `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const history = sql<unknown[]>(
    db,
    `INSERT INTO request_event (op_id, ${Object.values(historyColumns).join(', ')}) VALUES (?, ${historyNames.map(() => '?').join(', ')})`,
  );
  for (const { opId, kind, operatorId, deskId, at, requestId, input, answer, events } of lines) {
    command.run(opId, kind, operatorId, deskId, at, requestId, input, answer);
    for (const event of events) history.run(opId, ...historyNames.map((name) => event[name]));
  }
};

/** Does what the foreign keys would have done while a log was loaded: removes from it the requests that no longer exist. */
export const forgetGoneRequests = (db: WritableDB): void => {
  const isGone = 'request_id NOT IN (SELECT id FROM request)';
  sql<[]>(db, `DELETE FROM request_event WHERE ${isGone}`).run();
  sql<[]>(db, `UPDATE command_log SET request_id = NULL WHERE ${isGone}`).run();
};

/** Replaces the input and answer of a stored command that runs longer than one transaction. */
export const updateCommand = (
  db: WritableDB,
  row: { readonly opId: OpId; readonly input: string; readonly answer: string },
): void => {
  sql<object>(db, 'UPDATE command_log SET input = @input, answer = @answer WHERE op_id = @opId').run(row);
};

/** Returns the steps of one operator at one desk since a moment, newest first. */
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

/** Returns the id of a log line by its number. */
export const findOpIdOf = (db: ReadableDB, seq: number): OpId | undefined =>
  sql<[number], OpId>(db, 'SELECT op_id FROM command_log WHERE seq = ?').pluck().get(seq) as OpId | undefined;

/** The kind of the step that undoes an import. */
export const undoImportKind = 'take-back-import';

/** A condition on rows of `command_log`: steps that were undone with the import that took them. */
const wentWithImport = `EXISTS (
  SELECT 1 FROM command_log AS back WHERE back.op_id = command_log.undone_by AND back.kind = '${undoImportKind}')`;

/** Whether a step was undone with the import that took it. */
export const isUndoneWithImport = (db: ReadableDB, { undoneBy }: Pick<LoggedCommand, 'undoneBy'>): boolean =>
  undoneBy !== null && findCommand(db, undoneBy)?.kind === undoImportKind;

/** Records which undo undid a step. */
export const markUndone = (db: WritableDB, opId: OpId, undoneBy: OpId): void => {
  sql<[OpId, OpId]>(db, 'UPDATE command_log SET undone_by = ? WHERE op_id = ?').run(undoneBy, opId);
};

/** Records which undone step a stored one redid. */
export const markRedoes = (db: WritableDB, opId: OpId, redoes: OpId): void => {
  sql<[OpId, OpId]>(db, "UPDATE command_log SET input = json_set(input, '$.redoes', ?) WHERE op_id = ?").run(
    redoes,
    opId,
  );
};

/**
 * Whether a request has a step that a file must not overwrite. Steps that were undone do not count, nor do notes and prints, which change
 * nothing that a file contains. A renewal from a file that staff undid does count, so that it stays undone, unless the whole import was
 * undone.
 */
export const hasStandingSteps = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<[RequestId]>(
    db,
    `SELECT 1 FROM command_log
      WHERE request_id = ? AND (undone_by IS NULL OR (kind = 'patron-renewal' AND NOT ${wentWithImport})) AND kind <> 'undo' AND kind NOT IN (${independentSteps}) LIMIT 1`,
  ).get(requestId) !== undefined;

/** Whether a step was ever taken on a request, undone since or not; a step undone with its import does not count. */
export const hasCommands = (db: ReadableDB, requestId: RequestId): boolean =>
  sql<[RequestId]>(
    db,
    `SELECT 1 FROM command_log WHERE request_id = ? AND NOT ${wentWithImport} LIMIT 1`,
  ).get(requestId) !== undefined;

/** Reassigns the steps of one desk to another. */
export const moveCommandsOfDesk = (db: WritableDB, from: DeskId, to: DeskId): void => {
  sql<[DeskId, DeskId]>(db, 'UPDATE command_log SET desk_id = ? WHERE desk_id = ?').run(to, from);
};

/** Returns the first later step, not undone, that received another volume of the same turn: the one that could take over from this step. */
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

/** A later step of a request that was not undone. */
export type LaterStep = {
  readonly opId: OpId;
  readonly kind: string;
  readonly at: string;
  readonly operatorName: string;
};

/** Returns the later steps of the same request that were not undone and changed something, newest first. */
export const listLaterSteps = (db: ReadableDB, requestId: RequestId, opId: OpId): LaterStep[] =>
  sql<object, LaterStep>(
    db,
    `SELECT op_id AS opId, kind, at, ${operatorName}
       FROM command_log ${joinOperator}
      WHERE request_id = @requestId AND undone_by IS NULL AND kind <> 'undo'
        AND seq > (SELECT seq FROM command_log WHERE op_id = @opId)
        AND EXISTS (SELECT 1 FROM change_log WHERE change_log.op_id = command_log.op_id)
      ORDER BY seq DESC`,
  ).all({ requestId, opId });

/** Returns when and by whom the last step, not undone, that changed a request's status was taken. */
export const findLastMove = (
  db: ReadableDB,
  requestId: RequestId,
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<[RequestId], { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT command_log.at, ${operatorName}
       FROM request_event JOIN command_log USING (op_id) ${joinOperator}
      WHERE request_event.request_id = ? AND status_before <> status_after
        AND undone_by IS NULL AND command_log.kind <> 'undo'
      ORDER BY request_event.id DESC LIMIT 1`,
  ).get(requestId);

/** Adds a line to a request's history. */
export const insertRequestEvent = (
  db: WritableDB,
  row: Omit<HistoryLine, 'turnId'> & { readonly opId: OpId; readonly turnId?: TurnId | null },
): void => {
  sql<object>(
    db,
    `INSERT INTO request_event (op_id, ${Object.values(historyColumns).join(', ')})
     VALUES (@opId, ${historyNames.map((name) => `@${name}`).join(', ')})`,
  ).run({ ...row, turnId: row.turnId ?? null });
};

const selectHistory = (headline: string): string =>
  `SELECT ${historyNames.map((name) => `${name === 'headline' ? headline : historyColumns[name]} AS ${name}`).join(', ')}
     FROM request_event WHERE op_id = ?`;

/** Returns the lines of history of a step, at most one per request, unordered. */
export const listHistoryOf = (db: ReadableDB, opId: OpId): HistoryLine[] =>
  sql<[OpId], HistoryLine>(db, selectHistory('headline')).all(opId);

/** Returns the same of a pending step, as they were before later pending steps reworded them: those may still be refused. */
export const listHistoryAsTaken = (db: ReadableDB, opId: OpId): HistoryLine[] =>
  sql<[OpId], HistoryLine>(
    db,
    selectHistory(
      `ifnull((SELECT before ->> '$.headline[0]' FROM hub_change
                WHERE table_name = 'request_event' AND row_id = request_event.id ORDER BY hub_change.id LIMIT 1), headline)`,
    ),
  ).all(opId);

/** Whether a command of these kinds was ever run here. */
export const wasEverRun = (db: ReadableDB, kinds: readonly string[]): boolean =>
  sql<[string], object>(
    db,
    'SELECT 1 FROM command_log WHERE kind IN (SELECT value FROM json_each(?)) LIMIT 1',
  ).get(JSON.stringify(kinds)) !== undefined;
