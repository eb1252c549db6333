import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { password, postgresPrograms, startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { openWorkstation, stopWorkstations, type Workstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// Each command of the guide for server administrators is run on a server.

const guide = readFileSync(
  new URL('../../../../resources/guides/several-workstations.md', import.meta.url),
  'utf8',
);

/** Returns the commands of one language under a heading. */
const under = (heading: string, language: 'sql' | 'sh' | 'text'): string => {
  const section = guide.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const found = [...section.matchAll(/^```(\w+)\n([^]*?)^```/gm)].flatMap(([, of, text = '']) =>
    of === language ? [text] : [],
  );
  if (found.length === 0) throw new Error(`The guide has no ${language} under ${heading}.`);
  return found.join('\n');
};

let servers: Postgres[];
let desk: TestDesk;
let folder: string;
beforeAll(async () => {
  servers = [await startPostgres({ tls: true }), await startPostgres({ tls: true })];
  desk = openTestDesk();
  folder = mkdtempSync(join(tmpdir(), 'borrow-desk-guide-'));
}, 60_000);
afterAll(async () => {
  await stopWorkstations();
  desk.close();
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const programs = postgresPrograms() ?? '';
/** Runs commands as the administrator of a server. */
const sh = ({ port }: Postgres, commands: string): string =>
  execFileSync('sh', ['-e', '-c', commands], {
    cwd: folder,
    encoding: 'utf8',
    // psql prints notices about existing roles.
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      PATH: `${programs}:${process.env['PATH'] ?? ''}`,
      PGHOST: '127.0.0.1',
      PGPORT: String(port),
      PGUSER: 'postgres',
      PGPASSWORD: password,
    },
  });
const psql = (server: Postgres, commands: string, as = ''): string => {
  writeFileSync(join(folder, 'commands.sql'), commands);
  return sh(server, `${as} psql --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --file=commands.sql`);
};

/** Only the lines of the guide, and the superuser of this test. */
const letIn = (server: Postgres): void => {
  const file = psql(server, 'SHOW hba_file').trim();
  const lines = under('Create the database', 'text').replaceAll('10.0.0.0/8', '127.0.0.1/32');
  writeFileSync(file, `${lines}host all postgres 127.0.0.1/32 scram-sha-256\n`);
  psql(server, 'SELECT pg_reload_conf()');
};

const stateOf = async (one: Workstation, state: string): Promise<void> => {
  one.hub.link()?.wake();
  await waitFor(`it is ${state}`, () => one.status().state === state || undefined);
};

test('a hub is created, monitored, backed up, lost, and restored on another server as the guide says', async () => {
  const [old, anew] = servers as [Postgres, Postgres];
  const requests = ['R-1', 'R-2'].map((externalId) => addRequest(desk, { externalId })) as [
    RequestId,
    RequestId,
  ];
  psql(old, under('Create the database', 'sql'));
  letIn(old);
  expect(sh(old, under('Create the database', 'sh'))).toMatch(/= (?:[0-9a-f]{2}:){31}[0-9a-f]{2}$/mu);
  desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  mkdirSync(join(dirname(desk.file), 'one'));
  const file = join(dirname(desk.file), 'one', 'borrow-desk.sqlite');
  copyFileSync(desk.file, file);
  const one = openWorkstation(file);
  const where = { host: '127.0.0.1', port: old.port };
  const { fingerprint } = valueOf(await one.hub.look(where));
  const account = { ...where, database: 'ill', user: 'ill_hub', password: 'a long password', fingerprint };
  valueOf(await one.hub.make({ ...account, name: 'Desk one' }));
  await one.inStep();

  const [making, ...watching] = under('Watch it', 'sql').split(/(?=^SELECT)/m);
  psql(old, making ?? '');
  const asWatcher = "PGUSER=ill_monitoring PGPASSWORD='another long password' PGDATABASE=ill";
  psql(old, "UPDATE hub.workstation SET seen_at = now() - interval '4 days'", 'PGDATABASE=ill');
  expect(watching.map((one) => psql(old, one, asWatcher).split('\n').length - 1)).toEqual([1, 1, 5]);

  expect(lifeTries(one)['receive']?.(requests[0], newOpId(), 1).ok).toBe(true);
  await one.inStep();
  sh(old, under('Back it up', 'sh'));
  expect(lifeTries(one)['receive']?.(requests[1], newOpId(), 1).ok).toBe(true);
  await one.inStep();
  await old.stopForNow();

  letIn(anew);
  sh(anew, under('Restore it', 'sh'));
  await stateOf(one, 'offline');
  const there = { host: '127.0.0.1', port: anew.port };
  const shown = valueOf(await one.hub.look(there));
  const moved = { ...there, database: 'ill' };
  expect(await one.hub.changeServer({ ...moved, fingerprint: 'AA:BB' })).toMatchObject({ ok: false });
  valueOf(await one.hub.changeServer({ ...moved, fingerprint: shown.fingerprint }));
  valueOf(await one.hub.invite({ hours: 24 }));
  expect(JSON.parse(one.written())).toMatchObject({ port: anew.port, fingerprint: shown.fingerprint });
  await stateOf(one, 'hub-restored');
  valueOf(await one.hub.bringUp({ opId: newOpId() }));
  await stateOf(one, 'in-step');
  await one.inStep();
  expect(psql(anew, "SELECT count(*) FROM hub.op WHERE kind = 'receive'", 'PGDATABASE=ill').trim()).toBe('2');
  expect(valueOf(await one.hub.verify({}))).toMatchObject({ count: 0 });

  psql(anew, 'DROP DATABASE ill WITH (FORCE)');
  psql(anew, under('What removed workstations leave', 'sql'));
  const left = psql(anew, "SELECT count(*) FROM pg_roles WHERE rolname ~ '^borrow_desk_[0-9a-f]{20,}'");
  expect(left.trim()).toBe('0');
  await old.startAgain();
}, 120_000);
