import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeOf, failureOf, storageFaultOf } from '../../../electron/main/db/errors.ts';
import { ownFolder } from './support.ts';

const coded = (code: string): Error => Object.assign(new Error('anything'), { code });

test.each([
  ['SQLITE_FULL', 'disk-full', true],
  ['ENOSPC', 'disk-full', true],
  ['EDQUOT', 'disk-full', true],
  ['SQLITE_BUSY', 'database-busy', true],
  ['SQLITE_BUSY_SNAPSHOT', 'database-busy', true],
  ['SQLITE_LOCKED_SHAREDCACHE', 'database-busy', true],
  ['SQLITE_READONLY_DBMOVED', 'database-read-only', false],
  ['EROFS', 'database-read-only', false],
  ['SQLITE_CORRUPT', 'database-damaged', false],
  ['SQLITE_CORRUPT_VTAB', 'database-damaged', false],
  ['SQLITE_NOTADB', 'database-damaged', false],
  ['SQLITE_IOERR_WRITE', 'unexpected', true],
  ['SQLITE_CANTOPEN', 'unexpected', true],
])('%s becomes the failure %s', (cause, code, retryable) => {
  expect(failureOf(coded(cause))).toMatchObject({
    ok: false,
    error: {
      code,
      retryable,
      details: { cause },
      message: expect.stringContaining('so nothing was saved.') as string,
    },
  });
});

test('errors that are not about storage are not refusals', () => {
  expect(failureOf(coded('SQLITE_CONSTRAINT_UNIQUE'))).toBeNull();
  expect(failureOf(coded('SQLITE_FULLER'))).toBeNull();
  expect(failureOf(new Error('SQLITE_FULL'))).toBeNull();
  expect(failureOf('SQLITE_FULL')).toBeNull();
});

test('a real full database is distinguished from a real constraint violation', () => {
  const db = new BetterSqlite3(join(ownFolder(), 'small.sqlite'));
  db.exec('CREATE TABLE t (a TEXT UNIQUE)');
  db.pragma('max_page_count = 4');
  const failure = (text: string): unknown => {
    try {
      return db.prepare('INSERT INTO t VALUES (?)').run(text);
    } catch (error) {
      return error;
    }
  };
  expect(storageFaultOf(failure('x'.repeat(100_000)))).toBe('disk-full');
  failure('a');
  const twice = failure('a');
  expect(codeOf(twice)).toBe('SQLITE_CONSTRAINT_UNIQUE');
  expect(storageFaultOf(twice)).toBeNull();
  db.close();
});
