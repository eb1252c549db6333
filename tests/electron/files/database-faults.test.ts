import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { libraryWith, openImportDesk } from './import-desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

const desk = forEachTest(openImportDesk);
let other: BetterSqlite3.Database;
beforeEach(() => {
  desk.db.pragma('busy_timeout = 10');
  other = new BetterSqlite3(desk.databaseFile);
});
afterEach(() => {
  other.close();
});

const rows = (count: number): unknown[] =>
  Array.from({ length: count }, (_, n) => ({ externalId: `A${n}`, title: 'x'.repeat(400) }));
const requestCount = (): unknown => desk.value('SELECT count(*) FROM request');

test('the import waits for a database that is busy for a while', async () => {
  other.exec('BEGIN IMMEDIATE');
  setTimeout(() => other.exec('COMMIT'), 150);
  const report = await desk.import(desk.file('a.json', libraryWith(rows(10))));
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 16 } });
});

test('a database that stays busy stops the import with the reason', async () => {
  other.exec('BEGIN IMMEDIATE');
  const report = await desk.import(desk.file('a.json', libraryWith(rows(10))));
  expect(report).toMatchObject({ outcome: 'failed', totals: { added: 0 } });
  expect(report.failure).toMatch(/^Another program is using the database\..*Nothing was imported\.$/);
});

test('on a full disk the batches before it stay, and only they are counted', async () => {
  const pages = desk.db.pragma('page_count', { simple: true }) as number;
  desk.db.pragma(`max_page_count = ${pages + 1_200}`);
  const report = await desk.import(desk.file('a.json', libraryWith(rows(5_000))));
  expect(report.outcome).toBe('failed');
  expect(report.failure).toMatch(/^The disk is full\./);
  expect(requestCount()).toBeGreaterThan(0);
  expect(report.bySection['requests']?.added).toBe(requestCount());
  expect(desk.db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a read-only database stops the import with the reason', async () => {
  desk.db.pragma('query_only = ON');
  const report = await desk.import(desk.file('a.json', libraryWith(rows(1))));
  expect(report.failure).toMatch(/^The database cannot be changed\. Get permission to write to its folder/);
});
