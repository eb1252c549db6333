import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { hubSql } from '../../../support/hub/hub-server.ts';
import { sharedLibrary } from '../../../support/hub/shared-library.ts';
import { documentedViews, readViews, type ReportView } from '../../../support/hub/report-views.ts';

const shared = sharedLibrary();
const roleOf = { reports: 'reader', monitoring: 'watcher' } as const;
beforeAll(async () => {
  await shared.hub.query("CREATE ROLE reader LOGIN PASSWORD 'x' IN ROLE borrow_desk_reports", []);
  await shared.hub.query("CREATE ROLE watcher LOGIN PASSWORD 'x' IN ROLE borrow_desk_monitoring", []);
}, 60_000);

const viewsIn = (schema: string): readonly ReportView[] =>
  readViews(hubSql.reports).filter((view) => view.schema === schema);

const asReader = async <T>(work: () => Promise<T>, role: string = roleOf.reports): Promise<T> => {
  await shared.hub.query(`SET ROLE ${role}`, []);
  try {
    return await work();
  } finally {
    await shared.hub.query('RESET ROLE', []);
  }
};
const rowsOf = async (text: string): Promise<readonly Record<string, unknown>[]> =>
  (await shared.hub.query(text, [])) as Record<string, unknown>[];

test.each(['reports', 'monitoring'] as const)(
  'the role for %s reads the views and nothing else',
  async (schema) => {
    const role = roleOf[schema];
    const open = await rowsOf(
      `SELECT schemaname || '.' || tablename AS name FROM (
       SELECT schemaname, tablename FROM pg_tables UNION SELECT schemaname, viewname FROM pg_views) AS one
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
        AND has_schema_privilege('${role}', schemaname, 'USAGE')
        AND has_table_privilege('${role}', quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT') ORDER BY 1`,
    );
    expect(open.map(({ name }) => name)).toEqual(
      viewsIn(schema)
        .map(({ name }) => `${schema}.${name}`)
        .sort(),
    );
    const written = await rowsOf(
      `SELECT 1 FROM information_schema.role_table_grants WHERE grantee = 'borrow_desk_${schema}' AND privilege_type <> 'SELECT'`,
    );
    expect(written).toEqual([]);
    const callable = await rowsOf(
      `SELECT proname FROM pg_proc WHERE pronamespace IN ('hub'::regnamespace, '${schema}'::regnamespace)
        AND has_schema_privilege('${role}', pronamespace, 'USAGE') AND has_function_privilege('${role}', oid, 'EXECUTE')`,
    );
    expect(callable).toEqual([]);
    for (const closed of ['hub_rows.operator', 'hub.op'])
      await expect(asReader(() => shared.hub.query(`SELECT * FROM ${closed}`, []), role)).rejects.toThrow(
        'permission denied',
      );
  },
);

test('no view shows data that is restricted to the tables', async () => {
  const shown = await rowsOf(
    `SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema IN ('reports', 'monitoring')`,
  );
  const names = shown.map(({ name }) => String(name));
  for (const hidden of ['pin_hash', 'email', 'address', 'phone', 'letter', 'payload', 'body', 'cancel_note'])
    expect(names).not.toContain(hidden);
  const patron = await asReader(() => rowsOf('SELECT * FROM reports.patrons LIMIT 1'));
  expect(Object.keys(patron[0] ?? {})).toEqual(['patron_id', 'library_id']);
});

test('each view returns rows, with statuses in words', async () => {
  for (const { name } of viewsIn('reports'))
    await asReader(() => rowsOf(`SELECT * FROM reports.${name} LIMIT 5`));
  const requests = await asReader(() => rowsOf('SELECT status, status_words FROM reports.requests'));
  expect(requests.length).toBeGreaterThan(0);
  expect(requests).toContainEqual({
    status: 'RECEIVED_PHYSICALLY',
    status_words: 'Physically received by library',
  });
  const early = { opId: 'early', kind: 'receive', operatorId: 1, deskId: 1, at: '2026-11-25T23:30:00.000Z' };
  await shared.hub.query('SELECT hub.load_steps($1::jsonb)', [
    JSON.stringify([{ ...early, seq: 1, body: { timeZone: 'Europe/Berlin' } }]),
  ]);
  const steps = await asReader(() => rowsOf('SELECT step_words FROM reports.steps'));
  expect(steps).toContainEqual({ step_words: 'Received' });
  const days = await asReader(() => rowsOf('SELECT day, step_words, steps::int FROM reports.work_per_day'));
  expect(days).toEqual([{ day: '2026-11-26', step_words: 'Received', steps: 1 }]);
});

test('the documentation names each view and each of its columns', async () => {
  const readme = readFileSync(new URL('../../../../resources/hub/README.md', import.meta.url), 'utf8');
  for (const { schema, name, columns } of readViews(hubSql.reports)) {
    const there = await rowsOf(
      `SELECT column_name AS name FROM information_schema.columns
        WHERE table_schema = '${schema}' AND table_name = '${name}' ORDER BY ordinal_position`,
    );
    expect(columns.map((column) => column.name)).toEqual(there.map((column) => column['name']));
  }
  for (const schema of ['reports', 'monitoring']) expect(readme).toContain(documentedViews(viewsIn(schema)));
});

test('the monitoring views show each workstation, pending steps, and sizes', async () => {
  await shared.hub.query('UPDATE hub.workstation SET waiting = 3, cursor = 0 WHERE number = 2', []);
  await shared.hub.query('UPDATE hub.forgetting SET emptied = 7', []);
  const [all, workstations, tables] = await asReader(
    async () => [
      await rowsOf('SELECT * FROM monitoring.hub'),
      await rowsOf('SELECT * FROM monitoring.workstations ORDER BY workstation'),
      await rowsOf("SELECT * FROM monitoring.tables WHERE table_name = 'hub.op'"),
    ],
    roleOf.monitoring,
  );
  expect(all).toEqual([
    expect.objectContaining({ emptied_to: 7, workstations: workstations?.length, open_tasks: 0 }),
  ]);
  expect(Number(all?.[0]?.['waiting'])).toBe(3);
  expect(Number(all?.[0]?.['database_bytes'])).toBeGreaterThan(Number(all?.[0]?.['steps_bytes']));
  expect(workstations?.[1]).toMatchObject({
    workstation: 2,
    waiting: 3,
    must_come_anew: true,
    sends_letters: false,
  });
  expect(tables).toHaveLength(1);
});
