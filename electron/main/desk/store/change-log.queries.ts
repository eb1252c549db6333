import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import type { stepTables } from '../../db/change-capture.ts';
import type { SharedTable } from '../../db/hub-capture.ts';
import { joinOperator, operatorName } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

export type StepTable = (typeof stepTables)[number];

/** A row as stored in JSON: columns by name. */
export type RowImage = Readonly<Record<string, string | number | null>>;

/** One row that a step changed: `before` is null for an inserted row, `after` for a deleted one. */
export type Change = {
  readonly id: number;
  readonly opId: OpId;
  readonly table: StepTable;
  readonly rowId: number;
  readonly before: RowImage | null;
  readonly after: RowImage | null;
};

type ChangeRow = Omit<Change, 'before' | 'after'> & {
  readonly before: string | null;
  readonly after: string | null;
};

const image = (json: string | null): RowImage | null =>
  json === null ? null : (JSON.parse(json) as RowImage);
const asChange = (row: ChangeRow): Change => ({ ...row, before: image(row.before), after: image(row.after) });

const selectChange =
  'SELECT id, op_id AS opId, table_name AS "table", row_id AS rowId, before, after FROM change_log';

/** Returns the changes of a step, in their original order. */
export const listChanges = (db: ReadableDB, opId: OpId): Change[] =>
  sql<[OpId], ChangeRow>(db, `${selectChange} WHERE op_id = ? ORDER BY id`).all(opId).map(asChange);

/**
 * Returns the changes of the same row by later steps that were not undone, oldest first. Changes by an undo do not count: they restored
 * what the remaining steps had left.
 * @param wholeRows only those that inserted or deleted the row
 */
export const listLaterChanges = (db: ReadableDB, change: Change, wholeRows = false): Change[] =>
  sql<object, ChangeRow>(
    db,
    `SELECT later.id, later.op_id AS opId, later.table_name AS "table", later.row_id AS rowId,
            later.before, later.after
       FROM change_log AS later JOIN command_log USING (op_id)
      WHERE later.table_name = @table AND later.row_id = @rowId AND later.id > @id AND later.op_id <> @opId
        AND undone_by IS NULL AND kind <> 'undo'
        ${wholeRows ? 'AND (later.before IS NULL OR later.after IS NULL)' : ''}
      ORDER BY later.id`,
  )
    .all({ table: change.table, rowId: change.rowId, id: change.id, opId: change.opId })
    .map(asChange);

/** Returns the newest change of a row by a step that was not undone; changes by an undo do not count. */
export const findNewestChange = (db: ReadableDB, table: StepTable, rowId: number): Change | undefined => {
  const row = sql<object, ChangeRow>(
    db,
    `SELECT newest.id, newest.op_id AS opId, newest.table_name AS "table", newest.row_id AS rowId,
            newest.before, newest.after
       FROM change_log AS newest JOIN command_log USING (op_id)
      WHERE newest.table_name = @table AND newest.row_id = @rowId AND undone_by IS NULL AND kind <> 'undo'
      ORDER BY newest.id DESC LIMIT 1`,
  ).get({ table, rowId });
  return row && asChange(row);
};

/** Returns who last changed a column of a row, by a step that was not undone, and when. Column names are our own. */
export const findLastChangeOf = (
  db: ReadableDB,
  table: StepTable,
  rowId: number,
  column: string,
): { readonly at: Instant; readonly operatorName: string } | undefined =>
  sql<object, { readonly at: Instant; readonly operatorName: string }>(
    db,
    `SELECT at, ${operatorName}
       FROM change_log AS last JOIN command_log USING (op_id) ${joinOperator}
      WHERE last.table_name = @table AND last.row_id = @rowId AND undone_by IS NULL AND kind <> 'undo'
        AND last.before ->> '$.${column}' IS NOT last.after ->> '$.${column}'
      ORDER BY last.id DESC LIMIT 1`,
  ).get({ table, rowId });

/** Rewrites the logged images of a row before and after a change. */
export const rewriteChange = (
  db: WritableDB,
  id: number,
  images: { readonly before: RowImage | null; readonly after: RowImage | null },
): void => {
  sql<object>(db, 'UPDATE change_log SET before = @before, after = @after WHERE id = @id').run({
    id,
    before: images.before && JSON.stringify(images.before),
    after: images.after && JSON.stringify(images.after),
  });
};

/** Reassigns a change to another step, which is credited with it from now on. */
export const moveChange = (db: WritableDB, id: number, to: OpId): void => {
  sql<[OpId, number]>(db, 'UPDATE change_log SET op_id = ? WHERE id = ?').run(to, id);
};

/**
 * Deletes the changes of all steps that changed a row, which was replaced by the hub's version: these steps can no longer be undone here.
 */
export const forgetChangesOfRow = (db: WritableDB, table: SharedTable, rowId: number): void => {
  sql<[string, number]>(
    db,
    'DELETE FROM change_log WHERE op_id IN (SELECT op_id FROM change_log WHERE table_name = ? AND row_id = ?)',
  ).run(table, rowId);
};

/** Returns the current row, or undefined. */
export const readRow = (db: ReadableDB, table: SharedTable, rowId: number): RowImage | undefined =>
  sql<[number], RowImage>(db, `SELECT * FROM ${table} WHERE id = ?`).get(rowId);

/** Writes some columns of a row. Column names come from our own log of our own tables. Returns 0 if the row does not exist. */
export const writeColumns = (
  db: WritableDB,
  table: SharedTable,
  rowId: number,
  columns: RowImage,
): number => {
  const names = Object.keys(columns);
  if (names.length === 0) return 1;
  return sql<object>(
    db,
    `UPDATE ${table} SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @rowId`,
  ).run({ ...columns, rowId }).changes;
};

/** Reinserts a deleted row. Returns 1. */
export const insertRow = (db: WritableDB, table: SharedTable, row: RowImage): number => {
  const names = Object.keys(row);
  return sql<object>(
    db,
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  ).run(row).changes;
};

/** Inserts many rows, all with the columns of the first one. */
export const insertRows = (db: WritableDB, table: SharedTable, rows: readonly RowImage[]): void => {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return;
  const insert = sql<unknown[]>(
    db,
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  // By position: looking up names in each row would double the time.
  for (const row of rows) insert.run(...names.map((name) => row[name]));
};

/** Deletes a row that a step had inserted. Returns 0 if it does not exist. */
export const deleteRow = (db: WritableDB, table: SharedTable, rowId: number): number =>
  sql<[number]>(db, `DELETE FROM ${table} WHERE id = ?`).run(rowId).changes;
