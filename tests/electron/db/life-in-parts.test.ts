import BetterSqlite3 from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { supplyStates } from '../../../shared/domain/life/life.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';
import { add, addAll, at, before, choices, keptWrong, lifeIn, read, saidBy } from './life-before-parts.ts';

// Migration 90 takes every stored status apart.

const words = [...requestStatusCodes, 'A_STATUS_FROM_OUTSIDE'];

test('every status with none to three volumes, wherever they are, is taken apart as a file’s is, or kept as a word from outside', () => {
  const db = before();
  const all = words.flatMap((word) => choices(3).map((volumes) => ({ word, volumes })));
  db.transaction(() =>
    addAll(
      db,
      all.map(({ word, volumes }, index) => [index + 1, word, volumes]),
    ),
  )();
  migrate(db, migrations);
  let kept = 0;
  let moved = 0;
  all.forEach(({ word, volumes }, index) => {
    const stored = read(db, index + 1);
    const wrong = keptWrong(stored);
    if (wrong.length > 0 || !isDeepStrictEqual(lifeIn(stored), saidBy(word, stored)))
      expect([word, volumes, lifeIn(stored), wrong]).toEqual([word, volumes, saidBy(word, stored), []]);
    const isKept = stored.row.supply === word && !(supplyStates as readonly string[]).includes(word);
    if (isKept && word !== 'A_STATUS_FROM_OUTSIDE') kept += 1;
    if (stored.row.status === word) return;
    // How far the partner is says nothing once volumes are there: they count.
    if (volumes.length > 0 && (supplyStates as readonly string[]).includes(word)) moved += 1;
    else expect([word, volumes, stored.row.status]).toEqual([word, volumes, word]);
  });
  expect({ all: all.length, kept, moved }).toEqual({ all: 6_820, kept: 1_267, moved: 1_971 });
  db.close();
});

test.each([
  ['RECEIVED_PHYSICALLY', 'on-hold-shelf', 0],
  ['DAMAGED', 'on-hold-shelf', 0],
  ['RENEW_REQUESTED', 'on-loan', 0],
  ['RETURNED_BY_PATRON', 'returned-by-patron', 1],
  ['RETURNED_TO_PARTNER', 'returned-to-partner', 0],
])('%s without a volume gets one that was not scanned: %s', (word, status, broughtBack) => {
  const db = before();
  add(db, 1, word, []);
  migrate(db, migrations);
  expect(read(db, 1)).toMatchObject({
    row: { status: word },
    items: [{ barcode: '', volume: 1, status, broughtBack, partnerId: 1, dueOn: '2027-01-15' }],
  });
  db.close();
});

const lent = { status: 'on-loan', lent: 'now' } as const;

test('the number of an item that is gone is not given to another', () => {
  const db = before();
  add(db, 1, 'LOANED', [lent, lent, lent]);
  // Undone receipts: slips still name them.
  db.exec('DELETE FROM loan WHERE item_id > 1; DELETE FROM item WHERE id > 1');
  add(db, 2, 'LOANED', []);
  migrate(db, migrations);
  expect(db.prepare('SELECT request_id, id FROM item ORDER BY id').raw().all()).toEqual([
    [1, 1],
    [2, 4],
  ]);
  expect(db.prepare('SELECT item_id, due_on, period_days FROM loan').raw().all()).toEqual([
    [1, '2026-12-11', 30],
  ]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

test('a database that never had an item gets its first number', () => {
  const db = before();
  add(db, 1, 'LOANED', []);
  migrate(db, migrations);
  expect(db.prepare('SELECT id FROM item').pluck().all()).toEqual([1]);
  db.close();
});

test('every condition of before is one of the history', () => {
  const db = before();
  add(db, 1, 'CONDITIONAL', []);
  db.exec(
    `INSERT INTO request_condition (request_id, reason, note, partner_id, set_at) VALUES (1, 'LibraryUseOnly', 'x', 1, '${at}')`,
  );
  migrate(db, migrations);
  expect(
    db
      .prepare('SELECT request_id, reason, note, partner_id, set_at, ended_at FROM request_condition')
      .raw()
      .all(),
  ).toEqual([[1, 'LibraryUseOnly', 'x', 1, at, null]]);
  db.close();
});

const golden = join(import.meta.dirname, '../../fixtures/databases');

test.each(readdirSync(golden).filter((name) => name.endsWith('.sqlite')))(
  'the status of each request of the database %s is what its parts add up to',
  (name) => {
    const db = new BetterSqlite3(new BetterSqlite3(join(golden, name), { readonly: true }).serialize());
    const words = db.prepare('SELECT id, status FROM request ORDER BY id').raw().all() as [number, string][];
    migrate(db, migrations);
    for (const [id, word] of words) {
      const stored = read(db, id);
      expect(keptWrong(stored)).toEqual([]);
      expect(stored.row.status).toBe(word);
    }
    db.close();
  },
);
