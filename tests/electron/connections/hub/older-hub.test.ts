import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillHub, hubVersion, type HubSql } from '../../../../electron/main/connections/hub/fill-hub.ts';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { hubSql, loginOf, passwordOfDesks } from '../../../support/hub/hub-server.ts';
import { password, startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, stopWorkstations, type Workstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';

// A hub is made once and lives for years: each version of the program goes on with those that earlier ones have made.

const earlier = join(projectFolder, 'tests', 'fixtures', 'hub', 'earlier');
const textOf = (version: number, name: string): string =>
  readFileSync(join(earlier, String(version), `${name}.sql`), 'utf8');
/** Versions were not counted when this one was made. */
const uncounted = `
  CREATE FUNCTION hub.load_version(integer, integer) RETURNS void LANGUAGE sql AS $$ SELECT $$;
  CREATE FUNCTION hub.load_kinds(jsonb, jsonb) RETURNS void LANGUAGE sql AS $$ SELECT $$;
  CREATE FUNCTION hub.lacks(jsonb) RETURNS jsonb LANGUAGE sql AS $$ SELECT '[]'::jsonb $$;
  GRANT EXECUTE ON FUNCTION hub.lacks TO borrow_desk_workstation;
  CREATE TABLE hub.new_column ("table" text, "column" text, filled boolean NOT NULL, PRIMARY KEY ("table", "column"));
  CREATE TABLE hub.log_reference ("table" text, "column" text, PRIMARY KEY ("table", "column"));`;
const makesOf = (version: number): HubSql => ({
  hub: textOf(version, 'hub') + (version === 0 ? uncounted : ''),
  reports: textOf(version, 'reports'),
});

let server: Postgres;
let desks: TestDesk[];
beforeAll(async () => {
  server = await startPostgres({ tls: true });
  desks = [openTestDesk(), openTestDesk()];
}, 60_000);
afterAll(async () => {
  await stopWorkstations();
  for (const desk of desks) desk.close();
  await server.stop();
});

/** All that somebody could find in a database about a hub but its rows: columns, functions with who may call them, views, keys. */
const catalogue = async (client: pg.Client): Promise<unknown> => {
  const schemas = "('hub', 'hub_rows', 'reports')";
  const { rows } = await client.query(`
    SELECT * FROM (
      SELECT 'column' AS what, table_schema || '.' || table_name || '.' || column_name AS name,
             concat_ws(' ', data_type, is_nullable, column_default) AS how
        FROM information_schema.columns WHERE table_schema IN ${schemas}
      UNION ALL SELECT 'function', oid::regprocedure::text,
             concat_ws(' ', prosrc, prosecdef, proconfig, pg_get_function_arguments(oid), proacl) FROM pg_proc
       WHERE pronamespace::regnamespace::text IN ${schemas}
      UNION ALL SELECT 'view', schemaname || '.' || viewname, definition FROM pg_views WHERE schemaname IN ${schemas}
      UNION ALL SELECT 'index', schemaname || '.' || indexname, indexdef FROM pg_indexes WHERE schemaname IN ${schemas}
      UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace::regnamespace::text IN ${schemas}
      UNION ALL SELECT 'rights', nspname, nspacl::text FROM pg_namespace WHERE nspname IN ${schemas}
      UNION ALL SELECT 'rights', oid::regclass::text, relacl::text FROM pg_class WHERE relnamespace::regnamespace::text IN ${schemas}
      UNION ALL SELECT 'list', 'kind_role', string_agg(kind || role, ' ' ORDER BY kind, role) FROM hub.kind_role
      UNION ALL SELECT 'list', 'edge', string_agg(part || "from" || "to", ' ' ORDER BY part, "from", "to") FROM hub.edge
      UNION ALL SELECT 'list', 'word', string_agg(list || code || words, ' ' ORDER BY list, code) FROM hub.word
      UNION ALL SELECT 'version', '', concat_ws(' ', version, oldest_version) FROM hub.head) AS all_of_it
    ORDER BY what, name, how`);
  return rows as unknown[];
};

const shares = async (one: Workstation, two: Workstation, requestId: RequestId): Promise<void> => {
  expect(lifeTries(one)['receive']?.(requestId, newOpId(), requestId).ok).toBe(true);
  await one.inStep();
  await two.inStep();
  expect(two.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId)).toBe(
    'RECEIVED_PHYSICALLY',
  );
};

