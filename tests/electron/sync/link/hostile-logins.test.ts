import type pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerOf,
  codeOf,
  pushStep,
  plainHub,
  type PlainHub,
  type PlainLogin,
} from '../../../support/hub/plain-hub.ts';
import { postgresVersions } from '../../../support/hub/postgres.ts';
import { waitFor } from '../../../support/waiting.ts';

// An attacker has read the login of a workstation and queries the hub with psql. This tries what the program would never do.

/**
 * In the shipped SQL a lock may be held for 30 seconds, a transaction for 30 minutes, and a workstation waits 5 seconds for a lock, twice
 * at most.
 */
const quick = (text: string): string => {
  const changed = text
    .replaceAll("interval '30 seconds'", "interval '2 seconds'")
    .replaceAll("interval '30 minutes'", "interval '6 seconds'")
    .replaceAll("lock_timeout = '5s'", "lock_timeout = '500ms'");
  if (!["'2 seconds'", "'6 seconds'", "'500ms'"].every((time) => changed.includes(time)))
    throw new Error('How long a lock may be kept stands elsewhere.');
  return changed;
};
/** It recovers long before that: a machine may be busy. */
const longestMs = 10_000;

describe.each(postgresVersions())('PostgreSQL $version', ({ folder }) => {
  let hub: PlainHub;
  let first: pg.Client;
  beforeAll(async () => {
    hub = await plainHub(folder, { settings: 'max_prepared_transactions = 5\n', change: quick });
    first = await hub.connect(hub.first);
  }, 120_000);
  afterAll(() => hub.stop());

  /** Retries what was not possible, as the program does. */
  const succeeds = async (asked: () => Promise<unknown>): Promise<number> => {
    const startMs = performance.now();
    for (;;) {
      const code = await codeOf(asked().then(() => 'done'));
      if (code === 'done') return performance.now() - startMs;
      expect(code).toBe('55P03');
      await pause(200);
    }
  };
  const push = (): Promise<unknown> => answerOf(first, "SELECT hub.push(0, '[]')");
  const withoutTimeouts = async (login: PlainLogin): Promise<pg.Client> => {
    const client = await hub.connect(login);
    await client.query(
      'SET lock_timeout = 0; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0',
    );
    return client;
  };

  const locks: readonly (readonly [string, (client: pg.Client) => Promise<unknown>])[] = [
    ['in an open transaction', (client) => client.query("BEGIN; SELECT hub.push(0, '[]')")],
    ['in a statement that never ends', (client) => client.query("SELECT hub.push(0, '[]'), pg_sleep(1000)")],
    ['while it waits for itself', (client) => client.query("SELECT hub.push(0, '[]'), pg_advisory_lock(1)")],
    [
      'by a column that it adds',
      (client) => client.query(`BEGIN; SELECT hub.add_columns('[{"table": "request", "columns": []}]', 0)`),
    ],
  ];
  test.each(locks)(
    'a login that holds the turn %s is disconnected, and barred for a while',
    async (_, takes) => {
      const login = await hub.join('Hostile', first);
      const waits = await hub.connect(login);
      await waits.query('SELECT pg_advisory_lock(1)');
      const hostile = await withoutTimeouts(login);
      const taken = takes(hostile).catch(() => undefined);
      await pause(200);
      expect(await succeeds(push)).toBeLessThan(longestMs);
      await taken;
      const again = await hub.connect(login);
      expect(await codeOf(answerOf(again, "SELECT hub.push(0, '[]')"))).toBe('HB010');
      expect(await codeOf(answerOf(again, "SELECT hub.take_lease('care', 90)"))).toBe('HB010');
    },
    60_000,
  );

  test('a login cannot lock any number that a workstation waits for', async () => {
    const hostile = await withoutTimeouts(await hub.join('Numbers', first));
    await hostile.query('SELECT pg_advisory_lock(7206871)');
    expect(await succeeds(push)).toBeLessThan(1_000);
    await hostile.end();
  });

  test('a login that takes the turn again and again on all of its connections does not keep it', async () => {
    const login = await hub.join('Many', first);
    const all = await Promise.all(Array.from({ length: 5 }, () => withoutTimeouts(login)));
    let isOver = false;
    const attacks = all.map(async (client) => {
      for (let connection = client; !isOver;) {
        await connection
          .query("BEGIN; SELECT hub.push(0, '[]'); SELECT pg_sleep(1000)")
          .catch(() => undefined);
        connection = await withoutTimeouts(login).catch(() => connection);
      }
    });
    try {
      await pause(300);
      expect(await succeeds(push)).toBeLessThan(longestMs);
      // It is barred by now, and can only keep the server busy with connection attempts.
      expect(await succeeds(push)).toBeLessThan(longestMs);
    } finally {
      isOver = true;
      const root = await hub.root();
      await root.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [
        login.user,
      ]);
      await Promise.all(attacks);
    }
  }, 60_000);

  test('a login gets no more connections than a workstation needs', async () => {
    const login = await hub.join('Connections', first);
    for (let n = 0; n < 6; n += 1) await hub.connect(login);
    expect(await codeOf(hub.connect(login))).toBe('53300');
  });

  test('a lease held in an open transaction becomes free again', async () => {
    const hostile = await withoutTimeouts(await hub.join('Leases', first));
    await hostile.query("BEGIN; SELECT hub.take_lease('letters', 90)");
    expect(await succeeds(() => answerOf(first, "SELECT hub.take_lease('letters', 90)"))).toBeLessThan(
      longestMs,
    );
  }, 60_000);

  test('a read-only transaction is ended as well, before it prevents the server from vacuuming', async () => {
    const hostile = await withoutTimeouts(await hub.join('Reads', first));
    let isEnded = false;
    hostile.on('end', () => (isEnded = true));
    await hostile.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT hub.pull(0, 0, 1)');
    const renews = (): Promise<unknown> => answerOf(first, "SELECT hub.take_lease('care', 90)");
    await renews();
    expect(isEnded).toBe(false);
    await waitFor('it is ended', async () => {
      await renews();
      return isEnded || undefined;
    });
  }, 60_000);

  test('there are two leases, and they expire', async () => {
    for (const asked of [
      "'other', 60",
      "'letters', 91",
      "'care', 2147483647",
      "'care', -5",
      "'care', NULL",
      'NULL, 60',
    ])
      expect(await codeOf(answerOf(first, `SELECT hub.take_lease(${asked})`)), asked).toBe('HB006');
  });

  test('a prepared transaction holds nothing', async () => {
    const login = await hub.join('Prepares', first);
    const hostile = await withoutTimeouts(login);
    for (const asked of [
      "hub.push(0, '[]')",
      "hub.take_lease('care', 1)",
      "hub.hello('', 0, 0, 0, 0)",
      'hub.begin_anew()',
    ]) {
      await hostile.query(`BEGIN; SELECT ${asked}`);
      expect(await codeOf(hostile.query("PREPARE TRANSACTION 'kept'")), asked).toBe('0A000');
      await hostile.query('ROLLBACK');
    }
    const guest = await hub.connect(await hub.invite(first));
    await guest.query("BEGIN; SELECT hub.enroll('Guest', repeat('x', 32))");
    expect(await codeOf(guest.query("PREPARE TRANSACTION 'kept'"))).toBe('0A000');
  });

  test('no other account can connect to the database, and a workstation can create nothing there', async () => {
    const root = await hub.root('postgres');
    await root.query(
      "CREATE ROLE stranger LOGIN PASSWORD 'x'; CREATE ROLE reader LOGIN PASSWORD 'x' IN ROLE borrow_desk_reports",
    );
    expect(await codeOf(hub.connect({ user: 'stranger', password: 'x' }))).toBe('42501');
    const reader = await hub.connect({ user: 'reader', password: 'x' });
    expect(await answerOf(reader, 'SELECT count(*)::int FROM reports.requests')).toBe(0);
    const login = await hub.connect(await hub.join('Maker', first));
    for (const client of [reader, login])
      for (const makes of [
        'CREATE TEMP TABLE mine (id int)',
        'CREATE TABLE public.mine (id int)',
        'CREATE SCHEMA mine',
        'CREATE TABLE hub.mine (id int)',
        'SELECT; LOCK TABLE hub.order_lock IN ACCESS SHARE MODE',
        'SELECT FROM hub.order_lock FOR UPDATE',
        'SELECT hub.end_holders()',
        'SELECT hub.lock_order()',
      ])
        expect(await codeOf(client.query(makes)), makes).toBe('42501');
    for (const not of ['SELECT FROM hub_rows.operator', 'SELECT hub.pull(0, 0, 1)'])
      expect(await codeOf(reader.query(not)), not).toBe('42501');
  });
});

