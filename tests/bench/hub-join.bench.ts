import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { fillHub } from '../../electron/main/sync/link/fill-hub.ts';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import { connect } from '../../electron/main/db/open.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';
import type { LibraryWriter } from '../../electron/main/sync/fetch-library.ts';
import { fetchLibrary } from '../../electron/main/sync/fetch-library.ts';
import { hubOf } from '../../electron/main/sync/hub.ts';
import { startLibraryWriter } from '../../electron/main/sync/start-library-writer.ts';
import { hubSql } from '../support/hub/hub-server.ts';
import { password, startPostgres } from '../support/hub/postgres.ts';
import { report, timed } from './report.ts';

/**
 * Measures a new workstation that joins and receives the whole library. The floor: the same pieces fetched from the server, but not
 * stored.
 */
export const benchHubJoin = async (dataDir: string, folder: string): Promise<void> => {
  const server = await startPostgres();
  const source = connect(databaseFileOf(dataDir));
  const login = { login: 'borrow_desk_bench', password: password.padEnd(32, 'x'), name: 'Bench' };
  const owner = await server.connect();
  let rows = 0;
  await owner.query('BEGIN');
  await fillHub({
    db: source as ReadableDB,
    query: async (text, values) => (await owner.query(text, [...values])).rows as unknown[],
    run: (text) => owner.query(text),
    makes: hubSql,
    first: login,
    progress: (count) => (rows = count),
  });
  await owner.query('COMMIT');
  await owner.query('ANALYZE');
  await owner.end();
  source.close();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: login.login,
    password: login.password,
    database: 'postgres',
  });
  await client.connect();
  const hub = hubOf(async (text, values) => (await client.query(text, [...values])).rows as unknown[]);
  const as = { epoch: 'bench', workstation: 2 };
  const file = join(folder, 'joined.sqlite');
  const writer = startLibraryWriter(file);
  const pauses = monitorEventLoopDelay({ resolution: 5 });
  try {
    const before = process.cpuUsage();
    const ownBefore = process.threadCpuUsage();
    pauses.enable();
    const joinedMs = await timed(() => fetchLibrary(writer, hub, as, () => undefined));
    pauses.disable();
    await writer.close();
    const all = process.cpuUsage(before);
    const own = process.threadCpuUsage(ownBefore);
    const readMs = await timed(() => fetchLibrary(leftThere, hub, as, () => undefined));
    report({
      what: 'a new workstation has the whole library of its hub',
      value: joinedMs / 1_000,
      floor: readMs / 1_000,
      unit: 's',
      goalRatio: null,
      // The library should be usable within a minute.
      goalValue: 60,
      more: {
        floorIs: 'the same pieces read from the server, and left there',
        rows,
        processorSeconds: Math.round((all.user + all.system) / 1e6),
        processorSecondsOfTheWindow: Math.round((own.user + own.system) / 1e6),
        longestPauseMs: Math.round(pauses.max / 1e6),
      },
    });
  } finally {
    await client.end();
    await server.stop();
    rmSync(file, { force: true });
  }
};

/** Reads of each piece only what is needed to ask for the next one. */
export const leftThere: LibraryWriter = {
  rows: (_table, json) => Promise.resolve(partOf(json, 'id')),
  steps: (json) => Promise.resolve(partOf(json, 'seq')),
  end: () => Promise.resolve(),
};

const partOf = (json: string, key: string): { readonly count: number; readonly last: number } => {
  const found = JSON.parse(json) as Readonly<Record<string, unknown>>[];
  return { count: found.length, last: Number(found.at(-1)?.[key] ?? 0) };
};
