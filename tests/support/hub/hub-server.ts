import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { fillHub } from '../../../electron/main/sync/link/fill-hub.ts';
import type { Query } from '../../../electron/main/sync/hub.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { openInProcess } from './in-process-postgres.ts';
import { epochOfTests } from './sync-desk.ts';
import { startPostgres } from './postgres.ts';

/** A database with the SQL that ships. */
export type TestHub = {
  /** Asks as its owner. */
  readonly query: Query;
  /** Runs statements as its owner. */
  readonly run: (statements: string) => Promise<unknown>;
  /** Makes the hub anew from a library, with so many workstations: 1, 2, 3 … */
  readonly fill: (db: ReadableDB, workstations: number) => Promise<void>;
  /** Asks as a workstation does, with its login. */
  readonly queryAs: (workstation: number) => Query;
  /**
   * Plays on the hub as it is, in one transaction that is taken back: nothing has to be filled anew. After a statement that fails there is no other
   * one in the play.
   * @param change changes the text of the hub's functions for this play.
   */
  readonly playOn: <T>(work: () => Promise<T>, change?: (text: string) => string) => Promise<T>;
  /** In a play: keeps the hub as it is now, and restores it to that. */
  readonly backUp: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const sqlOf = (name: string): string =>
  readFileSync(new URL(`../../../resources/hub/${name}.sql`, import.meta.url), 'utf8');
/** The SQL that ships. */
export const hubSql = { hub: sqlOf('hub'), reports: sqlOf('reports') } as const;
/** The login of a workstation in the hub's database. */
export const loginOf = (workstation: number): string => `borrow_desk_test_${workstation}`;
/** The password of all workstations of a test. */
export const passwordOfDesks = 'x'.repeat(32);
const owner = 'postgres';

const functionsOf = (sql: string): readonly string[] =>
  sql.match(/^CREATE FUNCTION [^;]*?(\$(?:make)?\$).*?\1;$/gmsu) ?? [];

/** Makes the functions anew that are not as they ship. @throws where there is none. */
const functionsThatDiffer = (sql: string): string => {
  const shipped = new Set(functionsOf(hubSql.hub));
  const others = functionsOf(sql).filter((text) => !shipped.has(text));
  if (others.length === 0) throw new Error('A fault in the SQL that is in none of its functions.');
  // The function that changes rows is written by another one, for the tables as they are.
  const again = 'UPDATE hub.head SET rows_version = rows_version;';
  return [...others.map((text) => text.replace('CREATE', 'CREATE OR REPLACE')), again].join('\n');
};

/** Numbers that are given are not taken back with the transaction. */
const numbersAsInRows =
  "SELECT setval(pg_get_serial_sequence('hub.workstation', 'number'), (SELECT max(number) FROM hub.workstation));";

/** Rows of plays that were rolled back are swept out after so many: nobody else does in a database within this process. */
const sweptAfter = 50;

/** One connection to a database: statements without values, and one with. */
export type Connection = {
  readonly run: (statements: string) => Promise<unknown>;
  /** @param login who asks from now on; null: whoever asked last. */
  readonly ask: (login: string | null, ...asked: Parameters<Query>) => ReturnType<Query>;
  readonly close: () => Promise<void>;
};

/** Who asks from now on. */
export const asking = (login: string): string => `SET SESSION AUTHORIZATION ${login}`;

/** A statement with its values in it: one message to the database within the process instead of five. */
const withValues = (text: string, values: readonly unknown[]): string =>
  text.replaceAll(/\$(\d+)/g, (_, at: string) => {
    const value = values[Number(at) - 1];
    return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
  });

const inProcess = async (): Promise<Connection> => {
  const pg = await openInProcess();
  return {
    run: (text) => pg.exec(text),
    ask: async (login, text, values) => {
      const whole = withValues(text, values);
      return (await pg.exec(login === null ? whole : `${asking(login)}; ${whole}`)).at(-1)?.rows ?? [];
    },
    close: () => pg.close(),
  };
};

/** Asks over a connection to a server. */
export const askOver =
  (client: pg.Client): Connection['ask'] =>
  async (login, text, values) => {
    if (login !== null) await client.query(asking(login));
    return (await client.query(text, [...values])).rows as unknown[];
  };

const server = async (): Promise<Connection> => {
  const started = await startPostgres({ settings: 'fsync = off\n' });
  const client = await started.connect();
  return {
    run: (text) => client.query(text),
    ask: askOver(client),
    close: async () => {
      await client.end();
      await started.stop();
    },
  };
};

/**
 * Opens a hub over one connection: who asks is set before each question, and nobody comes between, so that a seed gives the same each time.
 */
export const openTestHub = async (where: 'in-process' | 'server'): Promise<TestHub> =>
  openHubOver(await (where === 'server' ? server() : inProcess()));

/** The same over an open connection of a superuser. */
export const openHubOver = ({ run, ask: askAs, close }: Connection): TestHub => {
  let running: Promise<unknown> = Promise.resolve();
  let plays = 0;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = running.then(work, work);
    running = next.catch(() => undefined);
    return next;
  };
  /** Who asked last. */
  let last: string | null = null;
  const ask = (login: string, ...asked: Parameters<Query>): ReturnType<Query> => {
    const before = login === last ? null : login;
    last = login;
    return askAs(before, ...asked);
  };
  const query: Query = (text, values) => askAs(null, text, values);
  return {
    query: (text, values) => inTurn(() => ask(owner, text, values)),
    run: (statements) => inTurn(() => run(statements)),
    queryAs: (workstation) => (text, values) => inTurn(() => ask(loginOf(workstation), text, values)),
    fill: (db, workstations) =>
      inTurn(async () => {
        await run(`${asking(owner)}; RESET ROLE; DROP SCHEMA IF EXISTS hub, hub_rows, reports CASCADE`);
        last = owner;
        const first = { login: loginOf(1), password: passwordOfDesks, name: 'Desk 1' };
        await fillHub({ db, query, run, makes: hubSql, first });
        await query('UPDATE hub.head SET epoch = $1', [epochOfTests]);
        for (let number = 2; number <= workstations; number += 1)
          await query('SELECT hub.add_workstation($1, $2, $3)', [
            loginOf(number),
            passwordOfDesks,
            `Desk ${number}`,
          ]);
        await run('RESET ROLE; ANALYZE');
      }),
    playOn: async (work, change) => {
      await inTurn(async () => {
        await run(`${asking(owner)}; ${numbersAsInRows}
          BEGIN; ${change ? functionsThatDiffer(change(hubSql.hub)) : ''}`);
        last = owner;
      });
      try {
        return await work();
      } finally {
        await inTurn(async () => {
          await run(`ROLLBACK; ${asking(owner)}`);
          last = owner;
          plays += 1;
          if (plays % sweptAfter === 0) await run('VACUUM');
        });
      }
    },
    backUp: () =>
      inTurn(async () => {
        await run(`${asking(owner)}; SAVEPOINT backup`);
        last = owner;
      }),
    restore: () =>
      inTurn(async () => {
        await run(`ROLLBACK TO SAVEPOINT backup; ${asking(owner)}; ${numbersAsInRows}`);
        last = owner;
      }),
    close,
  };
};
