import type BetterSqlite3 from 'better-sqlite3';
import { sharedColumns, sharedTables } from './hub-capture.ts';
import {
  checksOf,
  partsOfIndex,
  translateCondition,
  UntranslatableError,
  type ConditionColumn,
} from './hub-expressions.ts';
import { formatConditions, type allowedCodesForHub } from './hub-forms.ts';

// The tables of the hub are generated from this database's schema, so that there is only one definition. The same rules apply to rows on
// both sides: types, NOT NULL, defaults, CHECKs, unique indexes and foreign keys.

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
  readonly origin: string;
};
type IndexColumn = { readonly name: string | null; readonly coll: string; readonly key: 0 | 1 };
type ForeignKey = {
  readonly seq: number;
  readonly from: string;
  readonly table: string;
  readonly to: string | null;
};

/** JSON nested deeper than this was not written by this program. */
const deepestJson = 64;

const shared: readonly string[] = sharedTables;
const quoted = (name: string): string => `"${name}"`;

/** SQLite compares text byte by byte; PostgreSQL uses the collation of the database unless told otherwise. */
const typeOf = (column: Column): 'bigint' | 'text' => {
  if (column.type === 'INTEGER') return 'bigint';
  if (column.type === 'TEXT') return 'text';
  throw new UntranslatableError(`${column.name} ${column.type}`);
};
const typeText = (column: Column): string => (typeOf(column) === 'bigint' ? 'bigint' : 'text COLLATE "C"');

const columnsOf = (db: BetterSqlite3.Database, table: string): readonly Column[] => {
  const names = sharedColumns(db, table);
  return (db.pragma(`table_info(${table})`) as Column[]).filter(({ name }) => names.includes(name));
};

const columnText = (column: Column): string =>
  [
    quoted(column.name),
    typeText(column),
    ...(column.pk > 0 ? ['PRIMARY KEY'] : []),
    ...(column.notnull === 1 ? ['NOT NULL'] : []),
    // Needed for rows of a workstation that does not know the column yet.
    ...(column.dflt_value === null ? [] : [`DEFAULT ${column.dflt_value}`]),
  ].join(' ');

const statementOf = (db: BetterSqlite3.Database, name: string): string =>
  (db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name) as string | null) ?? '';

const indexColumnsOf = (db: BetterSqlite3.Database, index: string): readonly IndexColumn[] =>
  (db.pragma(`index_xinfo(${index})`) as IndexColumn[]).filter(({ key }) => key === 1);

const uniqueOf = (db: BetterSqlite3.Database, table: string): readonly Index[] =>
  (db.pragma(`index_list(${table})`) as Index[]).filter(
    ({ unique, origin }) => unique === 1 && origin !== 'pk',
  );

