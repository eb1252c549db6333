import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { hubOf } from '../../electron/main/sync/hub.ts';
import { startLibraryWriter } from '../../electron/main/sync/start-library-writer.ts';
import { fetchLibrary } from '../../electron/main/sync/fetch-library.ts';
import type { OutgoingStep } from '../../electron/main/sync/wire.ts';
import { startPostgres, type Postgres } from '../support/hub/postgres.ts';
import { leftThere } from './hub-join.bench.ts';
import { assertPlaced, lightTo, type LightDesk } from './hub-world.ts';
import { median, percentile, report, timed } from './report.ts';
import {
  desksOfYears,
  fillYears,
  loginOfYears,
  makeYearsHub,
  passwordOfYears,
  type YearsDesk,
} from './years-world.ts';

/**
 * Measures a generated hub after five years with fifty workstations: its size, the cost of emptying old steps, and whether calls take
 * longer than in the first week.
 */
export const benchHubYears = async (folder: string, requests: number): Promise<void> => {
  const server = await startPostgres({ settings: 'shared_buffers = 256MB\nmax_wal_size = 4GB\n' });
  try {
    const owner = await server.connect();
    await owner.query('CREATE DATABASE empty');
    const old = await opened(server, 'postgres', folder);
    const young = await opened(server, 'empty', folder);
    assertPlaced(await old.light.hub.push(0, [...old.made.lives(1)]));
    const fillMs = await timed(() => fillYears(old.client, requests));
    process.stdout.write(`${JSON.stringify({ what: 'made up', seconds: Math.round(fillMs / 1_000) })}\n`);
    await benchEmptying(old);
    await benchPushAndPull(old, young);
    await benchJoining(old, folder, requests);
    for (const { client, light, made } of [old, young]) {
      await light.client.end();
      await client.end();
      made.desk.close();
    }
    await owner.end();
  } finally {
    await server.stop();
  }
};

type World = {
  readonly client: pg.Client;
  readonly light: LightDesk;
  readonly made: YearsDesk;
};

const opened = async (server: Postgres, database: string, folder: string): Promise<World> => {
  const client = await server.connect(database);
  const made = await makeYearsHub(client, folder);
  const login = { user: loginOfYears(1), password: passwordOfYears, database };
  return { client, made, light: await lightTo({ host: '127.0.0.1', port: server.port, ...login }) };
};

const mbOf = async (client: pg.Client, what: string): Promise<number> => {
  const { rows } = await client.query(`SELECT ${what}::bigint AS bytes`);
  return Number((rows[0] as { readonly bytes: string }).bytes) / 1_048_576;
};
const sizeOfSteps = "pg_total_relation_size('hub.op')";
const sizeOfAll = 'pg_database_size(current_database())';

/** Empties everything old together, as after years without it; usually it is one day's steps. */
const benchEmptying = async (old: World): Promise<void> => {
  const before = { steps: await mbOf(old.client, sizeOfSteps), all: await mbOf(old.client, sizeOfAll) };
  const keys = await mbOf(old.client, "pg_total_relation_size('hub.key')");
  const portions: number[] = [];
  let emptied = 0;
  const totalMs = await timed(async () => {
    for (let some = 1; some > 0; emptied += some)
      portions.push(
        await timed(async () => {
          const { rows } = await old.light.client.query('SELECT hub.empty_steps() AS some');
          some = (rows[0] as { readonly some: number }).some;
        }),
      );
  });
  report({
    what: 'a portion of old steps is emptied, the longest of all',
    value: Math.max(...portions),
    floor: median(portions),
    unit: 'ms',
    goalRatio: null,
    goalValue: 2_000,
    more: { floorIs: 'their median', emptied, seconds: Math.round(totalMs / 1_000) },
  });
  const after = await mbOf(old.client, sizeOfSteps);
  const vacuumMs = await timed(() => old.client.query('VACUUM hub.op'));
  const written = await timed(() => old.client.query('VACUUM (FULL, ANALYZE) hub.op, hub.key'));
  report({
    what: 'the steps of five years at the hub',
    value: await mbOf(old.client, sizeOfSteps),
    floor: before.steps,
    unit: 'MB',
    goalRatio: 0.4,
    more: {
      floorIs: 'nothing was ever emptied',
      withRoomThatIsUsedAgainMb: Math.round(after),
      wholeDatabaseMb: Math.round(await mbOf(old.client, sizeOfAll)),
      wholeDatabaseBeforeMb: Math.round(before.all),
      keysBeforeMb: Math.round(keys),
      keysMb: Math.round(await mbOf(old.client, "pg_total_relation_size('hub.key')")),
      vacuumSeconds: Math.round(vacuumMs / 1_000),
      rewriteSeconds: Math.round(written / 1_000),
    },
  });
};

