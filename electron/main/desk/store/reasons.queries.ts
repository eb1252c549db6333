import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The row of a reason for cancelling a request. */
export type ReasonRow = {
  readonly id: number;
  readonly code: string;
  readonly label: string;
  /** 1 if staff may choose it. */
  readonly active: number;
  /** Its position in the list that staff see. */
  readonly position: number;
};

const table: Table<ReasonRow> = {
  name: 'cancellation_reason',
  columns: { id: 'id', code: 'code', label: 'label', active: 'active', position: 'position' },
};

const selectReason = `SELECT ${columnsOf(table)} FROM cancellation_reason`;

/** Returns all reasons in the order in which staff see them. */
export const listReasons = (db: ReadableDB): ReasonRow[] =>
  sql<[], ReasonRow>(db, `${selectReason} ORDER BY position, id`).all();

/** Returns the reasons that staff may choose, in order. */
export const listReasonsInUse = (db: ReadableDB): ReasonRow[] =>
  sql<[], ReasonRow>(db, `${selectReason} WHERE active = 1 ORDER BY position, id`).all();

/** Returns a reason, whether still offered or not, or undefined. */
export const findReason = (db: ReadableDB, code: string): ReasonRow | undefined =>
  sql<[string], ReasonRow>(db, `${selectReason} WHERE code = ?`).get(code);

/** Inserts a reason. Returns its id. */
export const insertReason = (db: WritableDB, row: Omit<ReasonRow, 'id'>): number => insertRow(db, table, row);

/** Updates a reason, or its position in the list. */
export const updateReason = (db: WritableDB, id: number, changes: Partial<Omit<ReasonRow, 'id'>>): void =>
  updateRow(db, table, id, changes);

/** Removes a reason. */
export const deleteReason = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM cancellation_reason WHERE id = ?').run(id);
};