test.each(Array.from({ length: hubVersion }, (_, version) => version))(
  'a hub of version %i works on, and an administrator brings it to what a new one is',
  async (version) => {
    const [desk, other] = desks as [TestDesk, TestDesk];
    const requests = ['R-1', 'R-2'].map((externalId) => addRequest(desk, { externalId }));
    const [one, two] = await twoWorkstations(server, desk, makesOf(version));
    expect(one.status()).toMatchObject({ state: 'in-step', isOlder: true });
    await shares(one, two, requests[0] as RequestId);

    expect(await one.hub.update({ user: 'postgres', password: 'wrong' })).toMatchObject({
      ok: false,
      error: {
        message: expect.stringMatching(/^The server does not accept this name and password/u) as string,
      },
    });
    expect(one.status().isOlder).toBe(true);
    const client = await server.connect();
    await client.query(
      'ALTER TABLE hub.head ADD COLUMN IF NOT EXISTS version integer; UPDATE hub.head SET version = 1000',
    );
    expect(await one.hub.update({ user: 'postgres', password }), 'a newer program was first').toMatchObject({
      ok: false,
      error: { message: 'The hub is up to date already.' },
    });
    await client.query(`UPDATE hub.head SET version = ${version}`);
    if (version === 0) await client.query('ALTER TABLE hub.head DROP COLUMN version');
    valueOf(await one.hub.update({ user: 'postgres', password }));
    expect(one.status().isOlder).toBe(false);
    expect(await one.hub.update({ user: 'postgres', password })).toMatchObject({
      ok: false,
      error: { message: 'The hub is up to date already.' },
    });
    await shares(one, two, requests[1] as RequestId);
    // Who was connected meanwhile learns it with the next greeting.
    valueOf(await two.hub.workAlone({ alone: true }));
    valueOf(await two.hub.workAlone({ alone: false }));
    await two.inStep();
    expect(two.status().isOlder).toBe(false);

    await client.query('CREATE DATABASE beside');
    const beside = await server.connect('beside');
    try {
      await beside.query('BEGIN');
      await fillHub({
        db: other.context.db,
        query: async (text, values) => (await beside.query(text, [...values])).rows as unknown[],
        run: (text) => beside.query(text),
        makes: hubSql,
        first: { login: loginOf(1), password: passwordOfDesks, name: 'Desk 1' },
      });
      await beside.query('COMMIT; RESET ROLE');
      expect(await catalogue(client)).toEqual(await catalogue(beside));
    } finally {
      await beside.end();
      await client.end();
    }
    expect(faults).toEqual([]);
  },
  120_000,
);

test('a program that is older than the hub asks it in its own words still', async () => {
  const client = await server.connect();
  // A workstation of the test before.
  const { rows } = await client.query('SELECT login FROM hub.workstation WHERE ended_at IS NULL LIMIT 1');
  await client.query(`SET SESSION AUTHORIZATION ${(rows[0] as { readonly login: string }).login}`);
  for (let version = 0; version < hubVersion; version += 1)
    for (const call of callsOf(textOf(version, 'hub')))
      await expect(asks(client, call), call).resolves.toBe(true);
  await client.end();
});

/** What a workstation may call, each as `name(types)`, by the rights that the text gives. */
const callsOf = (sql: string): readonly string[] => {
  const granted = /GRANT EXECUTE ON FUNCTION ([^;]*?) TO borrow_desk_workstation/u.exec(sql)?.[1] ?? '';
  return granted.split(',').map((name) => {
    const parameters = new RegExp(`CREATE FUNCTION ${name.trim()}\\(([^)]*)\\)`, 'u').exec(sql)?.[1] ?? '';
    const types = parameters
      .split(',')
      .map((one) => one.trim().split(' ')[1])
      .filter((type) => type !== undefined);
    return `${name.trim()}(${types.map((type) => `NULL::${type}`).join(', ')})`;
  });
};

/** Whether the hub has such a function: it is planned and not called. */
const asks = async (client: pg.Client, call: string): Promise<boolean> => {
  await client.query(`EXPLAIN SELECT ${call}`);
  return true;
};

test('what makes a hub is of the version that is said', () => {
  const known = JSON.parse(readFileSync(join(earlier, 'versions.json'), 'utf8')) as Record<string, string>;
  const now = createHash('sha256').update(hubSql.hub).update(hubSql.reports).digest('hex');
  expect(
    known[hubVersion],
    `resources/hub has changed. Where version ${hubVersion} was handed out, keep its texts in ${earlier} and raise hubVersion; then note ${now}.`,
  ).toBe(now);
});