const lives = 40;
const warmUp = 60;
const atOnce = 50;

/** Pushes the same steps to the hub of five years and to a new one, alternately, and pulls them from there. */
const benchPushAndPull = async (old: World, young: World): Promise<void> => {
  const times: { readonly old: number[]; readonly young: number[] } = { old: [], young: [] };
  const [toOld, toYoung] = [await offersFor(old), await offersFor(young)];
  for (const [at, offer] of toOld.offers.entries()) {
    const other = toYoung.offers[at];
    if (!other) break;
    const ms = {
      old: await timed(async () => assertPlaced(await old.light.hub.push(toOld.head, [offer]))),
      young: await timed(async () => assertPlaced(await young.light.hub.push(toYoung.head, [other]))),
    };
    if (at >= warmUp) for (const which of ['old', 'young'] as const) times[which].push(ms[which]);
  }
  inStep('a step gets its place, median', times);
  const pulls: { readonly old: number[]; readonly young: number[] } = { old: [], young: [] };
  for (let round = 0; round < 200; round += 1)
    for (const [which, { light }, { head }] of [
      ['old', old, toOld],
      ['young', young, toYoung],
    ] as const)
      pulls[which].push(await timed(() => light.hub.pull(head + round, 0, atOnce)));
  inStep('fifty steps come from the hub, median', pulls);
};

const inStep = (what: string, { old, young }: { readonly old: number[]; readonly young: number[] }): void =>
  report({
    what: `${what}, on a hub of five years`,
    value: median(old),
    floor: median(young),
    unit: 'ms',
    goalRatio: 1.2,
    more: { floorIs: 'on a new hub', p95: percentile(old, 0.95), p95OfNew: percentile(young, 0.95) },
  });

/** The next steps that the first workstation of a hub offers. */
const offersFor = async ({
  client,
  made,
}: World): Promise<{ readonly head: number; readonly offers: readonly OutgoingStep[] }> => {
  const { rows } = await client.query(
    'SELECT head.seq::integer AS head, n::integer FROM hub.head, hub.workstation WHERE number = 1',
  );
  const { head, n } = rows[0] as { readonly head: number; readonly n: number };
  return { head, offers: made.lives(lives).map((offer, at) => ({ ...offer, n: n + at + 1 })) };
};

/** Measures a workstation that joins: the whole library, with the history of five years. */
const benchJoining = async ({ client, light }: World, folder: string, requests: number): Promise<void> => {
  const hub = hubOf(async (text, values) => (await light.client.query(text, [...values])).rows as unknown[]);
  const as = { epoch: 'years', workstation: desksOfYears + 1 };
  const file = join(folder, 'joined.sqlite');
  const writer = startLibraryWriter(file);
  let came = 0;
  const before = process.cpuUsage();
  const joinedMs = await timed(() => fetchLibrary(writer, hub, as, (rows) => (came = rows)));
  await writer.close();
  const { user, system } = process.cpuUsage(before);
  const readMs = await timed(() => fetchLibrary(leftThere, hub, as, () => undefined));
  const { rows } = await client.query(
    'SELECT count(*)::integer AS steps, count(kind)::integer AS taken FROM hub.op',
  );
  const { steps, taken } = rows[0] as { readonly steps: number; readonly taken: number };
  report({
    what: 'a workstation joins a hub of five years',
    value: joinedMs / 1_000,
    floor: readMs / 1_000,
    unit: 's',
    goalRatio: null,
    goalValue: 180,
    more: {
      floorIs: 'the same pieces read from the server, and left there',
      requests,
      steps,
      stepsOfStaff: taken,
      rowsAndSteps: came,
      databaseMb: Math.round(statSync(file).size / 1_048_576),
      processorSeconds: Math.round((user + system) / 1e6),
    },
  });
  rmSync(file, { force: true });
};
