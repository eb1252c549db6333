import pg from 'pg';
import { fillHub } from '../../../electron/main/sync/link/fill-hub.ts';
import { openTestDesk } from '../desk.ts';
import { hubSql } from './hub-server.ts';
import { pushedStep } from './pushed.ts';
import { startPostgres } from './postgres.ts';

/** A login of a workstation, with its password. */
export type PlainLogin = { readonly user: string; readonly password: string; readonly number: number };

/** A hub created by an account that owns its database and may create roles, but is no superuser; queried directly, as with `psql`. */
export type PlainHub = {
  /** The workstation that created it, whose operator 1 is an administrator. */
  readonly first: PlainLogin;
  /** Opens a connection with a login, to the hub's database or another one. It is closed with the test file. */
  readonly connect: (login: Pick<PlainLogin, 'user' | 'password'>, database?: string) => Promise<pg.Client>;
  /** Opens a connection of the server's superuser. */
  readonly root: (database?: string) => Promise<pg.Client>;
  /** Creates an invitation, whose login can only join. */
  readonly invite: (by: pg.Client) => Promise<Omit<PlainLogin, 'number'>>;
  /** Invites, and joins with the invitation. */
  readonly join: (name: string, by: pg.Client) => Promise<PlainLogin>;
  readonly stop: () => Promise<void>;
};

const account = { user: 'librarian', password: 'a password of an account that is none of a person' };

/** Returns the single value of a statement's result. */
export const answerOf = async (
  client: pg.Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<unknown> =>
  Object.values((await client.query<Record<string, unknown>>(text, [...values])).rows[0] ?? {})[0];

/** Returns the error code with which the server refuses something; its result if it does not. */
export const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error));

/**
 * Starts a server and creates a hub on it.
 * @param programs the folder of the server's programs.
 * @param change alters the text of the hub's SQL, for example to turn waiting times of minutes into seconds.
 */
export const plainHub = async (
  programs: string,
  { settings = '', change = (text: string) => text } = {},
): Promise<PlainHub> => {
  const server = await startPostgres({ programs, settings: `fsync = off\n${settings}` });
  const connections: pg.Client[] = [];
  const connect: PlainHub['connect'] = async ({ user, password }, database = 'ill') => {
    const client = new pg.Client({ host: '127.0.0.1', port: server.port, user, password, database });
    client.on('error', () => undefined);
    await client.connect();
    connections.push(client);
    return client;
  };
  const root: PlainHub['root'] = async (database = 'ill') => {
    const client = await server.connect(database);
    connections.push(client);
    return client;
  };
  const superuser = await root('postgres');
  await superuser.query(`CREATE ROLE ${account.user} LOGIN CREATEROLE PASSWORD '${account.password}'`);
  await superuser.query(`CREATE DATABASE ill OWNER ${account.user}`);
  const first = { user: 'borrow_desk_first', password: 'first'.padEnd(32, 'x') };
  const owner = await connect(account);
  const desk = openTestDesk();
  await owner.query('BEGIN');
  const number = await fillHub({
    db: desk.context.db,
    query: async (text, values) => (await owner.query(text, [...values])).rows as unknown[],
    run: (text) => owner.query(text),
    makes: { ...hubSql, hub: change(hubSql.hub) },
    first: { login: first.user, password: first.password, name: 'First' },
  });
  await owner.query('COMMIT');
  desk.close();
  const invite: PlainHub['invite'] = async (by) => {
    const password = 'invited'.padEnd(32, 'x');
    return { user: String(await answerOf(by, 'SELECT hub.invite($1, 24)', [password])), password };
  };
  return {
    first: { ...first, number },
    connect,
    root,
    invite,
    join: async (name, by) => {
      const invitation = await invite(by);
      const guest = await connect(invitation);
      const password = name.padEnd(32, 'x');
      const given = Number(await answerOf(guest, 'SELECT hub.enroll($1, $2)', [name, password]));
      await guest.end();
      return { user: invitation.user, password, number: given };
    },
    stop: async () => {
      for (const client of connections) await client.end().catch(() => undefined);
      await server.stop();
    },
  };
};

/** Pushes a workstation's step that records an administrator's decision. @returns its identifier. */
export const pushStep = async (
  client: pg.Client,
  workstation: number,
  {
    kind,
    operatorId = 1,
    asked,
    ...others
  }: {
    readonly kind: string;
    readonly operatorId?: number;
    readonly asked: unknown;
    readonly timeZone?: string;
    readonly changes?: readonly object[];
  },
): Promise<string> => {
  const n = Number(await answerOf(client, "SELECT (hub.hello('', 0, 0, 0, 0)->>'n')::int")) + 1;
  const step = {
    ...pushedStep(n),
    opId: `${kind}-${workstation}-${n}`,
    workstation,
    kind,
    operatorId,
    requestId: null,
    input: JSON.stringify({ digest: '', asked }),
    ...others,
  };
  const verdicts = await answerOf(client, 'SELECT hub.push(1000000, $1::jsonb)', [JSON.stringify([step])]);
  const [{ verdict, why } = {}] = verdicts as { verdict?: string; why?: string }[];
  if (verdict !== 'accepted') throw new Error(`${verdict}: ${why}`);
  return step.opId;
};
