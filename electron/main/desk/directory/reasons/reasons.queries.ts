import { sql } from '../../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';

export type ReasonRow = {
  readonly id: number;
  readonly code: string;
  readonly label: string;
  readonly active: number;
};

/** All reasons in the order in which staff are offered them. */
export const listReasons = (db: ReadableDB): ReasonRow[] =>
  sql<[], ReasonRow>(
    db,
    'SELECT id, code, label, active FROM cancellation_reason ORDER BY position, id',
  ).all();

/** Adds a reason behind the others. */
export const insertReason = (db: WritableDB, row: Omit<ReasonRow, 'id'>): number =>
  Number(
    sql<object>(
      db,
      `INSERT INTO cancellation_reason (code, label, active, position)
       VALUES (@code, @label, @active, (SELECT ifnull(max(position), 0) + 1 FROM cancellation_reason))`,
    ).run(row).lastInsertRowid,
  );

export const updateReason = (db: WritableDB, row: ReasonRow): void => {
  sql<object>(
    db,
    'UPDATE cancellation_reason SET code = @code, label = @label, active = @active WHERE id = @id',
  ).run(row);
};

export const putPosition = (db: WritableDB, id: number, position: number): void => {
  sql<[number, number]>(db, 'UPDATE cancellation_reason SET position = ? WHERE id = ?').run(position, id);
};

export const deleteReason = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM cancellation_reason WHERE id = ?').run(id);
};

/** How many requests were cancelled for a reason. */
export const countReasonUses = (db: ReadableDB, code: string): number =>
  sql<[string], { readonly n: number }>(db, 'SELECT count(*) AS n FROM request WHERE cancel_reason = ?').get(
    code,
  )?.n ?? 0;
