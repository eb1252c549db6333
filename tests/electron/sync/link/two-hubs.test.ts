import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failureOfJoining } from '../../../../electron/main/sync/link/failures.ts';
import { hubSql } from '../../../support/hub/hub-server.ts';
import { startPostgres, type Postgres } from '../../../support/hub/postgres.ts';

// Two libraries have their hubs on one server: logins are shared by both, but joining one does not give access to the other.

const passwordOf = (who: string): string => who.padEnd(32, 'x');
const libraries = ['town', 'college'] as const;

let server: Postgres;
const connections: pg.Client[] = [];
const connect = async (database: string, user: string): Promise<pg.Client> => {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user,
    password: passwordOf(user),
    database,
  });
  await client.connect();
  connections.push(client);
  return client;
};
const answerOf = async (client: pg.Client, text: string, values: readonly unknown[]): Promise<unknown> =>
  ((await client.query(text, [...values])).rows as { readonly answer: unknown }[])[0]?.answer;

beforeAll(async () => {
  server = await startPostgres();
  const root = await server.connect();
  for (const library of libraries) {
    await root.query(`CREATE DATABASE ${library}`);
    const client = await server.connect(library);
    await client.query('BEGIN');
    await client.query(hubSql.hub);
    await client.query('SELECT hub.add_workstation($1, $2, $1)', [library, passwordOf(library)]);
    await client.query('COMMIT');
    await client.end();
  }
  await root.end();
}, 60_000);
afterAll(async () => {
  await server.stop();
});
beforeEach(() => async () => {
  for (const client of connections.splice(0)) await client.end();
});

/** Invites as the first workstation of a library does; the login's password is derived from its name. */
const invite = async (library: string): Promise<string> => {
  const first = await connect(library, library);
  const login = String(await answerOf(first, 'SELECT hub.invite($1, 24) AS answer', [passwordOf('guest')]));
  const root = await server.connect();
  await root.query(`ALTER ROLE ${login} PASSWORD '${passwordOf(login)}'`);
  await root.end();
  return login;
};

const enroll = (client: pg.Client): Promise<unknown> =>
  answerOf(client, 'SELECT hub.enroll($1, $2) AS answer', ['Guest', passwordOf('own')]);

test('an invitation to one of them cannot join the other, and joins its own once', async () => {
  const login = await invite('town');
  const elsewhere = await connect('college', login);
  const refused: unknown = await enroll(elsewhere).catch((error: unknown) => error);
  expect(failureOfJoining(refused).error.message).toMatch(
    /^This joining file was already used or withdrawn, or has expired\./u,
  );
  const list = 'SELECT hub.list_workstations() AS answer';
  await expect(answerOf(elsewhere, list, [])).rejects.toMatchObject({ code: '42501' });

  const here = await connect('town', login);
  expect(await enroll(here)).toBe(2);
  expect(await answerOf(here, list, [])).toHaveLength(2);
  await expect(enroll(here)).rejects.toMatchObject({ code: '42501' });
  // The role of a workstation may call the functions of the other hub, which does not know it.
  await expect(answerOf(elsewhere, list, [])).rejects.toMatchObject({ code: 'HB001' });
});

test('an expired invitation is deleted with its login when the next one is created', async () => {
  const root = await server.connect('town');
  const logins = async (): Promise<readonly string[]> =>
    (
      await root.query<{ login: string }>(
        "SELECT rolname AS login FROM pg_roles WHERE rolname ~ '^borrow_desk_[0-9a-f]{32}$'",
      )
    ).rows.map(({ login }) => login);
  const [over, joined] = [await invite('town'), await invite('town')];
  await enroll(await connect('town', joined));
  // As in a copy of the database from before it joined.
  await root.query('INSERT INTO hub.invitation (login, until) VALUES ($1, now())', [joined]);
  await root.query("UPDATE hub.invitation SET until = now() - interval '1 hour'");
  const next = await invite('town');
  expect(await logins()).toEqual(expect.arrayContaining([joined, next]));
  expect(await logins()).not.toContain(over);
  await root.end();
});
