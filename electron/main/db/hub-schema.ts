import type BetterSqlite3 from 'better-sqlite3';
import { sharedColumns, sharedTables } from './hub-capture.ts';

// The tables of the hub are those of the workstations: they are made from this database's schema, so that there is one definition.

type Column = {
  readonly name: string;
  readonly type: string;
  readonly notnull: 0 | 1;
  readonly pk: number;
  readonly dflt_value: string | null;
};
type Index = {
  readonly name: string;
  readonly unique: 0 | 1;
  readonly partial: 0 | 1;
  readonly origin: string;
};
type IndexColumn = { readonly name: string | null; readonly coll: string; readonly key: 0 | 1 };
type ForeignKey = { readonly from: string; readonly table: string };

const shared: readonly string[] = sharedTables;
const quoted = (name: string): string => `"${name}"`;
const typeOf = (column: Column): string => (column.type === 'INTEGER' ? 'bigint' : 'text');

const columnsOf = (db: BetterSqlite3.Database, table: string): readonly Column[] => {
  const names = sharedColumns(db, table);
  return (db.pragma(`table_info(${table})`) as Column[]).filter(({ name }) => names.includes(name));
};

const columnText = (column: Column): string =>
  [
    quoted(column.name),
    typeOf(column),
    ...(column.pk > 0 ? ['PRIMARY KEY'] : []),
    ...(column.notnull === 1 ? ['NOT NULL'] : []),
    // A row of a workstation that does not know the column yet.
    ...(column.dflt_value === null ? [] : [`DEFAULT ${column.dflt_value}`]),
  ].join(' ');

const foreignKeysOf = (db: BetterSqlite3.Database, table: string): readonly string[] =>
  (db.pragma(`foreign_key_list(${table})`) as ForeignKey[])
    // Lines of the log of steps are no rows here. What is deleted along with a row, a workstation says itself.
    .filter((key) => shared.includes(key.table))
    .map(
      (key) =>
        `ALTER TABLE hub_rows.${quoted(table)} ADD FOREIGN KEY (${quoted(key.from)}) REFERENCES hub_rows.${quoted(key.table)} (id) DEFERRABLE INITIALLY DEFERRED;`,
    );

const expressionsOf = (text: string): string => text.replaceAll('ifnull(', 'coalesce(');

/** What stands between the first "(" of an index and the one that closes it, part by part. */
const partsOf = (text: string): readonly string[] => {
  const parts = [''];
  let depth = 0;
  for (const letter of text.slice(text.indexOf('('))) {
    if (letter === '(' && depth++ === 0) continue;
    if (letter === ')' && --depth === 0) break;
    if (letter === ',' && depth === 1) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
};

const uniqueIndexesOf = (db: BetterSqlite3.Database, table: string): readonly string[] =>
  (db.pragma(`index_list(${table})`) as Index[])
    .filter(({ unique, origin }) => unique === 1 && origin !== 'pk')
    .map(({ name }) => {
      const text = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name) as
        | string
        | null;
      const columns = (db.pragma(`index_xinfo(${name})`) as IndexColumn[]).filter(({ key }) => key === 1);
      const on = columns.map(({ name: column, coll }, at) =>
        column === null
          ? `(${expressionsOf(partsOf(text ?? '')[at] ?? '')})`
          : coll === 'NOCASE'
            ? `lower(${quoted(column)})`
            : quoted(column),
      );
      const where = text === null ? '' : (/\sWHERE\s[^]*$/.exec(text)?.[0] ?? '');
      const made = name.startsWith('sqlite_autoindex') ? name.replace('sqlite_autoindex', 'unique') : name;
      return `CREATE UNIQUE INDEX ${quoted(made)} ON hub_rows.${quoted(table)} (${on.join(', ')})${expressionsOf(where)};`;
    });

/** A table as a hub is told of it that does not know it, or not all of it: plain types, literal defaults, no expressions. */
export type HubTable = {
  readonly table: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: 'bigint' | 'text';
    /** What a row has that does not name it; null where it may be empty. */
    readonly without: string | number | null;
    readonly refersTo: string | null;
  }[];
  /** Lists of columns that are there once; of those with `lower` it makes no difference how they are written. */
  readonly once: readonly (readonly { readonly name: string; readonly lower: boolean }[])[];
};

/** The shared tables of this database, as a hub is told of them. */
export const describeSharedTables = (db: BetterSqlite3.Database): readonly HubTable[] =>
  sharedTables.map((table) => {
    const keys = db.pragma(`foreign_key_list(${table})`) as ForeignKey[];
    return {
      table,
      columns: columnsOf(db, table).map((column) => ({
        name: column.name,
        type: typeOf(column) as 'bigint' | 'text',
        without: withoutIt(db, column),
        refersTo:
          keys.find(({ from, table: to }) => from === column.name && shared.includes(to))?.table ?? null,
      })),
      once: onceOf(db, table),
    };
  });

const withoutIt = (db: BetterSqlite3.Database, column: Column): string | number | null =>
  column.dflt_value === null
    ? null
    : (db.prepare(`SELECT ${column.dflt_value}`).pluck().get() as string | number | null);

const onceOf = (db: BetterSqlite3.Database, table: string): HubTable['once'] =>
  (db.pragma(`index_list(${table})`) as Index[])
    .filter(({ unique, partial, origin }) => unique === 1 && partial === 0 && origin !== 'pk')
    .map(({ name }) =>
      (db.pragma(`index_xinfo(${name})`) as IndexColumn[])
        .filter(({ key }) => key === 1)
        .flatMap(({ name: column, coll }) =>
          column === null ? [] : [{ name: column, lower: coll === 'NOCASE' }],
        ),
    )
    .filter((columns) => columns.length > 0);

/**
 * The statements that make the tables of a hub, with their keys and what is there once: for PostgreSQL, from the schema of this
 * database.
 */
export const hubTables = (db: BetterSqlite3.Database): string =>
  [
    ...sharedTables.flatMap((table, position) => [
      `CREATE TABLE hub_rows.${quoted(table)} (${columnsOf(db, table).map(columnText).join(', ')});`,
      ...uniqueIndexesOf(db, table),
      `INSERT INTO hub.shared_table (name, position) VALUES ('${table}', ${position});`,
    ]),
    ...sharedTables.flatMap((table) => foreignKeysOf(db, table)),
    `UPDATE hub.head SET rows_version = ${String(db.pragma('user_version', { simple: true }))};`,
  ].join('\n');
