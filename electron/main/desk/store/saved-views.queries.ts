import type { OperatorId } from '../../../../shared/domain/ids.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

type SavedViewRow = { readonly id: number; readonly name: string; readonly view: string };

/** Returns the views of one operator, by name; `view` is JSON. */
export const listViews = (db: ReadableDB, operatorId: OperatorId): SavedViewRow[] =>
  sql<[OperatorId], SavedViewRow>(
    db,
    'SELECT id, name, view FROM saved_view WHERE operator_id = ? ORDER BY name COLLATE NOCASE, id',
  ).all(operatorId);

/** Stores a view, replacing one with the same name. */
export const putView = (db: WritableDB, operatorId: OperatorId, name: string, view: string): void => {
  sql<[number | null, OperatorId, string, string]>(
    db,
    `INSERT INTO saved_view (id, operator_id, name, view) VALUES (?, ?, ?, ?)
     ON CONFLICT (operator_id, name) DO UPDATE SET view = excluded.view`,
  ).run(newId(db, 'saved_view'), operatorId, name, view);
};

/** Removes a view of this operator. Returns whether there was one. */
export const deleteView = (db: WritableDB, operatorId: OperatorId, id: number): boolean =>
  sql<[OperatorId, number]>(db, 'DELETE FROM saved_view WHERE operator_id = ? AND id = ?').run(operatorId, id)
    .changes > 0;

/** Removes all views of an operator. */
export const deleteViewsOf = (db: WritableDB, operatorId: OperatorId): void => {
  sql<[OperatorId]>(db, 'DELETE FROM saved_view WHERE operator_id = ?').run(operatorId);
};
