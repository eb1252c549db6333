import type BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import { firstDifference } from '../../../bench/written-rows.ts';

/** Everything that a full-text index contains: which word is in which row. */
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

/** SQLite fires triggers in the order in which they were created. */
export const triggersOf = (db: BetterSqlite3.Database, table: string): unknown[] =>
  db
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid")
    .pluck()
    .all(table);

/** Expects two databases to be equal: every row of every table, the full-text indexes, the schema, and integrity. */
export const expectSameLibrary = (one: BetterSqlite3.Database, other: BetterSqlite3.Database): void => {
  // A cell whose last request was removed equals a missing one.
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
