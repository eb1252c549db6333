import { recordTables } from './change-capture.ts';
import { sql, sqlList } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** Statistics of tables with fewer rows are discarded. */
const shortTable = 1_000;
/** How many rows of each index are sampled. */
const rowsOfIndex = 400;

/**
 * Lets SQLite gather the statistics by which it plans queries.
 *
 * Statistics of short tables are discarded: SQLite would go on treating them as short and scan the whole log for its last line until the
 * next analysis. Those of places and people are kept, because these tables do not grow with daily work.
 * @param which all tables, after a bulk load, or those that have changed much.
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
