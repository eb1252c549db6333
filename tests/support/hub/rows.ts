import type BetterSqlite3 from 'better-sqlite3';
import { sharedColumns, sharedTables } from '../../../electron/main/db/hub-capture.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';

/** A row of a shared table. */
export type Row = Readonly<Record<string, unknown>>;
/** The rows of all shared tables, by id. */
export type Rows = ReadonlyMap<string, Map<number, Row>>;

const byId = (rows: readonly Row[]): Map<number, Row> => new Map(rows.map((row) => [Number(row['id']), row]));

type Known = {
  readonly schema: number | undefined;
  readonly columns: ReadonlyMap<string, readonly string[]>;
};
const knownOf = new WeakMap<BetterSqlite3.Database, Known>();

/** Returns the shared columns of each table, cached as long as the schema is unchanged. */
export const columnsToCompare = (raw: BetterSqlite3.Database): ReadonlyMap<string, readonly string[]> => {
  const schema = sql<[], number>(raw as ReadableDB, 'SELECT schema_version FROM pragma_schema_version')
    .pluck()
    .get();
  const known = knownOf.get(raw);
  if (known?.schema === schema) return known?.columns ?? new Map();
  const columns = new Map(sharedTables.map((table) => [table, sharedColumns(raw, table)]));
  knownOf.set(raw, { schema, columns });
  return columns;
};

/** Returns the shared rows of a database. */
export const sharedRows = (raw: BetterSqlite3.Database): Rows =>
  new Map(
    [...columnsToCompare(raw)].map(([table, columns]) => [
      table,
      byId(sql<[], Row>(raw as ReadableDB, `SELECT ${columns.join(', ')} FROM ${table} ORDER BY id`).all()),
    ]),
  );

/** Converts lists of rows to `Rows`. */
export const rowsOfLists = (lists: Readonly<Record<string, readonly Row[]>>): Rows =>
  new Map(Object.entries(lists).map(([table, rows]) => [table, byId(rows)]));

/** Returns a copy whose tables may be changed. */
export const copyOfRows = (rows: Rows): Rows => new Map([...rows].map(([table, of]) => [table, new Map(of)]));

const isSame = (columns: readonly string[], one: Row | undefined, other: Row | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : columns.every((name) => (one[name] ?? null) === (other[name] ?? null));

const none: ReadonlyMap<number, Row> = new Map();

/** Returns the lowest id at which two tables differ. */
const differingId = (
  columns: readonly string[],
  mine: ReadonlyMap<number, Row>,
  theirs: ReadonlyMap<number, Row>,
): number | undefined => {
  const ids = [...mine.keys(), ...[...theirs.keys()].filter((id) => !mine.has(id))];
  const differing = ids.filter((id) => !isSame(columns, mine.get(id), theirs.get(id)));
  return differing.length === 0 ? undefined : Math.min(...differing);
};

/** Describes the first difference of each table. @param columnsOf the columns to compare, by table. */
export const compareRows = (
  columnsOf: ReadonlyMap<string, readonly string[]>,
  whose: string,
  here: Rows,
  there: Rows,
): readonly string[] =>
  sharedTables.flatMap((table) => {
    const columns = columnsOf.get(table) ?? [];
    const [mine, theirs] = [here.get(table) ?? none, there.get(table) ?? none];
    const id = differingId(columns, mine, theirs);
    if (id === undefined) return [];
    const [one, other] = [mine.get(id), theirs.get(id)];
    const differing = columns
      .filter((name) => (one?.[name] ?? null) !== (other?.[name] ?? null))
      .map((name) => `${name} ${JSON.stringify(one?.[name])}, not ${JSON.stringify(other?.[name])}`);
    const how =
      one === undefined
        ? `lacks ${JSON.stringify(other)}`
        : other === undefined
          ? `has ${JSON.stringify(one)}`
          : differing.slice(0, 6).join('; ');
    return [`${whose}: row ${id} of ${table}: ${how}`];
  });
