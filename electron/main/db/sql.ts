import type BetterSqlite3 from 'better-sqlite3';
import type { ReadableDB } from './types.ts';

const prepared = new WeakMap<ReadableDB, Map<string, BetterSqlite3.Statement>>();

// SQLite plans a join anew for every value that a condition of it is given, which takes longer by far than to run it. A value
// behind a plus sign is the same value, and the plan stays.
const planOnce = (text: string): string => text.replaceAll(/(?<=[=<>] )(?=[?@])/g, '+');

/**
 * The prepared statement for this text on this connection: parsed once, kept as long as the connection lives.
 * @template Params what the statement takes, @template Row what it gives back.
 * @throws SqliteError when the text is not valid SQL.
 */
export const sql = <Params extends readonly unknown[] | object, Row = unknown>(
  db: ReadableDB,
  text: string,
): BetterSqlite3.Statement<Params extends readonly unknown[] ? [...Params] : [Params], Row> => {
  let statements = prepared.get(db);
  if (!statements) prepared.set(db, (statements = new Map<string, BetterSqlite3.Statement>()));
  let statement = statements.get(text);
  if (!statement) statements.set(text, (statement = db.prepare(planOnce(text))));
  return statement as never;
};
