import type BetterSqlite3 from 'better-sqlite3';
import { sharedColumns, sharedTables } from '../../../electron/main/db/hub-capture.ts';

/** A row of a shared table. */
export type Row = Readonly<Record<string, unknown>>;
/** The rows of all shared tables, each by its id. */
export type Rows = ReadonlyMap<string, Map<number, Row>>;

const byId = (rows: readonly Row[]): Map<number, Row> => new Map(rows.map((row) => [Number(row['id']), row]));

/** The shared rows of a database. */
export const sharedRows = (raw: BetterSqlite3.Database): Rows =>
  new Map(
    sharedTables.map((table) => [
      table,
      byId(
        raw
          .prepare(`SELECT ${sharedColumns(raw, table).join(', ')} FROM ${table} ORDER BY id`)
          .all() as Row[],
      ),
    ]),
  );

/** The same of what was read as lists. */
export const rowsOfLists = (lists: Readonly<Record<string, readonly Row[]>>): Rows =>
  new Map(Object.entries(lists).map(([table, rows]) => [table, byId(rows)]));

/** A copy whose tables may be changed. */
export const copyOfRows = (rows: Rows): Rows => new Map([...rows].map(([table, of]) => [table, new Map(of)]));

const valuesOf = (columns: readonly string[], row: Row | undefined): string =>
  JSON.stringify(row === undefined ? null : columns.map((name) => row[name] ?? null));

/** Where rows differ: the first of each table, in words. @param columnsOf the columns that count. */
export const compareRows = (
  columnsOf: (table: string) => readonly string[],
  whose: string,
  here: Rows,
  there: Rows,
): readonly string[] =>
  sharedTables.flatMap((table) => {
    const columns = columnsOf(table);
    const [mine, theirs] = [here.get(table), there.get(table)];
    const ids = [...new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])])].sort((a, b) => a - b);
    const id = ids.find((at) => valuesOf(columns, mine?.get(at)) !== valuesOf(columns, theirs?.get(at)));
    if (id === undefined) return [];
    const [one, other] = [mine?.get(id), theirs?.get(id)];
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
