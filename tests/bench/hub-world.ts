import type BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { join } from 'node:path';
import { connect, inTransaction } from '../../electron/main/db/open.ts';
import { closeDesk } from '../../electron/main/db/start.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';
import { queueForHub } from '../../electron/main/desk/steps/frame/queue-for-hub.ts';
import { beginSharing } from '../../electron/main/desk/store/hub.queries.ts';
import { listPending } from '../../electron/main/desk/store/pending-steps.queries.ts';
import { type Hub, hubOf } from '../../electron/main/sync/hub.ts';
import type { KnownHub } from '../../electron/main/sync/link/connection-file.ts';
import { fillHub } from '../../electron/main/sync/link/fill-hub.ts';
import type { HubLink } from '../../electron/main/sync/link/hub-link.ts';
import { fetchIdentity } from '../../electron/main/sync/link/server-certificate.ts';
import { outgoingStep } from '../../electron/main/sync/outgoing-step.ts';
import type { OutgoingStep, Verdicts } from '../../electron/main/sync/wire.ts';
import type { Instant } from '../../shared/domain/ids.ts';
import { hubSql } from '../support/hub/hub-server.ts';
import { linkOf } from '../support/hub/link-of.ts';
import { password, startPostgres } from '../support/hub/postgres.ts';
import { copyDatabase, type DeskCopy, openCopy } from './desk-copy.ts';

/** How many workstations the hub of a measurement has: 1, 2, 3 … */
export const workstations = 55;

const epoch = 'bench';
const workstationPassword = password.padEnd(32, 'x');
const loginOf = (workstation: number): string => `borrow_desk_bench_${workstation}`;

/** A connection that makes a workstation's calls to the hub, without the rest of the program. */
export type LightDesk = { readonly client: pg.Client; readonly hub: Hub };

/** A hub with the generated library, and workstations with the same library. */
export type HubWorld = {
  readonly port: number;
  /** A superuser connection to the server. */
  readonly client: pg.Client;
  /** The initial number of rows and steps, and how long filling the hub took. */
  readonly filled: { readonly rows: number; readonly ms: number };
  readonly now: () => Date;
  /** A workstation without a hub, and one that shares under a number, each with its own copy of the library. */
  readonly alone: (name: string) => DeskCopy;
  readonly sharing: (workstation: number) => DeskCopy;
  readonly light: (workstation: number) => Promise<LightDesk>;
  /** Returns a workstation's knowledge of the hub. */
  readonly known: (workstation: number, port?: number) => Promise<KnownHub>;
  readonly stop: () => Promise<void>;
};

export const openHubWorld = async (dataDir: string, folder: string): Promise<HubWorld> => {
  const now = (): Date => new Date();
  const first = join(folder, 'hub-first');
  // A first start adds the same rows on all workstations.
  closeDesk(openCopy(copyDatabase(dataDir, first), now).raw);
  const server = await startPostgres({ tls: true, settings: 'max_connections = 150\n' });
  const client = await server.connect();
  const source = openCopy(copyDatabase(first, join(folder, 'hub-source')), now);
  let rows = 0;
  const startMs = performance.now();
  await client.query('BEGIN');
  await fillHub({
    db: source.raw as ReadableDB,
    query: async (text, values) => (await client.query(text, [...values])).rows as unknown[],
    run: (text) => client.query(text),
    makes: hubSql,
    first: { login: loginOf(1), password: workstationPassword, name: 'Desk 1' },
    progress: (count) => (rows = count),
  });
  const ms = performance.now() - startMs;
  for (let number = 2; number <= workstations; number += 1)
    await client.query('SELECT hub.add_workstation($1, $2, $3)', [
      loginOf(number),
      workstationPassword,
      `Desk ${number}`,
    ]);
  await client.query('UPDATE hub.head SET epoch = $1', [epoch]);
  await client.query('COMMIT; RESET ROLE; ANALYZE');
  source.raw.close();
  const at = { host: '127.0.0.1', port: server.port };
  return {
    port: server.port,
    client,
    filled: { rows, ms },
    now,
    alone: (name) => openCopy(copyDatabase(first, join(folder, name)), now),
    sharing: (workstation) => {
      const file = copyDatabase(first, join(folder, `hub-${workstation}`));
      const raw: BetterSqlite3.Database = connect(file);
      inTransaction(raw as ReadableDB, (db) => beginSharing(db, { epoch, workstation, cursor: 0 }));
      raw.close();
      const desk = openCopy(file, now);
      queueForHub(desk.raw as ReadableDB, () => 'UTC');
      return desk;
    },
    light: (workstation) => openLight(server.port, workstation),
    known: async (workstation, port = server.port) => {
      const shown = await fetchIdentity(at.host, at.port, AbortSignal.timeout(5_000));
      return {
        ...at,
        port,
        database: 'postgres',
        ...shown,
        user: loginOf(workstation),
        password: workstationPassword,
        name: `Desk ${workstation}`,
        alone: false,
        making: false,
      };
    },
    stop: async () => {
      await client.end();
      await server.stop();
    },
  };
};

/** Connects a workstation like the program. @param port another port for the hub. */
export const openLink = async (
  world: HubWorld,
  desk: DeskCopy,
  workstation: number,
  { changed = () => undefined, port }: { readonly changed?: () => void; readonly port?: number } = {},
): Promise<HubLink> =>
  linkOf(desk.raw as ReadableDB, await world.known(workstation, port), world.now, {
    changed,
    hasMail: () => true,
    fault: (words) => void process.stderr.write(`The hub forbade: ${words}\n`),
    log: (event, error) => void process.stderr.write(`${event}: ${String(error)}\n`),
  });

/** Connects as a workstation, without encryption, because only the hub is measured. */
export const openLight = (port: number, workstation: number): Promise<LightDesk> =>
  lightTo({
    host: '127.0.0.1',
    port,
    user: loginOf(workstation),
    password: workstationPassword,
    database: 'postgres',
  });

/** The same for any login. */
export const lightTo = async (login: pg.ClientConfig): Promise<LightDesk> => {
  const client = new pg.Client(login);
  // Errors when the server is stopped at the end are ignored.
  client.on('error', () => undefined);
  await client.connect();
  return {
    client,
    // By name, like the program's queries.
    hub: hubOf(
      async (text, values) =>
        (await client.query({ name: text.slice(0, 60), text, values: [...values] })).rows as unknown[],
    ),
  };
};

/** The pending steps of a workstation, as it offers them. */
export const offersOf = ({ raw }: DeskCopy): OutgoingStep[] => {
  const db = raw as ReadableDB;
  const now = new Date().toISOString() as Instant;
  return listPending(db).map((step) => outgoingStep(db, step, now));
};

/** Distributes the steps as if workstations had taken them in turn, each with its own numbering. */
export const dealt = (
  offers: readonly OutgoingStep[],
  to: readonly number[],
): { readonly workstation: number; readonly offer: OutgoingStep }[] => {
  const last = new Map<number, number>();
  return offers.map((offer, at) => {
    const workstation = to[at % to.length] ?? 0;
    const n = (last.get(workstation) ?? 0) + 1;
    last.set(workstation, n);
    return { workstation, offer: { ...offer, workstation, n } };
  });
};

export const assertPlaced = (verdicts: Verdicts): void => {
  const other = verdicts.find(({ verdict }) => verdict !== 'accepted');
  if (other) throw new Error(`The hub did not place a step: ${JSON.stringify(other)}`);
};
