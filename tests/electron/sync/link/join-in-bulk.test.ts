import type BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sharedTables } from '../../../../electron/main/db/hub-capture.ts';
import { connect } from '../../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import { readHubState } from '../../../../electron/main/desk/store/hub.queries.ts';
import { indexBeforeSearch } from '../../../../electron/main/desk/store/search-index.service.ts';
import { fetchLibrary } from '../../../../electron/main/sync/fetch-library.ts';
import { type Hub, hubOf } from '../../../../electron/main/sync/hub.ts';
import { fillHub } from '../../../../electron/main/sync/link/fill-hub.ts';
import { startLibraryWriter } from '../../../../electron/main/sync/start-library-writer.ts';
import { hubSql } from '../../../support/hub/hub-server.ts';
import { password, type Postgres, startPostgres } from '../../../support/hub/postgres.ts';
import { livedIn } from '../../files/export/lived-in.ts';
import { schemaOf, triggersOf, wordsOf } from '../../files/in-bulk/same-library.ts';

// A workstation that joins has the same library row by row, including all derived data, although it was loaded in bulk.

const login = { login: 'borrow_desk_joined', password: password.padEnd(32, 'x'), name: 'Joined' };

let server: Postgres;
let there: ReturnType<typeof livedIn>;
let client: pg.Client;
let folder: string;

beforeAll(async () => {
  server = await startPostgres();
  there = livedIn();
  indexBeforeSearch(there.raw as ReadableDB);
  const owner = await server.connect();
  await owner.query('BEGIN');
  await fillHub({
    db: there.raw as ReadableDB,
    query: async (text, values) => (await owner.query(text, [...values])).rows as unknown[],
    run: (text) => owner.query(text),
    makes: hubSql,
    first: login,
  });
  await owner.query('COMMIT');
  await owner.end();
  client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: login.login,
    password: login.password,
    database: 'postgres',
  });
  await client.connect();
}, 120_000);
afterAll(async () => {
  await client.end();
  await server.stop();
  there.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'borrow-desk-join-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const hub = (): Hub =>
  hubOf(async (text, values) => (await client.query(text, [...values])).rows as unknown[]);

const rowsOf = (db: BetterSqlite3.Database, table: string): unknown[] =>
  db.prepare(`SELECT * FROM ${table} ORDER BY id`).all();
const logOf = (db: BetterSqlite3.Database): unknown[] =>
  db
    .prepare(
      'SELECT op_id, kind, operator_id, desk_id, at, request_id, input, answer, undone_by FROM command_log ORDER BY op_id',
    )
    .all();

test('a library with a year of varied activity is the same there', async () => {
  const file = join(folder, 'joined.sqlite');
  const writer = startLibraryWriter(file);
  const told: number[] = [];
  await fetchLibrary(writer, hub(), { epoch: 'e', workstation: 2 }, (rows) => told.push(rows));
  await writer.close();
  expect(told.at(-1)).toBeGreaterThan(300);
  const here = connect(file);
  try {
    for (const table of sharedTables)
      expect([table, rowsOf(here, table)]).toEqual([table, rowsOf(there.raw, table)]);
    expect(logOf(here)).toEqual(logOf(there.raw));
    expect(wordsOf(here, 'request_search')).toEqual(wordsOf(there.raw, 'request_search'));
    expect(wordsOf(here, 'patron_search')).toEqual(wordsOf(there.raw, 'patron_search'));
    expect(
      here.prepare('SELECT status, sum(n) FROM request_cube GROUP BY status HAVING sum(n) > 0').raw().all(),
    ).toEqual(here.prepare('SELECT status, count(*) FROM request GROUP BY status').raw().all());
    expect(schemaOf(here)).toEqual(schemaOf(there.raw));
    for (const table of ['request', 'item', 'loan', 'patron'])
      expect(triggersOf(here, table)).toEqual(triggersOf(there.raw, table));
    expect(here.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(here.pragma('foreign_key_check')).toEqual([]);
    expect(readHubState(here as ReadableDB)).toMatchObject({ epoch: 'e', workstation: 2 });
  } finally {
    here.close();
  }
}, 60_000);

test('invalid rows abort the load, and the file can be deleted', async () => {
  const file = join(folder, 'joined.sqlite');
  const writer = startLibraryWriter(file);
  await expect(writer.rows('library', '[{"id": {}}]')).rejects.toThrow(/Invalid|invalid/);
  await expect(writer.rows('library', '[]')).rejects.toThrow(/Invalid|invalid/);
  await writer.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
}, 60_000);

test('a row with a broken reference aborts the load, and no library remains', async () => {
  const file = join(folder, 'joined.sqlite');
  const writer = startLibraryWriter(file);
  await writer.rows('library', '[]');
  await writer.rows(
    'request_note',
    JSON.stringify([
      { id: 1, request_id: 5, author: '', body: 'x', active: 1, created_at: 'x', operator_name: '' },
    ]),
  );
  await expect(writer.end({ epoch: 'e', workstation: 2, cursor: 0, cursorOp: '' })).rejects.toMatchObject({
    code: expect.stringMatching(/^SQLITE_CONSTRAINT/) as string,
  });
  await writer.close();
}, 60_000);
