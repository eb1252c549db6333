import { beforeEach, expect, test } from 'vitest';
import { discardReservedIds, useOwnIdRange, newId } from '../../../electron/main/db/new-id.ts';
import { connect, inTransaction, savepoint } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import {
  beginSharing,
  assignIdRange,
  advanceIdsPast,
} from '../../../electron/main/desk/store/hub.queries.ts';
import { openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

const firstOf = (workstation: number): number => workstation * 2 ** 32 + 1;

const desk = forEachTest(openTestDesk);
let db: ReadableDB;
beforeEach(() => {
  db = desk.context.db;
  inTransaction(db, (write) => beginSharing(write, { epoch: 'first', workstation: 2, cursor: 0 }));
  useOwnIdRange(db);
});

const next = (of: ReadableDB = db): number | null => inTransaction(of, (write) => newId(write, 'item'));

test('ids of a workstation come from its range, in sequence', () => {
  expect([next(), next(), next()]).toEqual([firstOf(2), firstOf(2) + 1, firstOf(2) + 2]);
});

test('two connections never assign the same id', () => {
  const other = connect(desk.file) as ReadableDB & { close: () => void };
  useOwnIdRange(other);
  const given = Array.from({ length: 200 }, (_, at) => next(at % 3 === 0 ? other : db));
  other.close();
  expect(new Set(given).size).toBe(200);
});

test('an id reserved in a transaction that was rolled back is not assigned twice', () => {
  expect(() =>
    inTransaction(db, (write) => {
      newId(write, 'item');
      throw new Error('rolled back');
    }),
  ).toThrow('rolled back');
  const other = connect(desk.file) as ReadableDB & { close: () => void };
  useOwnIdRange(other);
  const given = [next(other), next(), next(other), next()];
  other.close();
  expect(new Set(given).size).toBe(4);

  const within = inTransaction(db, (write) => {
    discardReservedIds(write);
    savepoint(
      write,
      () => {
        newId(write, 'item');
        throw new Error('taken back');
      },
      () => true,
    );
    return newId(write, 'item');
  });
  expect(given).not.toContain(within);
});

test('an id that arrives from elsewhere is not assigned again, nor are those before it', () => {
  const first = next() ?? 0;
  inTransaction(db, (write) => advanceIdsPast(write, 'item', first + 10));
  expect(next()).toBeGreaterThan(first + 10);
  inTransaction(db, (write) => advanceIdsPast(write, 'item', firstOf(3)));
  expect(next()).toBeLessThan(firstOf(3));
});

test('a range that already contains rows continues after them', () => {
  desk.raw
    .prepare('INSERT INTO patron (id, barcode, name) VALUES (?, ?, ?)')
    .run(firstOf(3) + 7, 'P-9', 'Nine');
  inTransaction(db, (write) => assignIdRange(write, 3));
  expect(inTransaction(db, (write) => newId(write, 'patron'))).toBe(firstOf(3) + 8);
  expect(next()).toBe(firstOf(3));
});