/** SQLite does not report the collation of columns, only of index columns, so it is read from the CREATE TABLE statement. */
const conditionColumns = (db: BetterSqlite3.Database, table: string): readonly ConditionColumn[] => {
  const noCase = new Set(
    [...statementOf(db, table).matchAll(/(\w+)"? TEXT[^,\n]*\bCOLLATE NOCASE\b/gu)].map(([, name]) => name),
  );
  return (db.pragma(`table_info(${table})`) as Column[]).map(({ name, type }) => ({
    name,
    type,
    isNoCase: noCase.has(name),
  }));
};

/** Returns a statement that adds a constraint unless one with this name exists: a hub being updated gets those it lacks. */
const constraint = (table: string, name: string, text: string): string =>
  `DO $$ BEGIN
     IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 'hub_rows.${quoted(table)}'::regclass AND conname = '${name}') THEN
       ALTER TABLE hub_rows.${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${text};
     END IF;
   END $$;`;

const foreignKeysOf = (db: BetterSqlite3.Database, table: string): readonly string[] =>
  (db.pragma(`foreign_key_list(${table})`) as ForeignKey[])
    // ON DELETE actions are left out: workstations push such deletions themselves.
    .map(({ seq, from, table: to, to: column }) => {
      if (seq > 0) throw new UntranslatableError(`a reference of several columns: ${table}`);
      if (!shared.includes(to))
        return `INSERT INTO hub.log_reference ("table", "column") VALUES ('${table}', '${from}') ON CONFLICT DO NOTHING;`;
      if ((column ?? 'id') !== 'id')
        throw new UntranslatableError(`${table} refers to ${to}.${String(column)}`);
      return constraint(
        table,
        `${table}_${from}_fkey`,
        `FOREIGN KEY (${quoted(from)}) REFERENCES hub_rows.${quoted(to)} (id) DEFERRABLE INITIALLY DEFERRED NOT VALID`,
      );
    });

/**
 * Puts all conditions of a row, those of SQLite and the formats of its columns, in one function: the server prepares a CHECK for every
 * statement, but a function once per connection.
 */
const soundnessOf = (db: BetterSqlite3.Database, table: string): string => {
  const statement = statementOf(db, table);
  if (!/\bSTRICT\s*$/iu.test(statement)) throw new UntranslatableError(`${table} is not STRICT`);
  const columns = conditionColumns(db, table);
  const held = checksOf(statement).map((check) => translateCondition(check, columns, '_row.'));
  const forms = columnsOf(db, table).flatMap((column) => formatConditions(table, column, '_row.'));
  const conditions = [...new Set([...held, ...forms])].map((text) => `(${text})`);
  return `
    CREATE OR REPLACE FUNCTION hub_rows.is_sound(_row hub_rows.${quoted(table)}) RETURNS boolean
    LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN ${conditions.join(' AND ') || 'true'}; END $$;
    REVOKE ALL ON FUNCTION hub_rows.is_sound(hub_rows.${quoted(table)}) FROM PUBLIC;
    ${constraint(table, 'is_sound', `CHECK (hub_rows.is_sound(${quoted(table)})) NOT VALID`)}`;
};

const uniqueIndexesOf = (db: BetterSqlite3.Database, table: string): readonly string[] => {
  const known = conditionColumns(db, table);
  return uniqueOf(db, table).map(({ name }) => {
    const text = statementOf(db, name);
    const parts = text === '' ? { on: [], where: null } : partsOfIndex(text);
    const on = indexColumnsOf(db, name).map(({ name: column, coll }, at) =>
      column === null
        ? `(${translateCondition(parts.on[at] ?? '', known)})`
        : coll === 'NOCASE'
          ? `lower(${quoted(column)})`
          : quoted(column),
    );
    const where = parts.where === null ? '' : ` WHERE ${translateCondition(parts.where, known)}`;
    const made = name.startsWith('sqlite_autoindex') ? name.replace('sqlite_autoindex', 'unique') : name;
    return `CREATE UNIQUE INDEX IF NOT EXISTS ${quoted(made)} ON hub_rows.${quoted(table)} (${on.join(', ')})${where};`;
  });
};

/** Columns of a table as a workstation describes them to a hub that does not know them: plain types and literal defaults. */
export type HubTable = {
  readonly table: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: 'bigint' | 'text';
    /** The value of rows that do not include the column; null if it may be empty. */
    readonly without: string | number | null;
  }[];
};

/** The parts of this program that a hub must know beforehand because only an administrator can add them. */
export type SharedLists = {
  readonly tables: readonly string[];
  readonly kinds: readonly string[];
  readonly words: ReturnType<typeof allowedCodesForHub>;
};

/** Describes the shared tables of this database with their columns, for a hub. */
export const describeSharedTables = (db: BetterSqlite3.Database): readonly HubTable[] =>
  sharedTables.map((table) => ({
    table,
    columns: columnsOf(db, table).map((column) => ({
      name: column.name,
      type: typeOf(column),
      without: withoutIt(db, column),
    })),
  }));

const withoutIt = (db: BetterSqlite3.Database, column: Column): string | number | null =>
  column.dflt_value === null
    ? null
    : (db.prepare(`SELECT ${column.dflt_value}`).pluck().get() as string | number | null);

/**
 * Returns statements that record which columns of the hub still need values from a workstation; columns filled earlier may from now on only
 * be written as the kinds of steps allow.
 */
const newColumns = (table: string, names: readonly string[]): string =>
  `DELETE FROM hub.new_column WHERE "table" = '${table}' AND filled AND "column" IN (${names.map((name) => `'${name}'`).join(', ')});
   INSERT INTO hub.new_column ("table", "column", filled)
   SELECT '${table}', name, false FROM unnest('{${names.join(',')}}'::text[]) AS name
    WHERE (SELECT rows_version FROM hub.head) > 0 AND NOT EXISTS (
      SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('hub_rows.${quoted(table)}') AND attname = name AND NOT attisdropped)
   ON CONFLICT DO NOTHING;`;

/** Whether a text is JSON, and not nested too deeply. Not replaced with the other functions, because row conditions call it. */
const isJson = `
CREATE OR REPLACE FUNCTION hub_rows.is_json(value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  nested text;
BEGIN
  PERFORM value::json;
  -- So few parentheses cannot be nested deeper.
  IF length(translate(value, '[{', '')) >= length(value) - ${String(deepestJson)} THEN RETURN true; END IF;
  nested := regexp_replace(value, '"([^"\\\\]|\\\\.)*"|[^][{}"]', '', 'g');
  FOR level IN 1..${String(deepestJson)} LOOP
    nested := replace(replace(nested, '[]', ''), '{}', '');
    IF nested = '' THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;
REVOKE ALL ON FUNCTION hub_rows.is_json FROM PUBLIC;`;

/**
 * Returns the PostgreSQL statements that create the tables of a hub with all their constraints, from the schema of this database. On a hub
 * being updated they add what it lacks.
 * @throws UntranslatableError if the schema contains something that the hub could not enforce.
 */
export const hubTables = (db: BetterSqlite3.Database): string =>
  [
    isJson,
    ...sharedTables.flatMap((table, position) => [
      newColumns(
        table,
        columnsOf(db, table).map(({ name }) => name),
      ),
      `CREATE TABLE IF NOT EXISTS hub_rows.${quoted(table)} (${columnsOf(db, table).map(columnText).join(', ')});`,
      ...columnsOf(db, table).map(
        (column) => `ALTER TABLE hub_rows.${quoted(table)} ADD COLUMN IF NOT EXISTS ${columnText(column)};`,
      ),
      ...uniqueIndexesOf(db, table),
      soundnessOf(db, table),
      `INSERT INTO hub.shared_table (name, position) VALUES ('${table}', ${position}) ON CONFLICT (name) DO UPDATE SET position = EXCLUDED.position;`,
    ]),
    ...sharedTables.flatMap((table) => foreignKeysOf(db, table)),
    `UPDATE hub.head SET rows_version = greatest(rows_version, ${String(db.pragma('user_version', { simple: true }))});`,
  ].join('\n');
