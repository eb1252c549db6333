import type { DeskId, Instant, OperatorId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** What a person must decide because two workstations did something about the same at once. */
export type TaskRow = {
  readonly id: number;
  readonly requestId: RequestId | null;
  /** The step that could not be joined with what was done elsewhere, as it was taken. */
  readonly opId: OpId;
  readonly kind: string;
  readonly operatorId: OperatorId;
  readonly deskId: DeskId;
  readonly at: Instant;
  /** JSON of shared/domain/tasks.ts. */
  readonly facts: string;
  readonly madeAt: Instant;
};

/** Adds a task. Its request may be gone: then it is about none. */
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
};

const shownColumns = `task.id, task.request_id AS requestId, task.op_id AS opId, task.kind, task.operator_id AS operatorId,
  task.desk_id AS deskId, task.at, task.facts, task.made_at AS madeAt, task.solved_at AS solvedAt,
  request.external_id AS externalId, request.title, operator.name AS operatorName, desk.name AS deskName`;
const fromTask = `FROM task JOIN operator ON operator.id = task.operator_id JOIN desk ON desk.id = task.desk_id
  LEFT JOIN request ON request.id = task.request_id`;

/** Open tasks, the oldest first. */
export const listOpenTasks = (db: ReadableDB, most: number): ShownTask[] =>
  sql<[number], ShownTask>(
    db,
    `SELECT ${shownColumns} ${fromTask} WHERE solved_at IS NULL ORDER BY made_at, task.id LIMIT ?`,
  ).all(most);

/** One task, open or solved. */
export const findTask = (db: ReadableDB, id: number): ShownTask | undefined =>
  sql<[number], ShownTask>(db, `SELECT ${shownColumns} ${fromTask} WHERE task.id = ?`).get(id);

/** What the tasks of a request tell, open and solved. */
export const listFactsOfRequest = (
  db: ReadableDB,
  requestId: RequestId,
): readonly Pick<TaskRow, 'id' | 'kind' | 'facts'>[] =>
  sql<[RequestId], Pick<TaskRow, 'id' | 'kind' | 'facts'>>(
    db,
    'SELECT id, kind, facts FROM task WHERE request_id = ?',
  ).all(requestId);

/** Tells something else in a task. */
export const putFacts = (db: WritableDB, id: number, facts: string): void => {
  sql<[string, number]>(db, 'UPDATE task SET facts = ? WHERE id = ?').run(facts, id);
};

/** How many are open. */
export const countOpenTasks = (db: ReadableDB): number =>
  sql<[], number>(db, 'SELECT count(*) FROM task WHERE solved_at IS NULL').pluck().get() ?? 0;

/** Notes that a task is solved, how and by whom. */
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
    'UPDATE task SET solved_at = @at, solved_by = @operatorId, solution = @solution WHERE id = @id',
  ).run(args);
};

/** What was done about a request since, elsewhere and here, the newest first. */
export const listDoneSince = (
  db: ReadableDB,
  requestId: RequestId,
  most: number,
): {
  readonly at: Instant;
  readonly kind: string;
  readonly headline: string;
  readonly operatorName: string;
  readonly deskName: string;
}[] =>
  sql<
    [RequestId, number],
    { at: Instant; kind: string; headline: string; operatorName: string; deskName: string }
  >(
    db,
    `SELECT request_event.at, request_event.kind, headline, operator.name AS operatorName, desk.name AS deskName
       FROM request_event JOIN command_log USING (op_id)
       JOIN operator ON operator.id = operator_id JOIN desk ON desk.id = command_log.desk_id
      WHERE request_event.request_id = ? ORDER BY request_event.id DESC LIMIT ?`,
  ).all(requestId, most);
