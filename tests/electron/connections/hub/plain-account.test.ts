import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { openWorkstation, stopWorkstations } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';

let server: Postgres;
let first: TestDesk;
let folder: string;
beforeAll(async () => {
  server = await startPostgres({ tls: true });
  first = openTestDesk();
  folder = mkdtempSync(join(tmpdir(), 'borrow-desk-plain-'));
}, 60_000);
afterAll(async () => {
  await stopWorkstations();
  first.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a hub is made, and brought up to date, by an account that owns the database and may make roles, and is no superuser', async () => {
  const client = await server.connect();
  await client.query("CREATE ROLE librarian LOGIN CREATEROLE PASSWORD 'long enough for this'");
  await client.query('CREATE DATABASE ill OWNER librarian');
  await client.end();
  const file = join(folder, 'borrow-desk.sqlite');
  copyFileSync(first.file, file);
  const one = openWorkstation(file);
  const where = { host: '127.0.0.1', port: server.port };
  const { fingerprint } = valueOf(await one.hub.look(where));
  const account = { user: 'librarian', password: 'long enough for this' };
  valueOf(await one.hub.make({ ...where, ...account, database: 'ill', fingerprint, name: 'Desk one' }));
  await one.inStep();
  const admin = await server.connect('ill');
  await admin.query('UPDATE hub.head SET version = 0');
  await admin.end();
  await one.stop();
  const again = openWorkstation(file);
  await again.inStep();
  expect(again.status().isOlder).toBe(true);
  valueOf(await again.hub.update(account));
  expect(again.status()).toMatchObject({ isOlder: false });
}, 60_000);
