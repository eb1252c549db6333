import BetterSqlite3 from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import { sql, sqlList } from '../../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';

const join =
  'SELECT request.id, patron.name FROM request JOIN patron ON patron.id = patron_id WHERE request.id = ?';

const library = (): BetterSqlite3.Database => {
  const db = new BetterSqlite3(':memory:');
  db.exec(`
    CREATE TABLE patron (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE request (id INTEGER PRIMARY KEY, patron_id INTEGER, code TEXT COLLATE NOCASE);
    INSERT INTO patron VALUES (1, 'Reader');
    INSERT INTO request VALUES (1, 1, 'A-1'), (2, 1, '2'), (3, 1, 'A-3');
  `);
  return db;
};

/** Returns how many statements were planned while `work` ran: for each plan the driver creates one function that builds rows. */
const plansMade = (work: () => void): number => {
  const made = vi.spyOn(globalThis, 'Function');
  work();
  return made.mock.calls.length;
};

afterEach(() => {
  vi.restoreAllMocks();
});

test('a join is planned once, whatever its parameters are', () => {
  const db = library();
  const asked = [1, 2, 3, 1];
  expect(plansMade(() => asked.forEach((id) => sql<[number]>(db as ReadableDB, join).get(id)))).toBe(1);
  // Without the workaround SQLite plans it again each time. If that changes, the workaround can be removed.
  const bare = db.prepare(join);
  expect(plansMade(() => asked.forEach((id) => bare.get(id)))).toBeGreaterThan(1);
});

test('values are compared and stored unchanged', () => {
  const db = library() as ReadableDB;
  const store = (name: string | null): void =>
    void sql<[string | null, number]>(db, 'UPDATE patron SET name = ? WHERE id = ?').run(name, 1);
  for (const name of ['+7', '007', '', null]) {
    store(name);
    expect(db.prepare('SELECT name FROM patron').pluck().get()).toBe(name);
  }
  const comparisons = ['code = ?', 'code > ?', 'code <= ?', 'code <> ?', 'id = ?', 'id >= ?'];
  for (const comparison of comparisons)
    for (const value of ['a-1', 'A-3', '2', 2, null]) {
      const text = `SELECT id FROM request WHERE ${comparison}`;
      const found = sql<[string | number | null], { readonly id: number }>(db, text).all(value);
      expect(found, `${comparison} ${value}`).toEqual(db.prepare(text).all(value));
    }
});

test('a constant that could end its quotes is refused in a list', () => {
  expect(sqlList(['returned-to-partner', 'lost'])).toBe("'returned-to-partner', 'lost'");
  for (const value of ["it's", 'a b', '', '\\'])
    expect(() => sqlList([value]), value).toThrow(/cannot stand in a list of SQL/);
});