// The length of the notification queue is configurable from version 17 on.
describe.each(postgresVersions().filter(({ version }) => Number(version) >= 17))(
  'the notification queue of PostgreSQL $version',
  ({ folder }) => {
    let hub: PlainHub;
    beforeAll(async () => {
      hub = await plainHub(folder, { settings: 'max_notify_queue_pages = 64\n', change: quick });
    }, 120_000);
    afterAll(() => hub.stop());

    test('a step gets its position although a login has filled the queue, and that login is disconnected', async () => {
      const first = await hub.connect(hub.first);
      const login = await hub.join('Fills', first);
      const listens = await hub.connect(login);
      let isEnded = false;
      listens.on('end', () => (isEnded = true));
      await listens.query('LISTEN hub');
      await listens.query('BEGIN; SELECT 1');
      const fills = await hub.connect(login);
      const fill = "SELECT pg_notify('hub', n || repeat('x', 7000)) FROM generate_series(1, 20) AS n";
      let code: unknown;
      while (typeof code !== 'string') code = await codeOf(fills.query(fill));
      expect(code).toBe('54000');
      await pushStep(first, hub.first.number, { kind: 'bring-up-hub', asked: {} });
      await waitFor('who keeps it full is ended', async () => {
        await answerOf(first, "SELECT hub.take_lease('care', 90)");
        return isEnded || undefined;
      });
    }, 60_000);
  },
);
