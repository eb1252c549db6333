import { recordTables } from './change-capture.ts';
import { sql, sqlList } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** A table of fewer rows is read as a whole rather than looked up in. */
const shortTable = 1_000;
/** So many rows of each index are looked at. */
const rowsOfIndex = 400;

/**
 * Lets SQLite look how long the tables are and how often values come in them, by which it plans.
 *
 * It forgets how long those were that were short: it would go on taking them for short, and read all of the log for the last line of it, until
 * somebody looks again. Places and people stay, which do not grow as one works.
 * @param which all tables, after a load in bulk, or those that have changed much.
 * @throws SqliteError.
 */
export const analyzeTables = (db: ReadableDB, which: 'all' | 'changed'): void => {
  db.pragma(`analysis_limit = ${rowsOfIndex}`);
  if (which === 'all') db.exec('ANALYZE');
  else db.pragma('optimize');
  if (sql<[]>(db, "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").get() === undefined) return;
  db.exec(`DELETE FROM sqlite_stat1 WHERE tbl NOT IN (${sqlList(recordTables)}) AND tbl IN
             (SELECT tbl FROM sqlite_stat1 GROUP BY tbl HAVING max(CAST(stat AS INTEGER)) < ${shortTable})`);
  db.exec('ANALYZE sqlite_schema');
};
