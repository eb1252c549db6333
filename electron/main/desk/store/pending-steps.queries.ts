import type { DeskId, Instant, OperatorId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

// The steps that the hub has not placed yet, and the rows that they changed.

/** A step that was replayed and refused: its data, and the refusal. */
type Refusal = {
  readonly kind: string;
  readonly operatorId: OperatorId | null;
  readonly deskId: DeskId;
  readonly at: Instant;
  readonly requestId: RequestId | null;
  readonly code: string;
  readonly message: string;
};

/** A step that the hub has not placed yet. */
export type PendingStep = {
  readonly n: number;
  readonly opId: OpId;
  /** Null: changes that the program wrote on its own. */
  readonly kind: string | null;
  readonly timeZone: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly refusal: Refusal | null;
  /** The line of the command log up to which everything is pending, or came from the hub. */
  readonly logTo: number;
  /** Whether it must be replayed before it is offered: others have changed what it read. */
  readonly toCheck: boolean;
};

type PendingRow = Omit<PendingStep, 'reads' | 'writes' | 'refusal' | 'toCheck'> & {
  readonly reads: string;
  readonly writes: string;
  readonly refusal: string | null;
  readonly toCheck: 0 | 1;
};

const asPending = (row: PendingRow): PendingStep => ({
  ...row,
  reads: JSON.parse(row.reads) as string[],
  writes: JSON.parse(row.writes) as string[],
  refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal),
  toCheck: row.toCheck === 1,
});

const pendingColumns =
  'n, op_id AS opId, kind, time_zone AS timeZone, reads, writes, refusal, log_to AS logTo, to_check AS toCheck';

/** Returns the pending steps, in the order in which they were taken. */
export const listPending = (db: ReadableDB, most = Number.MAX_SAFE_INTEGER): PendingStep[] =>
  sql<[number], PendingRow>(db, `SELECT ${pendingColumns} FROM hub_pending ORDER BY n LIMIT ?`)
    .all(most)
    .map(asPending);

/** Returns a pending step; undefined if the hub has placed it. */
export const findPending = (db: ReadableDB, opId: OpId): PendingStep | undefined => {
  const row = sql<[OpId], PendingRow>(db, `SELECT ${pendingColumns} FROM hub_pending WHERE op_id = ?`).get(
    opId,
  );
  return row && asPending(row);
};

/** Returns the number of pending steps. */
export const countPending = (db: ReadableDB): number =>
  sql<[], number>(db, 'SELECT count(*) FROM hub_pending').pluck().get() ?? 0;

/** Whether the hub has not placed this step yet. */
export const isPending = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId]>(db, 'SELECT 1 FROM hub_pending WHERE op_id = ?').get(opId) !== undefined;

/** Marks pending steps to be replayed before they are offered. */
export const markForRecheck = (db: WritableDB, steps: readonly PendingStep[]): void => {
  for (const { opId } of steps)
    sql<[OpId]>(db, 'UPDATE hub_pending SET to_check = 1 WHERE op_id = ?').run(opId);
};

/** Queues a step, or updates what it read and wrote. */
export const putPending = (db: WritableDB, step: PendingStep): void => {
  sql<object>(
    db,
    `INSERT INTO hub_pending (n, op_id, kind, time_zone, reads, writes, refusal, log_to, to_check)
     VALUES (@n, @opId, @kind, @timeZone, @reads, @writes, @refusal, @logTo, @toCheck)
     ON CONFLICT (op_id) DO UPDATE SET reads = excluded.reads, writes = excluded.writes, refusal = excluded.refusal,
                                       to_check = excluded.to_check`,
  ).run({
    ...step,
    reads: JSON.stringify(step.reads),
    writes: JSON.stringify(step.writes),
    refusal: step.refusal && JSON.stringify(step.refusal),
    toCheck: step.toCheck ? 1 : 0,
  });
};

/** Removes a step from the queue: the hub has it. */
export const removePending = (db: WritableDB, opId: OpId): void => {
  sql<[OpId]>(
    db,
    `UPDATE hub_state SET last_n = max(last_n, gone.n), log_to = max(hub_state.log_to, gone.log_to)
       FROM (SELECT n, log_to FROM hub_pending WHERE op_id = ?) AS gone`,
  ).run(opId);
  sql<[OpId]>(db, 'DELETE FROM hub_pending WHERE op_id = ?').run(opId);
  forgetHubChanges(db, opId);
};

/** Deletes the recorded changes of a step. */
export const forgetHubChanges = (db: WritableDB, opId: OpId): void => {
  sql<[OpId]>(db, 'DELETE FROM hub_change WHERE op_id = ?').run(opId);
};

/** Renumbers the pending steps, after `last`; `first` are inserted before them. */
export const renumberPending = (db: WritableDB, last = 0, first: readonly PendingStep[] = []): void => {
  const steps = [...first, ...listPending(db)];
  sql<[]>(db, 'DELETE FROM hub_pending').run();
  steps.forEach((step, at) => putPending(db, { ...step, n: last + at + 1 }));
};

/**
 * Assigns the rows that changed in this transaction without a step to this step.
 * @param before only rows that changed before those of this other step; omitted: all. @returns how many.
 */
export const assignChangesTo = (db: WritableDB, opId: OpId, before?: OpId): number =>
  before === undefined
    ? sql<[OpId]>(db, "UPDATE hub_change SET op_id = ? WHERE op_id = ''").run(opId).changes
    : sql<[OpId, OpId]>(
        db,
        "UPDATE hub_change SET op_id = ? WHERE op_id = '' AND id < (SELECT min(id) FROM hub_change WHERE op_id = ?)",
      ).run(opId, before).changes;

/** A changed row, and what it belongs to. */
export type Touched = {
  readonly table: string;
  readonly rowId: number;
  readonly requestId: RequestId | null;
  /** The unique value (a barcode, a name, a number) that the step released or assigned. */
  readonly wasCalled: string | null;
  readonly called: string | null;
};

/** Returns the rows that a step changed, and the requests that they belong to. */
export const listTouched = (db: ReadableDB, opId: OpId): Touched[] =>
  sql<[OpId], Touched>(
    db,
    `SELECT table_name AS "table", row_id AS rowId, request_id AS requestId, was_called AS wasCalled, called
       FROM hub_change WHERE op_id = ?`,
  ).all(opId);

/** Returns the size of a step for the hub, in bytes: its changes, input and answer. */
export const sizeOfStep = (db: ReadableDB, opId: OpId): number =>
  sql<object, number>(
    db,
    `SELECT (SELECT ifnull(sum(octet_length(before) + ifnull(octet_length(after), 0)), 0)
               FROM (SELECT ifnull(before, '') AS before, after FROM hub_change WHERE op_id = @opId))
          + ifnull((SELECT octet_length(input) + octet_length(answer) FROM command_log WHERE op_id = @opId), 0)`,
  )
    .pluck()
    .get({ opId }) ?? 0;
