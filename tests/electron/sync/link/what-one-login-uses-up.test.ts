import type pg from 'pg';
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

// An attacker has the login of one workstation and exhausts shared resources: connections, the disk, leases, invitations, columns.

const maxBytes = 2_000_000;
/** In the shipped SQL a login may share a gigabyte a day. */
const small = (text: string): string => {
  const changed = text.replace('1073741824', String(maxBytes));
  if (changed === text) throw new Error('How much a login shares in a day stands elsewhere.');
  return changed;
};

describe.each(postgresVersions())('PostgreSQL $version', ({ folder }) => {
  let hub: PlainHub;
  let first: pg.Client;
  let root: pg.Client;
  beforeAll(async () => {
    hub = await plainHub(folder, { settings: 'max_connections = 50\n', change: small });
    first = await hub.connect(hub.first);
    root = await hub.root();
  }, 120_000);
  afterAll(() => hub.stop());

  const thief = async (name: string): Promise<pg.Client & { readonly login: PlainLogin }> => {
    const login = await hub.join(name, first);
    return Object.assign(await hub.connect(login), { login });
  };
  /** Removes all workstations and invitations except the first, with their logins. */
  const clear = async (): Promise<void> => {
    const { rows } = await root.query<{ login: string }>(
      'SELECT login FROM hub.workstation WHERE number <> $1 UNION SELECT login FROM hub.invitation',
      [hub.first.number],
    );
    for (const { login } of rows)
      await root.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1`, [login]);
    await root.query('UPDATE hub.workstation SET ended_at = now() WHERE number <> $1 AND ended_at IS NULL', [
      hub.first.number,
    ]);
    await root.query('DELETE FROM hub.invitation; DELETE FROM hub.day_count; DELETE FROM hub.lease');
    await answerOf(first, 'SELECT hub.drop_logins()');
  };
  const large = (id: number, bytes: number): object => ({
    t: 'partner',
    id,
    b: null,
    a: { id, code: `P-${id}`, name: 'x'.repeat(bytes) },
  });
  const shares = (by: pg.Client, login: PlainLogin, n: number, bytes: number): Promise<unknown> =>
    codeOf(
      pushStep(by, login.number, {
        kind: 'save-partner',
        asked: {},
        changes: [large(login.number * 2 ** 32 + n, bytes)],
      }).then(() => 'accepted'),
    );

  test('a login, with all that it invites, leaves each of the others its connections', async () => {
    const [hostile, other] = [await thief('Greedy'), await hub.join('Honest', first)];
    const logins: Pick<PlainLogin, 'user' | 'password'>[] = [hostile.login];
    // It starts before there are others, and then invites as many as it can.
    for (let n = 0; n < 6; n += 1) await hub.connect(hostile.login).catch(() => undefined);
    for (let n = 0; n < 25; n += 1) {
      const invitation = await codeOf(hub.invite(hostile));
      if (invitation === 'HB015') break;
      logins.push(invitation as PlainLogin);
    }
    expect(await codeOf(hub.invite(hostile))).toBe('HB015');
    for (const login of logins)
      for (let n = 0; n < 7; n += 1) await hub.connect(login).catch(() => undefined);
    for (const login of [hub.first, other]) {
      const open = login === other ? 2 : 1;
      for (let n = 0; n < open; n += 1)
        expect(await answerOf(await hub.connect(login), "SELECT hub.push(0, '[]')")).toEqual([]);
    }
    await clear();
    expect(
      await answerOf(root, 'SELECT rolconnlimit FROM pg_roles WHERE rolname = $1', [hub.first.user]),
    ).toBe(6);
  }, 60_000);

  test('the amount a login shares in a day is limited, including the logins it invites; the others continue', async () => {
    const hostile = await thief('Fills');
    await root.query("UPDATE hub.workstation SET joined_at = now() - interval '2 days' WHERE number = $1", [
      hostile.login.number,
    ]);
    expect(await shares(hostile, hostile.login, 1, 1_500_000)).toBe('accepted');
    expect(await shares(hostile, hostile.login, 2, 1_500_000)).toBe('HB017');
    const guest = await hub.join('Guest', hostile);
    expect(await shares(await hub.connect(guest), guest, 1, 600_000)).toBe('HB017');
    expect(await shares(first, hub.first, 1, 1_500_000)).toBe('accepted');
    // Nothing of the refused steps is stored, and sharing continues the next day.
    await root.query('UPDATE hub.day_count SET day = day - 1');
    await hostile.query("SET TIME ZONE '-14'");
    expect(await shares(hostile, hostile.login, 2, 1_500_000)).toBe('accepted');
    expect(await shares(hostile, hostile.login, 3, 1_500_000)).toBe('HB017');
    await clear();
  }, 60_000);

  test('rows and steps for a joining workstation are sent in limited portions, of at least one', async () => {
    await root.query('DELETE FROM hub_rows.partner');
    for (let n = 1; n <= 4; n += 1) {
      await root.query('DELETE FROM hub.day_count');
      expect(await shares(first, hub.first, n + 10, 1_900_000)).toBe('accepted');
    }
    const rows = "SELECT json_array_length(hub.rows_after('partner', $1, 5000))";
    expect(await answerOf(first, rows, [0])).toBe(3);
    const id = hub.first.number * 2 ** 32;
    expect(await answerOf(first, rows, [id + 13])).toBe(1);
    expect(await answerOf(first, rows, [id + 14])).toBe(0);
    await root.query('UPDATE hub.op SET bytes = 5000000');
    const last = Number(await answerOf(root, 'SELECT seq FROM hub.head'));
    const steps = 'SELECT json_array_length(hub.steps_after($1, $2, 5000))';
    expect(await answerOf(first, steps, [0, last])).toBe(1);
    expect(await answerOf(first, steps, [last, last])).toBe(0);
    await clear();
  });

  test('a login delays neither forgetting nor emptying by reporting a false position', async () => {
    const hostile = await thief('Says 0');
    const head = Number(await answerOf(root, 'SELECT seq FROM hub.head'));
    await first.query("SELECT hub.take_lease('care', 1, $1)", [head]);
    const takenIn = async (): Promise<number> => Number(await answerOf(root, 'SELECT hub.taken_in()'));
    await hostile.query("SELECT hub.hello('', 0, 0, 0, 0), hub.take_lease('care', 1, 0)");
    expect(await takenIn()).toBe(head);
    // A workstation that really lacks a step is waited for, until the step is older than steps are kept.
    await pushStep(first, hub.first.number, { kind: 'bring-up-hub', asked: {} });
    await first.query("SELECT hub.take_lease('care', 1, $1)", [head + 1]);
    expect(await takenIn()).toBe(head);
    await root.query("UPDATE hub.op SET hub_at = now() - interval '96 days'");
    expect(await takenIn()).toBe(head);
    await root.query("UPDATE hub.op SET hub_at = now() - interval '98 days'");
    await hostile.query("SELECT hub.hello('', 0, 0, 0, 0), hub.take_lease('care', 1, 0)");
    expect(await takenIn()).toBe(head + 1);
    await clear();
  });

  test('a lease passes after an hour to another workstation that asks for it', async () => {
    const hostile = await thief('Keeps');
    const asks = (by: pg.Client): Promise<unknown> =>
      answerOf(by, "SELECT (hub.take_lease('letters', 90)->>'mine')::boolean");
    expect(await asks(hostile)).toBe(true);
    expect([await asks(first), await asks(hostile)]).toEqual([false, true]);
    await root.query("UPDATE hub.lease SET since = now() - interval '61 minutes'");
    expect(await asks(hostile), 'the other one asked a moment ago').toBe(false);
    expect(await asks(first), 'it holds until its end').toBe(false);
    await root.query("UPDATE hub.lease SET until = now() - interval '1 second'");
    expect([await asks(hostile), await asks(first), await asks(hostile)]).toEqual([false, true, false]);
    // If no other workstation asks for it, the holder keeps it.
    await root.query(
      "UPDATE hub.lease SET since = now() - interval '61 minutes', asked_at = now() - interval '4 minutes'",
    );
    expect(await asks(first)).toBe(true);
    await clear();
  });

  test('a login that creates all invitations that it may does not prevent others from creating one, and can withdraw few of theirs', async () => {
    const hostile = await thief('Invites');
    const others = [];
    for (let n = 0; n < 6; n += 1) others.push(await hub.invite(first));
    const withdraws = (login: string | undefined): Promise<unknown> =>
      codeOf(answerOf(hostile, 'SELECT hub.withdraw_invitation($1)', [login]));
    for (const { user } of others.slice(0, 5)) expect(await withdraws(user)).toBe('');
    expect(await withdraws(others[5]?.user)).toBe('HB014');
    const { user } = await hub.invite(hostile);
    expect(await withdraws(user)).toBe('');
    await root.query(
      "INSERT INTO hub.invitation (login, until, made_by) SELECT 'x' || n, now(), $1 FROM generate_series(1, 20) AS n",
      [hostile.login.user],
    );
    await root.query("UPDATE hub.invitation SET until = now() + interval '1 day'");
    expect(await codeOf(hub.invite(hostile))).toBe('HB012');
    await root.query("DELETE FROM hub.invitation WHERE login LIKE 'x%'");
    await clear();
  });

  test('when it has added all columns that workstations may add, that has its own error code', async () => {
    const hostile = await thief('Columns');
    const adds = (names: readonly string[]): Promise<unknown> =>
      codeOf(
        answerOf(hostile, 'SELECT hub.add_columns($1, 0)', [
          JSON.stringify([{ table: 'notice', columns: names.map((name) => ({ name, type: 'text' })) }]),
        ]),
      );
    const names = Array.from({ length: 30 }, (_, n) => `mine_${n}`);
    expect(await adds(names)).toBe('');
    await root.query(
      "INSERT INTO hub.new_column SELECT 'notice', 'other_' || n, true FROM generate_series(1, 70) AS n",
    );
    expect(await adds(['one_more'])).toBe('HB016');
    await clear();
  });
});
