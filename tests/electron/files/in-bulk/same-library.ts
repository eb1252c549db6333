import type BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import { firstDifference } from '../../../bench/written-rows.ts';

/** All that an index of words finds: which word stands in which row. */
export const wordsOf = (db: BetterSqlite3.Database, index: 'request_search' | 'patron_search'): unknown[] => {
  db.exec(`CREATE VIRTUAL TABLE temp.words USING fts5vocab ('main', '${index}', 'instance')`);
  try {
    return db.prepare('SELECT DISTINCT term, doc FROM temp.words ORDER BY term, doc').raw().all();
  } finally {
    db.exec('DROP TABLE temp.words');
  }
};

export const schemaOf = (db: BetterSqlite3.Database): unknown[] =>
  db
    .prepare(
      "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .raw()
    .all();

/** The order in which SQLite fires triggers is the one in which they were made. */
export const triggersOf = (db: BetterSqlite3.Database, table: string): unknown[] =>
  db
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid")
    .pluck()
    .all(table);

/** Expects two databases to hold the same: every row of every table, what is found, the schema, and nothing damaged. */
export const expectSameLibrary = (one: BetterSqlite3.Database, other: BetterSqlite3.Database): void => {
  // A cell of which the last request went away says the same as none.
  for (const db of [one, other]) db.exec('DELETE FROM request_cube WHERE n = 0');
  expect(firstDifference(one, other)).toBeNull();
  for (const index of ['request_search', 'patron_search'] as const)
    expect(wordsOf(one, index)).toEqual(wordsOf(other, index));
  expect(schemaOf(one)).toEqual(schemaOf(other));
  for (const table of ['request', 'item', 'loan', 'patron'])
    expect(triggersOf(one, table)).toEqual(triggersOf(other, table));
  for (const db of [one, other]) {
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  }
};
