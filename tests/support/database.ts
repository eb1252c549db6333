import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';

/** The database file of a data folder. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'borrow-desk.sqlite');

/** Queries the database file directly, outside the program. */
export const ask = <T = unknown>(dataDir: string, query: string, ...values: readonly unknown[]): T[] => {
  const db = new BetterSqlite3(databaseFile(dataDir), { readonly: true });
  try {
    return db.prepare(query).all(...values) as T[];
  } finally {
    db.close();
  }
};
