import BetterSqlite3 from 'better-sqlite3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Table } from '../../../electron/main/db/table.ts';
import { insertRow } from '../../../electron/main/db/table.ts';
import type { WritableDB } from '../../../electron/main/db/types.ts';
import { checkProperty } from '../../support/check-property.ts';

// A value that equals the column's default is left out of the statement.

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] as const;
type Row = { readonly id: number } & { readonly [N in (typeof names)[number]]: string | number | null };
const table: Table<Row> = {
  name: 'task',
  columns: { id: 'id', a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f', g: 'g', h: 'h', i: 'i' },
};

test('a row is stored as given, whichever columns have their default values', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec(`CREATE TABLE task (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL DEFAULT '', c TEXT DEFAULT 'it''s',
    d INTEGER NOT NULL DEFAULT 0, e INTEGER DEFAULT 1, f TEXT DEFAULT NULL, g TEXT, h TEXT, i TEXT)`);
  const value = fc.constantFrom('', "it's", null, 'other');
  const number = fc.constantFrom(0, 1, 7);
  let count = 0;
  checkProperty(
    fc.property(
      fc.record<Omit<Row, 'id'>>({
        a: value,
        b: fc.constantFrom('', 'b'),
        c: value,
        d: number,
        e: number,
        f: value,
        g: value,
        h: value,
        i: value,
      }),
      (row) => {
        const id = insertRow(db as WritableDB, table, row);
        expect(db.prepare('SELECT * FROM task WHERE id = ?').get(id)).toEqual({ id, ...row });
        count += 1;
      },
    ),
    // More combinations than statements are cached.
    { numRuns: 400 },
  );
  expect(db.prepare('SELECT count(*) FROM task').pluck().get()).toBe(count);
  db.close();
});
