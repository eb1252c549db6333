import type BetterSqlite3 from 'better-sqlite3';

// Records the rows that a command wrote, and writes the same rows again with plain statements.

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

/** A row that a command inserted (no `before`), deleted (no `after`) or updated. */
export type WrittenRow = {
  readonly table: string;
  readonly before: Row | null;
  readonly after: Row | null;
};

/**
 * The tables and columns that the schema's own triggers maintain. Writing the other rows updates these too, so they need not be
 * replayed: their cost is in the floor as in the command.
 */
const keptBySchema: readonly string[] = [
  'request_cube',
  'request_search_todo',
  'request_search',
  'patron_search',
  'report',
];
const columnsKeptBySchema: readonly string[] = ['active_notes'];

type Column = { readonly name: string; readonly pk: number };

const columnsOf = (raw: BetterSqlite3.Database, table: string): readonly Column[] =>
  raw.pragma(`main.table_info(${table})`) as Column[];

/** The tables that commands write to. */
export const writtenTables = (raw: BetterSqlite3.Database): readonly string[] =>
  (
    raw
      .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[]
  ).filter((table) => !keptBySchema.some((kept) => table === kept || table.startsWith(`${kept}_`)));

/** Starts recording the writes of this connection in all tables. Returns a function that takes the recorded rows. */
export const recordWrites = (raw: BetterSqlite3.Database): (() => readonly WrittenRow[]) => {
  raw.exec('CREATE TEMP TABLE written (id INTEGER PRIMARY KEY, tbl TEXT, before TEXT, after TEXT)');
  for (const table of writtenTables(raw)) {
    const names = columnsOf(raw, table)
      .map(({ name }) => name)
      .filter((name) => !columnsKeptBySchema.includes(name));
    const image = (alias: string): string =>
      `json_object(${names.map((name) => `'${name}', ${alias}.${name}`).join(', ')})`;
    const trigger = (when: string, before: string, after: string): string =>
      `CREATE TEMP TRIGGER written_${table}_${when} AFTER ${when} ON main.${table}
       BEGIN INSERT INTO written (tbl, before, after) VALUES ('${table}', ${before}, ${after}); END;`;
    raw.exec(trigger('INSERT', 'NULL', image('NEW')));
    raw.exec(trigger('UPDATE', image('OLD'), image('NEW')));
    raw.exec(trigger('DELETE', image('OLD'), 'NULL'));
  }
  const all = raw.prepare('SELECT tbl, before, after FROM written ORDER BY id');
  const forget = raw.prepare('DELETE FROM written');
  return () => {
    const rows = all.all() as { tbl: string; before: string | null; after: string | null }[];
    forget.run();
    return rows.map(({ tbl, before, after }) => ({
      table: tbl,
      before: before === null ? null : (JSON.parse(before) as Row),
      after: after === null ? null : (JSON.parse(after) as Row),
    }));
  };
};

/** A statement and its bound values. */
type Write = { readonly statement: BetterSqlite3.Statement; readonly values: readonly Value[] };

export type Replayer = {
  /** Prepares the statements of one command. Not part of the measurement: the program prepares each statement once. */
  readonly ready: (rows: readonly WrittenRow[]) => readonly Write[];
  /** Runs them in one transaction. */
  readonly run: (writes: readonly Write[]) => void;
};

/**
 * Writes the rows again on another copy. An update names only the columns that differ, so that it touches no index that
 * the command need not have touched: the floor is as low as these rows allow.
 * The connection has no temporary triggers: the change log for undo belongs to the command, and its rows are replayed as rows.
 */
export const replayer = (raw: BetterSqlite3.Database): Replayer => {
  const statements = new Map<string, BetterSqlite3.Statement>();
  const keys = new Map(
    writtenTables(raw).map((table) => {
      const columns = columnsOf(raw, table);
      return [table, columns.filter(({ pk }) => pk > 0).map(({ name }) => name)] as const;
    }),
  );
  const prepared = (text: string): BetterSqlite3.Statement => {
    let statement = statements.get(text);
    if (!statement) statements.set(text, (statement = raw.prepare(text)));
    return statement;
  };
  const writeOf = ({ table, before, after }: WrittenRow): Write | null => {
    const key = keys.get(table) ?? [];
    const where = key.map((name) => `${name} = ?`).join(' AND ');
    if (before === null && after !== null) {
      const names = Object.keys(after);
      const text = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
      return { statement: prepared(text), values: Object.values(after) };
    }
    if (before === null) return null;
    const keyValues = key.map((name) => before[name] ?? null);
    if (after === null)
      return { statement: prepared(`DELETE FROM ${table} WHERE ${where}`), values: keyValues };
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    if (changed.length === 0) return null;
    const set = changed.map((name) => `${name} = ?`).join(', ');
    return {
      statement: prepared(`UPDATE ${table} SET ${set} WHERE ${where}`),
      values: [...changed.map((name) => after[name] ?? null), ...keyValues],
    };
  };
  const transaction = raw.transaction((writes: readonly Write[]) => {
    for (const { statement, values } of writes) statement.run(...values);
  });
  return {
    ready: (rows) => rows.flatMap((row) => writeOf(row) ?? []),
    run: (writes) => transaction.immediate(writes),
  };
};

/** The first difference between two databases, in any table, or null. */
export const firstDifference = (
  one: BetterSqlite3.Database,
  other: BetterSqlite3.Database,
): string | null => {
  for (const table of [...writtenTables(one), 'request_cube', 'request_search_todo']) {
    const columns = columnsOf(one, table);
    const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
    const text = `SELECT * FROM ${table} ORDER BY ${key.length > 0 ? key.join(', ') : 'rowid'}`;
    const theirs = other.prepare(text).raw().iterate();
    for (const mine of one.prepare(text).raw().iterate()) {
      const next = theirs.next();
      const [left, right] = [JSON.stringify(mine), JSON.stringify(next.done ? null : next.value)];
      if (left === right) continue;
      theirs.return?.();
      return `${table}: ${left} and ${right}`;
    }
    if (!theirs.next().done) return `${table}: more rows`;
  }
  return null;
};
