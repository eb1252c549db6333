import BetterSqlite3 from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import { deferForeignKeys, inTransaction } from '../../../electron/main/db/open.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';

const library = (): ReadableDB => {
  const db = new BetterSqlite3(':memory:');
  db.pragma('foreign_keys = ON');
  db.exec(`
    CREATE TABLE request (id INTEGER PRIMARY KEY);
    CREATE TABLE item (id INTEGER PRIMARY KEY, request_id INTEGER REFERENCES request (id));
  `);
  return db as ReadableDB;
};

const addItem = (db: ReadableDB, id: number): void =>
  void sql<[number, number]>(db, 'INSERT INTO item (id, request_id) VALUES (?, ?)').run(id, id);
const addRequest = (db: ReadableDB, id: number): void =>
  void sql<[number]>(db, 'INSERT INTO request (id) VALUES (?)').run(id);
const itemBeforeRequest = (db: ReadableDB, id: number): void => {
  addItem(db, id);
  addRequest(db, id);
};
const count = (db: ReadableDB): number =>
  sql<[], { readonly items: number }>(db, 'SELECT count(*) AS items FROM item').get()?.items ?? 0;

afterEach(() => {
  vi.restoreAllMocks();
});

test('rows may refer to later ones in a transaction with deferred keys, and in no other before or after it', () => {
  const db = library();
  for (const id of [1, 2]) {
    expect(() => inTransaction(db, () => itemBeforeRequest(db, id))).toThrow('FOREIGN KEY');
    inTransaction(db, (writable) => {
      deferForeignKeys(writable);
      itemBeforeRequest(db, id);
    });
    expect(count(db)).toBe(id);
    // Even if the transaction continues: nothing of the failed statement is stored.
    inTransaction(db, () => expect(() => addItem(db, 9)).toThrow('FOREIGN KEY'));
    expect(count(db)).toBe(id);
  }
});

test('nor may updated or deleted rows, whose statements are planned once for both', () => {
  const db = library();
  const moveItem = (to: number): void =>
    void sql<[number, number]>(db, 'UPDATE item SET request_id = ? WHERE id = ?').run(to, 1);
  const deleteRequest = (): void => void sql<[number]>(db, 'DELETE FROM request WHERE id = ?').run(1);
  inTransaction(db, () => {
    addRequest(db, 1);
    addItem(db, 1);
  });
  const eachAtOnce = (): void =>
    inTransaction(db, () => {
      expect(deleteRequest).toThrow('FOREIGN KEY');
      expect(() => moveItem(2)).toThrow('FOREIGN KEY');
    });
  eachAtOnce();
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    deleteRequest();
    moveItem(2);
    moveItem(1);
    addRequest(db, 1);
  });
  eachAtOnce();
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('a row that refers to a missing one fails the transaction at its end, and nothing is stored', () => {
  const db = library();
  inTransaction(db, () => {
    addRequest(db, 1);
    addItem(db, 1);
  });
  expect(() =>
    inTransaction(db, (writable) => {
      deferForeignKeys(writable);
      addItem(db, 2);
    }),
  ).toThrow('FOREIGN KEY');
  expect(count(db)).toBe(1);
  expect(() => inTransaction(db, () => itemBeforeRequest(db, 2))).toThrow('FOREIGN KEY');
});

test('plans are kept: the rows of other workstations are written all day long, between the steps of staff', () => {
  const db = library();
  expect(count(db)).toBe(0);
  // For each plan the driver creates one function that builds rows.
  const plans = vi.spyOn(globalThis, 'Function');
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    count(db);
  });
  count(db);
  expect(plans).not.toHaveBeenCalled();
});
