import type { SharedTable } from './hub-capture.ts';
import { newId } from './new-id.ts';
import { sql } from './sql.ts';
import type { WritableDB } from './types.ts';

/** A table: its name, and the column of each field of its rows. */
export type Table<Row extends { readonly id: number }> = {
  readonly name: SharedTable;
  readonly columns: { readonly [Field in keyof Row]: string };
};

type Value = string | number | null;

/** All fields of a row for a SELECT: `item.id AS id, item.desk_id AS deskId …`. */
export const columnsOf = <Row extends { readonly id: number }>({ name, columns }: Table<Row>): string =>
  Object.entries(columns)
    .map(([field, column]) => `${name}.${String(column)} AS ${field}`)
    .join(', ');

type Insert = { readonly text: string; readonly fields: readonly string[] };

// An import adds rows by the million: this is made once, and values go by place, which is quicker than by name.
const inserts = new WeakMap<object, Insert>();

const insertOf = <Row extends { readonly id: number }>(table: Table<Row>): Insert => {
  const known = inserts.get(table);
  if (known !== undefined) return known;
  const columns = Object.entries<string>(table.columns).filter(([field]) => field !== 'id');
  const names = ['id', ...columns.map(([, column]) => column)];
  const text = `INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  const made = { text, fields: columns.map(([field]) => field) };
  inserts.set(table, made);
  return made;
};

/** Adds a row, of which every field is said. Returns its id. */
export const insertRow = <Row extends { readonly id: number }>(
  db: WritableDB,
  table: Table<Row>,
  row: Omit<Row, 'id'>,
): Row['id'] => {
  const { text, fields } = insertOf(table);
  const values = fields.map((field) => row[field as keyof typeof row] as Value);
  return Number(sql<Value[]>(db, text).run(newId(db, table.name), ...values).lastInsertRowid) as Row['id'];
};

/** Changes some fields of the row with this id. */
export const updateRow = <Row extends { readonly id: number }>(
  db: WritableDB,
  table: Table<Row>,
  id: Row['id'],
  changes: Partial<Omit<Row, 'id'>>,
): void => {
  const fields = Object.keys(changes) as (keyof typeof changes)[];
  if (fields.length === 0) return;
  const text = fields.map((field) => `${table.columns[field]} = ?`).join(', ');
  const values = fields.map((field) => changes[field] as Value);
  sql<Value[]>(db, `UPDATE ${table.name} SET ${text} WHERE id = ?`).run(...values, id);
};
