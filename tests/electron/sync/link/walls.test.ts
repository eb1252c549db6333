import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerOf,
  codeOf,
  pushStep,
  plainHub,
  type PlainHub,
  type PlainLogin,
} from '../../../support/hub/plain-hub.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults } from '../../../support/hub/workstation.ts';
import { postgresVersions } from '../../../support/hub/postgres.ts';

// An attacker has the login of one workstation and tries to stop all others, or the monitoring.

const { server, first } = await realServer();

describe.each(postgresVersions())('PostgreSQL $version', ({ folder }) => {
  let hub: PlainHub;
  let first: pg.Client;
  let root: pg.Client;
  beforeAll(async () => {
    hub = await plainHub(folder);
    first = await hub.connect(hub.first);
    root = await hub.root();
  }, 120_000);
  afterAll(() => hub.stop());

  const thief = async (name: string): Promise<pg.Client & { readonly login: PlainLogin }> => {
    const login = await hub.join(name, first);
    // As on a busy hub, the server has cached the permissions.
    await pushStep(first, hub.first.number, { kind: 'bring-up-hub', asked: {} });
    await first.query("SELECT hub.take_lease('care', 90)");
    return Object.assign(await hub.connect(login), { login });
  };
  /** Retries what was not possible, as the program does. */
  const isThrough = async (asked: () => Promise<unknown>): Promise<boolean> => {
    for (let tries = 0; tries < 3; tries += 1) {
      if ((await codeOf(asked().then(() => 'done'))) === 'done') return true;
      await first.query('SELECT pg_advisory_unlock_all()');
    }
    return false;
  };

  test('a login that fills the server’s lock table is disconnected by the next one that wants the turn', async () => {
    const hostile = await thief('Locks');
    // The server must look up roles again, for which it takes locks.
    await hub.invite(hostile);
    expect(
      await codeOf(hostile.query('SELECT pg_advisory_lock(n) FROM generate_series(1, 10000000) AS n')),
    ).toBe('53200');
    const step = () => pushStep(first, hub.first.number, { kind: 'bring-up-hub', asked: {} });
    expect(await isThrough(step)).toBe(true);
    expect(await codeOf(hub.connect(hostile.login))).toBe('53300');
    await root.query('UPDATE hub.workstation SET barred_until = now()');
    await first.query("SELECT hub.take_lease('care', 90)");
    expect(
      await codeOf((await hub.connect(hostile.login)).query("SELECT hub.push(0, '[]')").then(() => 'heard')),
    ).toBe('heard');
  }, 60_000);

  test('and by the one that holds a lease', async () => {
    const hostile = await thief('More locks');
    await codeOf(hostile.query('SELECT pg_advisory_lock(n) FROM generate_series(1, 10000000) AS n'));
    expect(await isThrough(() => first.query("SELECT hub.take_lease('care', 90)"))).toBe(true);
    expect(await isThrough(() => hostile.query('SELECT 1'))).toBe(false);
  }, 60_000);

  test('large objects are deleted, together with the login that created them', async () => {
    const hostile = await thief('Objects');
    await hostile.query(
      "SELECT lo_from_bytea(0, convert_to(repeat('x', 100000), 'UTF8')) FROM generate_series(1, 20)",
    );
    await hostile.query('SET ROLE borrow_desk_workstation');
    await hostile.query("SELECT lo_from_bytea(0, convert_to(repeat('x', 100000), 'UTF8'))");
    await first.query("SELECT hub.take_lease('care', 90)");
    expect(await answerOf(root, 'SELECT count(*)::int FROM pg_largeobject_metadata')).toBe(0);
    expect(await isThrough(() => hostile.query('SELECT 1'))).toBe(false);
  }, 60_000);

  test('if a superuser creates the hub, its logins may use neither advisory locks nor large objects', async () => {
    const text = await readFile('resources/hub/hub.sql', 'utf8');
    await root.query(`BEGIN; ${text}; COMMIT; RESET ROLE`);
    const hostile = await thief('Forbidden');
    for (const asked of [
      'pg_advisory_lock(1)',
      'pg_try_advisory_xact_lock_shared(1, 2)',
      'lo_create(0)',
      "lo_from_bytea(0, '')",
    ])
      expect(await codeOf(hostile.query(`SELECT ${asked}`)), asked).toBe('42501');
  });

  test('no position or number that a workstation reports breaks what others see', async () => {
    const hostile = await thief('Far');
    for (const place of ['-9223372036854775808', '9223372036854775807']) {
      await hostile.query(`SELECT hub.hello('', 0, ${place}, 0, -2147483648)`);
      await hostile.query(`SELECT hub.take_lease('letters', 1, ${place})`);
      expect(await codeOf(root.query('SELECT * FROM monitoring.workstations').then(() => 'read'))).toBe(
        'read',
      );
      expect(await answerOf(root, 'SELECT waiting >= 0 FROM monitoring.hub')).toBe(true);
    }
  });

  test('a life of the hub begun by a login does not let it use ids of others', async () => {
    const hostile = await thief('Lives');
    await hostile.query('SELECT hub.hello($1, 0, 9007199254740991, 0, 0)', ['']);
    const epoch = String(await answerOf(root, 'SELECT epoch FROM hub.head'));
    await hostile.query("SELECT hub.begin_life($1, $1 || '/x', 0, 1000, '', 1, 'step')", [epoch]);
    const id = 2 ** 32 * hub.first.number + 2 ** 32 - 1;
    const adds = {
      kind: 'save-partner',
      asked: {},
      changes: [{ t: 'partner', id, b: null, a: { id, code: 'X', name: 'X' } }],
    };
    await expect(pushStep(hostile, hostile.login.number, adds)).rejects.toThrow(/HB009/u);
  });

  test('a login cannot give itself a role, a privilege or an object', async () => {
    const [hostile, other] = [await thief('Climbs'), await thief('Climbs too')];
    const [me, friend] = [hostile.login.user, other.login.user];
    for (const asked of [
      'SET ROLE borrow_desk_owner',
      `SET ROLE "${friend}"`,
      `SET SESSION AUTHORIZATION "${friend}"`,
      `GRANT borrow_desk_workstation TO "${friend}" WITH ADMIN OPTION`,
      'GRANT borrow_desk_owner TO CURRENT_USER',
      `ALTER ROLE "${me}" CREATEROLE`,
      `ALTER ROLE "${me}" CONNECTION LIMIT 1000`,
      `ALTER ROLE "${me}" VALID UNTIL 'infinity'`,
      `ALTER ROLE "${me}" RENAME TO mine`,
      `ALTER ROLE "${friend}" PASSWORD 'x'`,
      `ALTER ROLE borrow_desk_owner SET search_path = 'x'`,
      'CREATE FUNCTION pg_temp.now() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      'CREATE OPERATOR hub.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)',
      'CREATE CAST (text AS bigint) WITH INOUT',
      "COPY (SELECT 1) TO PROGRAM 'true'",
      "COPY (SELECT 1) TO '/tmp/x'",
      "SELECT lo_import('/etc/passwd')",
      "SELECT pg_read_file('PG_VERSION')",
      'SET session_replication_role = replica',
      'SELECT hub.end_hoarders()',
      'SELECT * FROM hub.op',
    ])
      expect(await codeOf(hostile.query(asked).then(() => 'done')), asked).toMatch(
        /^42(?:501|704|P17)$|^0LP01$|^0A000$/u,
      );
  });

  test('an unknown time zone breaks no report', async () => {
    await pushStep(first, hub.first.number, { kind: 'bring-up-hub', asked: {}, timeZone: 'Nowhere/Land' });
    await root.query(
      String.raw`INSERT INTO hub_rows.library_setting (id, key, value) VALUES (-1, 'library', '{"timeZone":"\u0000"}')`,
    );
    const read = root.query("SELECT day FROM reports.steps WHERE step = 'bring-up-hub'");
    expect(await codeOf(read.then(({ rows }) => rows.at(-1) as unknown))).toEqual({ day: '2026-11-25' });
  });
});

test('workstations continue when a login fills the lock table from another database of the server', async () => {
  addRequest(first, { externalId: 'R-1' });
  const [one, two] = await twoWorkstations(server, first);
  const root = await server.connect();
  const { rows } = await root.query<{ login: string }>(
    "SELECT login FROM hub.workstation WHERE name = 'Desk two'",
  );
  const user = rows[0]?.login ?? '';
  await two.stop();
  await root.query(`ALTER ROLE "${user}" PASSWORD 'known'`);
  const thief = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user,
    password: 'known',
    database: 'template1',
  });
  thief.on('error', () => undefined);
  await thief.connect();
  expect(await codeOf(thief.query('SELECT pg_advisory_lock(n) FROM generate_series(1, 10000000) AS n'))).toBe(
    '53200',
  );
  valueOf(lifeTries(one)['add-note']?.(1 as RequestId, newOpId(), 1) as never);
  await one.inStep();
  expect(
    (await root.query("SELECT FROM hub.op WHERE kind = 'add-note' AND outcome = 'accepted'")).rowCount,
  ).toBe(1);
  await root.end();
  expect(faults).toEqual([]);
}, 120_000);
