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

/** Returns all fields of a row for a SELECT: `item.id AS id, item.desk_id AS deskId …`. */
export const columnsOf = <Row extends { readonly id: number }>({ name, columns }: Table<Row>): string =>
  Object.entries(columns)
    .map(([field, column]) => `${name}.${String(column)} AS ${field}`)
    .join(', ');

type Insert = {
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  /** The schema's default for each column. */
  readonly defaults: readonly Value[];
  /** Statements by the set of columns that they include. */
  readonly texts: Map<string, string>;
};

/** How many statements are cached per table, besides the one that includes every column. */
const maxTexts = 100;

type ColumnInfo = { readonly name: string; readonly dflt_value: string | null };

// An import adds rows by the million: this is computed once.
const inserts = new WeakMap<object, Insert>();

const insertOf = <Row extends { readonly id: number }>(db: WritableDB, table: Table<Row>): Insert => {
  const known = inserts.get(table);
  if (known !== undefined) return known;
  const named = Object.entries<string>(table.columns);
  const said = new Map(
    (db.pragma(`table_info(${table.name})`) as ColumnInfo[]).map((info) => [info.name, info.dflt_value]),
  );
  const made = {
    fields: named.map(([field]) => field),
    columns: named.map(([, column]) => column),
    defaults: named.map(([, column]) => asValue(said.get(column) ?? null)),
    texts: new Map<string, string>(),
  };
  inserts.set(table, made);
  return made;
};

/** Parses a default from the schema: a number, or a quoted text. */
const asValue = (written: string | null): Value => {
  if (written === null || written.toUpperCase() === 'NULL') return null;
  return written.startsWith("'") ? written.slice(1, -1).replaceAll("''", "'") : Number(written);
};

/** Returns the statement for a set of columns. @param which their positions, encoded as characters. */
const textOf = (name: string, { columns, texts }: Insert, which: string): string => {
  let text = texts.get(which);
  if (text === undefined) {
    const names = columns.filter((_, at) => which.includes(String.fromCharCode(at + 1)));
    text =
      names.length === 0
        ? `INSERT INTO ${name} DEFAULT VALUES`
        : `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    texts.set(which, text);
  }
  return text;
};

/** Inserts a row with all its fields. Returns its id. */
export const insertRow = <Row extends { readonly id: number }>(
  db: WritableDB,
  table: Table<Row>,
  row: Omit<Row, 'id'>,
): Row['id'] => {
  const insert = insertOf(db, table);
  const { fields, defaults, texts } = insert;
  const id = newId(db, table.name);
  const valueAt = (at: number): Value =>
    fields[at] === 'id' ? id : (row[fields[at] as keyof typeof row] as Value);
  let values: Value[] = [];
  let which = '';
  // Most columns of a request have their default values, and the id is mostly assigned by SQLite: leaving them out takes half the time.
  for (let at = 0; at < fields.length; at += 1) {
    const value = valueAt(at);
    if (value === defaults[at]) continue;
    values.push(value);
    which += String.fromCharCode(at + 1);
  }
  // Statements are cached: rows with ever new sets of columns are written with all columns instead.
  if (texts.size >= maxTexts && !texts.has(which)) {
    values = fields.map((_, at) => valueAt(at));
    which = fields.map((_, at) => String.fromCharCode(at + 1)).join('');
  }
  const text = textOf(table.name, insert, which);
  return Number(sql<Value[]>(db, text).run(...values).lastInsertRowid) as Row['id'];
};

/** Updates some fields of the row with this id. */
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
