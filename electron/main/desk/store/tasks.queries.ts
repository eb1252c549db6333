import type {
  DeskId,
  Instant,
  LibraryId,
  OperatorId,
  OpId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { joinOperator, operatorName } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { LoggedCommand } from './command-log.queries.ts';

/**
 * What staff must decide: two workstations worked on the same thing at the same time, or a partner said what could not be recorded.
 */
type TaskRow = {
  readonly id: number;
  readonly requestId: RequestId | null;
  /** The step that could not be merged with what was done elsewhere. */
  readonly opId: OpId;
  readonly kind: string;
  /** Null: a partner said it by message. */
  readonly operatorId: OperatorId | null;
  readonly deskId: DeskId;
  readonly at: Instant;
  /** JSON of electron/main/desk/records/task-facts.ts. */
  readonly facts: string;
  readonly madeAt: Instant;
};

/** Inserts a task. If its request no longer exists, the task has none. */
export const insertTask = (db: WritableDB, row: Omit<TaskRow, 'id'>): void => {
  sql<object>(
    db,
    `INSERT INTO task (id, request_id, op_id, kind, operator_id, desk_id, at, facts, made_at)
     VALUES (@id, (SELECT id FROM request WHERE id = @requestId), @opId, @kind, @operatorId, @deskId, @at, @facts, @madeAt)`,
  ).run({ ...row, id: newId(db, 'task') });
};

/** A task with the names that its sentences use. */
export type ShownTask = TaskRow & {
  readonly externalId: string | null;
  readonly title: string | null;
  readonly operatorName: string;
  readonly deskName: string;
  readonly solvedAt: Instant | null;
  /** The library of the desk. */
  readonly libraryId: LibraryId;
  /** The patron of the request; empty if none is recorded. */
  readonly patronName: string;
  /** The step in whose task this one is shown; null if it is shown on its own. */
  readonly under: OpId | null;
};

const shownColumns = `task.id, task.request_id AS requestId, task.op_id AS opId, task.kind, task.operator_id AS operatorId,
  task.desk_id AS deskId, task.at, task.facts, task.made_at AS madeAt, task.solved_at AS solvedAt,
  request.external_id AS externalId, request.title, ${operatorName}, desk.name AS deskName,
  desk.library_id AS libraryId, ifnull(patron.name, '') AS patronName, task.facts ->> '$.under' AS under`;
const fromTask = `FROM task LEFT JOIN operator ON operator.id = task.operator_id JOIN desk ON desk.id = task.desk_id
  LEFT JOIN request ON request.id = task.request_id LEFT JOIN patron ON patron.id = request.patron_id`;

/** Returns the task of a step, open or solved. */
export const findTaskOfStep = (db: ReadableDB, opId: OpId): number | undefined =>
  sql<[OpId], number>(db, 'SELECT id FROM task WHERE op_id = ?').pluck().get(opId);

/** Returns open tasks, oldest first. */
export const listOpenTasks = (db: ReadableDB, most: number): ShownTask[] =>
  sql<[number], ShownTask>(
    db,
    `SELECT ${shownColumns} ${fromTask} WHERE solved_at IS NULL ORDER BY made_at, task.id LIMIT ?`,
  ).all(most);

/** Returns one task, open or solved. */
export const findTask = (db: ReadableDB, id: number): ShownTask | undefined =>
  sql<[number], ShownTask>(db, `SELECT ${shownColumns} ${fromTask} WHERE task.id = ?`).get(id);

/** Returns the facts of a request's tasks, open and solved. */
export const listFactsOfRequest = (
  db: ReadableDB,
  requestId: RequestId,
): readonly Pick<TaskRow, 'id' | 'kind' | 'facts'>[] =>
  sql<[RequestId], Pick<TaskRow, 'id' | 'kind' | 'facts'>>(
    db,
    'SELECT id, kind, facts FROM task WHERE request_id = ?',
  ).all(requestId);

/** Replaces the facts of a task. */
export const putFacts = (db: WritableDB, id: number, facts: string): void => {
  sql<[string, number]>(db, 'UPDATE task SET facts = ? WHERE id = ?').run(facts, id);
};

/** Returns the number of open tasks, without those shown in the task of another step. */
export const countOpenTasks = (db: ReadableDB): number =>
  sql<[], number>(db, "SELECT count(*) FROM task WHERE solved_at IS NULL AND facts ->> '$.under' IS NULL")
    .pluck()
    .get() ?? 0;

/** Returns the open tasks of steps that depend on this one. */
export const listTasksUnder = (db: ReadableDB, opId: OpId): ShownTask[] =>
  sql<[OpId], ShownTask>(
    db,
    `SELECT ${shownColumns} ${fromTask} WHERE solved_at IS NULL AND facts ->> '$.under' = ? ORDER BY task.id`,
  ).all(opId);

/** Records that a task is solved, how and by whom. The input of its step is erased: it is no longer needed for a decision. */
export const solveTask = (
  db: WritableDB,
  args: {
    readonly id: number;
    readonly at: Instant;
    readonly operatorId: OperatorId;
    readonly solution: string;
  },
): void => {
  sql<object>(
    db,
    `UPDATE task SET solved_at = @at, solved_by = @operatorId, solution = @solution,
            facts = json_set(facts, '$.typed', json('[]'), '$.input', json('{}'), '$.patronName', '') WHERE id = @id`,
  ).run(args);
};

/** A step that a task mentions. */
export type ToldStep = Pick<LoggedCommand, 'opId' | 'kind' | 'at' | 'input' | 'undoneBy'> & {
  /** Its line of history; empty if there is none. */
  readonly headline: string;
  readonly operatorName: string;
  readonly deskName: string;
};

/** Returns one step with its line of history; undefined if it is not in the log. */
export const findToldStep = (db: ReadableDB, opId: OpId): ToldStep | undefined =>
  sql<[OpId], ToldStep>(
    db,
    `SELECT op_id AS opId, kind, at, input, undone_by AS undoneBy, ${operatorName}, desk.name AS deskName,
            ifnull((SELECT headline FROM request_event WHERE request_event.op_id = command_log.op_id
                      AND request_event.request_id = command_log.request_id ORDER BY id DESC LIMIT 1), '') AS headline
       FROM command_log ${joinOperator} JOIN desk ON desk.id = command_log.desk_id
      WHERE op_id = ?`,
  ).get(opId);
