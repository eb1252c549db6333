import type BetterSqlite3 from 'better-sqlite3';
import type { ReadableDB } from './types.ts';

type Kept = Map<string, BetterSqlite3.Statement>;

const prepared = new WeakMap<ReadableDB, Kept>();
/** Like `prepared`, for transactions with deferred foreign keys. */
const preparedToDefer = new WeakMap<ReadableDB, Kept>();
const deferring = new WeakSet<ReadableDB>();

/** Records whether the current transaction of a connection defers foreign keys: called when that starts and ends. */
export const noteDeferring = (db: ReadableDB, isDeferring: boolean): void => {
  if (isDeferring) deferring.add(db);
  else deferring.delete(db);
};

// SQLite plans an INSERT for the way in which foreign keys are checked at that time: immediately, or at the end. A plan for the other way
// fails too early, or leaves its row behind when it fails. Other statements are the same in both.
const isTheSameInBoth = (text: string): boolean => /^\s*(?:SELECT|UPDATE|DELETE)/.test(text);

// SQLite plans a join again for every value bound to one of its conditions, which takes far longer than running it. With a plus sign in
// front, the value is the same and the plan is kept.
const planOnce = (text: string): string => text.replaceAll(/(?<=[=<>] )(?=[?@])/g, '+');

/**
 * Returns the prepared statement for this text on this connection: parsed once, cached as long as the connection lives.
 * @template Params the statement's parameters, @template Row its result rows.
 * @throws SqliteError if the text is not valid SQL.
 */
export const sql = <Params extends readonly unknown[] | object, Row = unknown>(
  db: ReadableDB,
  text: string,
): BetterSqlite3.Statement<Params extends readonly unknown[] ? [...Params] : [Params], Row> => {
  const of = deferring.has(db) && !isTheSameInBoth(text) ? preparedToDefer : prepared;
  let statements = of.get(db);
  if (!statements) of.set(db, (statements = new Map<string, BetterSqlite3.Statement>()));
  let statement = statements.get(text);
  if (!statement) statements.set(text, (statement = db.prepare(planOnce(text))));
  return statement as never;
};

/**
 * Formats constants of this program as an SQL list: `'returned-to-partner', 'lost'`. Never use it for values from outside.
 * @throws if a value could end its quotes.
 */
export const sqlList = (values: readonly string[]): string =>
  values
    .map((value) => {
      if (!/^[\w-]+$/.test(value)) throw new Error(`“${value}” cannot stand in a list of SQL.`);
      return `'${value}'`;
    })
    .join(', ');
