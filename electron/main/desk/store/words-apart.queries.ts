import { openPrivate } from '../../db/open.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

// The index of the words of requests, built in another thread than that which writes the database: it is built in a database of its
// own, whose tables are then copied, row for row.

/** Texts of requests, by their numbers. */
export type Words = { readonly ids: readonly number[]; readonly texts: readonly string[] };

type Column = readonly [read: string, written: string];

/**
 * The tables in which FTS5 keeps an index (its settings stand in another one), and how each column is read and written: a million
 * little blobs would take longer to hand over than their texts, and of a column without a type a number from JavaScript is no whole one.
 */
const kept = {
  data: { id: ['id', '?'], block: ['block', '?'] },
  idx: { segid: ['segid', 'CAST(? AS INTEGER)'], term: ['term', '?'], pgno: ['pgno', 'CAST(? AS INTEGER)'] },
  docsize: { id: ['id', '?'], sz: ['hex(sz)', 'unhex(?)'], origin: ['origin', '?'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Column>>>>;
type KeptTable = keyof typeof kept;
const keptTables = Object.keys(kept) as KeptTable[];

/** Rows of one of the tables, value after value. */
export type IndexRows = { readonly table: KeptTable; readonly values: readonly unknown[] };

/** How large the index in memory may be before it becomes a piece of the stored one: few pieces need little merging. */
const bytesInMemory = 8 * 1024 * 1024;
/** So many bytes or rows are handed over in one go. */
const most = { bytes: 1024 * 1024, rows: 10_000 } as const;

/** The statement that makes the index, as the schema has it. */
export const statementOfIndex = (db: ReadableDB): string =>
  sql<[], string>(db, "SELECT sql FROM sqlite_schema WHERE name = 'request_search'").pluck().get() ?? '';

/** An index of words that stands apart. */
export class IndexApart {
  private readonly db: WritableDB = openPrivate();

  /** @param statement which makes the index. */
  constructor(statement: string) {
    const { db } = this;
    db.exec(statement);
    sql<[bigint]>(db, "INSERT INTO request_search (request_search, rank) VALUES ('hashsize', ?)").run(
      BigInt(bytesInMemory),
    );
    db.exec('BEGIN');
  }

  add({ ids, texts }: Words): void {
    const insert = sql<[number, string]>(this.db, 'INSERT INTO request_search (rowid, words) VALUES (?, ?)');
    for (const [at, id] of ids.entries()) insert.run(id, texts[at] ?? '');
  }

  /** All of it, in pieces. Nothing is added afterwards. */
  *rows(): Generator<IndexRows> {
    this.db.exec('COMMIT');
    for (const table of keptTables) {
      let values: unknown[] = [];
      let bytes = 0;
      const columns = Object.values(kept[table])
        .map(([read]: Column) => read)
        .join(', ');
      const stored = sql<[], unknown[]>(this.db, `SELECT ${columns} FROM request_search_${table}`)
        .raw()
        .iterate();
      for (const row of stored) {
        for (const value of row) {
          values.push(value);
          if (value instanceof Uint8Array) bytes += value.length;
        }
        if (bytes < most.bytes && values.length < most.rows * row.length) continue;
        yield { table, values };
        values = [];
        bytes = 0;
      }
      if (values.length > 0) yield { table, values };
    }
  }

  close(): void {
    this.db.close();
  }
}

/** Removes the index, to put another one in its place. */
export const removeIndex = (db: WritableDB): void => {
  for (const table of keptTables) sql<[]>(db, `DELETE FROM request_search_${table}`).run();
};

/** Puts rows of an index that stood apart into the place of a removed one. */
export const putIndexRows = (db: WritableDB, { table, values }: IndexRows): void => {
  const columns = Object.keys(kept[table]);
  const places = Object.values(kept[table])
    .map(([, written]: Column) => written)
    .join(', ');
  const insert = sql<unknown[]>(
    db,
    `INSERT INTO request_search_${table} (${columns.join(', ')}) VALUES (${places})`,
  );
  for (let at = 0; at < values.length; at += columns.length)
    insert.run(...values.slice(at, at + columns.length));
};
