import { sql } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** Rows that are handed over: texts of statements that are new, then for each row the number of its text, how many values, and those. */
export type QueuedRows = { readonly texts: readonly string[]; readonly values: readonly unknown[] };

/** A question to the database. */
export type Asked = {
  readonly how: 'get' | 'all' | 'run' | 'exec' | 'pragma';
  readonly text: string;
  readonly params: readonly unknown[];
  readonly shape?: 'pluck' | 'raw';
};

/** Writes what `queued-db.ts` hands over, on the connection that holds the transaction. */
export class QueuedWriter {
  private readonly db: ReadableDB;
  private readonly texts: string[] = [];

  constructor(db: ReadableDB) {
    this.db = db;
  }

  /** @throws SqliteError; which rows were written nobody knows then. */
  write({ texts, values }: QueuedRows): void {
    this.texts.push(...texts);
    for (let at = 0; at < values.length;) {
      const text = this.texts[values[at] as number] ?? '';
      const from = at + 2;
      at = from + (values[at + 1] as number);
      sql<unknown[]>(this.db, text).run(...values.slice(from, at));
    }
  }

  /** @throws SqliteError. */
  answer({ how, text, params, shape }: Asked): unknown {
    if (how === 'exec') return void this.db.exec(text);
    if (how === 'pragma') return this.db.pragma(text, { simple: params[0] === true });
    const statement = sql<unknown[]>(this.db, text);
    if (shape === 'pluck') statement.pluck();
    if (shape === 'raw') statement.raw();
    return statement[how](...params);
  }
}
