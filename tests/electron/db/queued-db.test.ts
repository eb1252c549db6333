import BetterSqlite3 from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSurelyAbsent, queuedDatabase } from '../../../electron/main/db/queued-db.ts';
import { QueuedWriter } from '../../../electron/main/db/queued-writer.ts';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';

// Whoever works with a database that another thread writes gets the same answers and leaves the same rows.

const schema = `
  CREATE TABLE thing (id INTEGER PRIMARY KEY, code TEXT NOT NULL COLLATE NOCASE UNIQUE, size INTEGER);
  CREATE TABLE part (id INTEGER PRIMARY KEY AUTOINCREMENT, thing_id INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '');
  CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  INSERT INTO thing (code) VALUES ('there');
  INSERT INTO part (thing_id) VALUES (1), (1);
  DELETE FROM part`;

type Both = {
  readonly plain: BetterSqlite3.Database;
  readonly written: BetterSqlite3.Database;
  readonly queued: ReadableDB;
  readonly flush: () => void;
  readonly sent: () => number;
};
let both: Both;

beforeEach(() => {
  const [plain, written] = [new BetterSqlite3(':memory:'), new BetterSqlite3(':memory:')];
  for (const db of [plain, written]) db.exec(schema).exec('BEGIN');
  const writer = new QueuedWriter(written as ReadableDB);
  let sent = 0;
  const { db: queued, flush } = queuedDatabase(
    'written',
    {
      send: (rows) => {
        sent += 1;
        // As from thread to thread.
        writer.write(structuredClone(rows));
      },
      ask: (asked) => structuredClone(writer.answer(asked)),
    },
    new Map([
      ['thing', { hasId: true, key: 'code' }],
      ['part', { hasId: true, key: null }],
    ]),
    () => ['there'],
  );
  both = { plain, written, queued, flush, sent: () => sent };
});
afterEach(() => {
  both.plain.close();
  both.written.close();
});

const expectSameRows = (): void => {
  both.flush();
  for (const table of ['thing', 'part', 'place'])
    expect(both.written.prepare(`SELECT * FROM ${table}`).all()).toEqual(
      both.plain.prepare(`SELECT * FROM ${table}`).all(),
    );
};

type Step = (db: ReadableDB) => unknown;
const code = fc.constantFrom('a', 'A', 'b', 'c', 'There', 'd');
const whole = fc.integer({ min: 1, max: 9 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(code, whole).map(([text, size]): Step => (db) => {
      const found = isSurelyAbsent(db, 'thing', text)
        ? undefined
        : sql<[string]>(db, 'SELECT id FROM thing WHERE code = ?').get(text);
      if (found !== undefined) return found;
      return sql<[string, number]>(db, 'INSERT INTO thing (code, size) VALUES (?, ?)').run(text, size)
        .lastInsertRowid;
    }),
  },
  {
    weight: 4,
    arbitrary: whole.map(
      (n): Step =>
        (db) =>
          sql<[number, string]>(db, 'INSERT INTO part (thing_id, name) VALUES (?, ?)').run(n, `part ${n}`)
            .lastInsertRowid,
    ),
  },
  fc.tuple(code, whole).map(
    ([text, n]): Step =>
      (db) =>
        sql<object>(db, 'UPDATE OR IGNORE thing SET code = @text WHERE id = @n').run({ text, n }).changes,
  ),
  whole.map(
    (n): Step =>
      (db) =>
        sql<[number]>(db, 'DELETE FROM thing WHERE id = ?').run(n).changes,
  ),
  whole.map(
    (n): Step =>
      (db) =>
        sql<[number]>(db, 'DELETE FROM part WHERE id >= ?').run(n).changes,
  ),
  whole.map(
    (n): Step =>
      (db) =>
        sql<[string]>(db, 'INSERT INTO place (name) VALUES (?)').run(`${n}`).lastInsertRowid,
  ),
  fc.constant<Step>((db) => sql<[]>(db, 'SELECT count(*) FROM place').pluck().get()),
  fc.constant<Step>((db) => [...sql<[]>(db, 'SELECT * FROM part ORDER BY id').raw().iterate()]),
);

test('steps drawn by lot, some of them put back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(step, { maxLength: 12 }), fc.boolean()), { maxLength: 6 }),
      (turns) => {
        both.plain.exec('ROLLBACK; BEGIN');
        both.written.exec('ROLLBACK; BEGIN');
        for (const [steps, putsBack] of turns) {
          const answers = [both.plain as ReadableDB, both.queued].map((db) => {
            const said: unknown[] = [];
            try {
              inTransaction(db, () => {
                for (const one of steps) said.push(one(db));
                if (putsBack) throw new Error('put back');
              });
            } catch (error) {
              said.push(error instanceof Error ? error.message : error);
            }
            return said;
          });
          expect(answers[1]).toEqual(answers[0]);
        }
        expectSameRows();
        both.plain.exec('ROLLBACK; BEGIN');
        both.flush();
        both.written.exec('ROLLBACK; BEGIN');
        // What the database knows of both is as before them.
        sql<[]>(both.queued, 'DELETE FROM place').run();
        sql<[]>(both.queued, 'UPDATE thing SET code = code').run();
      },
    ),
    { numRuns: 200 },
  );
});

test('rows go over in large pieces, and before a question is answered', () => {
  for (let n = 0; n < 5_000; n += 1)
    for (const db of [both.plain as ReadableDB, both.queued])
      sql<[string, number]>(db, 'INSERT INTO thing (code, size) VALUES (?, ?)').run(`T${n}`, n);
  expect(both.sent()).toBeGreaterThan(0);
  expect(both.sent()).toBeLessThan(5);
  expect(sql<[]>(both.queued, 'SELECT max(size) FROM thing').pluck().get()).toBe(4_999);
  expectSameRows();
});

test('what is not there is known without a question', () => {
  expect(isSurelyAbsent(both.queued, 'thing', 'new')).toBe(true);
  expect(isSurelyAbsent(both.queued, 'thing', 'THERE')).toBe(false);
  sql<[string]>(both.queued, 'INSERT INTO thing (code) VALUES (?)').run('New');
  expect(isSurelyAbsent(both.queued, 'thing', 'new')).toBe(false);
  expect(isSurelyAbsent(both.plain as ReadableDB, 'thing', 'other')).toBe(false);
  sql<[]>(both.queued, "UPDATE thing SET code = 'moved' WHERE id = 1").run();
  expect(isSurelyAbsent(both.queued, 'thing', 'moved')).toBe(false);
});
