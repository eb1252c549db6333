import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { hubSql } from '../../../support/hub/hub-server.ts';
import { sharedLibrary } from '../../../support/hub/shared-library.ts';
import { documentedViews, readViews } from '../../../support/hub/report-views.ts';

const shared = sharedLibrary();
beforeAll(async () => {
  await shared.hub.query("CREATE ROLE reader LOGIN PASSWORD 'x' IN ROLE borrow_desk_reports", []);
}, 60_000);

const asReader = async <T>(work: () => Promise<T>): Promise<T> => {
  await shared.hub.query('SET ROLE reader', []);
  try {
    return await work();
  } finally {
    await shared.hub.query('RESET ROLE', []);
  }
};
const rowsOf = async (text: string): Promise<readonly Record<string, unknown>[]> =>
  (await shared.hub.query(text, [])) as Record<string, unknown>[];

test('the role for reports reads the views and nothing else', async () => {
  const open = await rowsOf(
    `SELECT schemaname || '.' || tablename AS name FROM (
       SELECT schemaname, tablename FROM pg_tables UNION SELECT schemaname, viewname FROM pg_views) AS one
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
        AND has_schema_privilege('reader', schemaname, 'USAGE')
        AND has_table_privilege('reader', quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT') ORDER BY 1`,
  );
  expect(open.map(({ name }) => name)).toEqual(
    readViews(hubSql.reports)
      .map(({ name }) => `reports.${name}`)
      .sort(),
  );
  const written = await rowsOf(
    `SELECT 1 FROM information_schema.role_table_grants WHERE grantee = 'borrow_desk_reports' AND privilege_type <> 'SELECT'`,
  );
  expect(written).toEqual([]);
  const callable = await rowsOf(
    `SELECT proname FROM pg_proc WHERE pronamespace IN ('hub'::regnamespace, 'reports'::regnamespace)
        AND has_schema_privilege('reader', pronamespace, 'USAGE') AND has_function_privilege('reader', oid, 'EXECUTE')`,
  );
  expect(callable).toEqual([]);
  for (const closed of ['hub_rows.operator', 'hub.op'])
    await expect(asReader(() => shared.hub.query(`SELECT * FROM ${closed}`, []))).rejects.toThrow(
      'permission denied',
    );
});

test('no view shows what only the rows may hold', async () => {
  const shown = await rowsOf(
    `SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'reports'`,
  );
  const names = shown.map(({ name }) => String(name));
  for (const hidden of ['pin_hash', 'email', 'address', 'phone', 'letter', 'payload', 'body', 'cancel_note'])
    expect(names).not.toContain(hidden);
  const patron = await asReader(() => rowsOf('SELECT * FROM reports.patrons LIMIT 1'));
  expect(Object.keys(patron[0] ?? {})).toEqual(['patron_id', 'library_id']);
});

test('each view gives rows, with statuses in words', async () => {
  for (const { name } of readViews(hubSql.reports))
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

test('the documents name each view and each of its columns', async () => {
  const readme = readFileSync(new URL('../../../../resources/hub/README.md', import.meta.url), 'utf8');
  const views = readViews(hubSql.reports);
  for (const { name, columns } of views) {
    const there = await rowsOf(
      `SELECT column_name AS name FROM information_schema.columns
        WHERE table_schema = 'reports' AND table_name = '${name}' ORDER BY ordinal_position`,
    );
    expect(columns.map((column) => column.name)).toEqual(there.map((column) => column['name']));
  }
  expect(readme).toContain(documentedViews(views));
});
