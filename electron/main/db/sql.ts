import type BetterSqlite3 from 'better-sqlite3';
import type { ReadableDB } from './types.ts';

type Kept = Map<string, BetterSqlite3.Statement>;

const prepared = new WeakMap<ReadableDB, Kept>();
/** The same for transactions in which rows may refer to later ones. */
const preparedToDefer = new WeakMap<ReadableDB, Kept>();
const deferring = new WeakSet<ReadableDB>();

/** Says whether the transaction of a connection lets rows refer to later ones: `deferForeignKeys` and its end say so. */
export const noteDeferring = (db: ReadableDB, isDeferring: boolean): void => {
  if (isDeferring) deferring.add(db);
  else deferring.delete(db);
};

// SQLite plans what adds a row for the way in which references are checked then: at once, or at the end. One planned for the other way fails too
// early, or leaves its row behind when it fails. All else is the same in both.
const isTheSameInBoth = (text: string): boolean => /^\s*(?:SELECT|UPDATE|DELETE)/.test(text);

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
  const of = deferring.has(db) && !isTheSameInBoth(text) ? preparedToDefer : prepared;
  let statements = of.get(db);
  if (!statements) of.set(db, (statements = new Map<string, BetterSqlite3.Statement>()));
  let statement = statements.get(text);
  if (!statement) statements.set(text, (statement = db.prepare(planOnce(text))));
  return statement as never;
};

/**
 * Constants of ours as they stand in a list of SQL: `'returned-to-partner', 'lost'`. Never for what comes from outside.
 * @throws where a value could end its quotes.
 */
export const sqlList = (values: readonly string[]): string =>
  values
    .map((value) => {
      if (!/^[\w-]+$/.test(value)) throw new Error(`“${value}” cannot stand in a list of SQL.`);
      return `'${value}'`;
    })
    .join(', ');
