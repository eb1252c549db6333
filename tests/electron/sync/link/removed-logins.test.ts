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

// A removed workstation stays removed, whatever it has prepared; and a login alone can remove no other.

describe.each(postgresVersions())('PostgreSQL $version', ({ folder }) => {
  let hub: PlainHub;
  let root: pg.Client;
  let first: pg.Client;
  beforeAll(async () => {
    hub = await plainHub(folder);
    root = await hub.root();
    first = await hub.connect(hub.first);
  }, 120_000);
  afterAll(() => hub.stop());

  const remove = async (which: number): Promise<void> => {
    const step = await pushStep(first, hub.first.number, {
      kind: 'remove-workstation',
      asked: { number: which },
    });
    await answerOf(first, 'SELECT hub.remove_workstation($1, $2)', [which, step]);
  };
  const isThere = async (login: Pick<PlainLogin, 'user'>): Promise<unknown> =>
    answerOf(root, 'SELECT count(*)::int FROM pg_roles WHERE rolname = $1', [login.user]);
  const open = (): Promise<unknown> => answerOf(first, 'SELECT hub.list_invitations()');
  const forgetRemovals = (): Promise<unknown> => root.query('UPDATE hub.workstation SET removed_by = NULL');

  test('a removed workstation loses its sessions, its login, and the invitations that it created', async () => {
    const login = await hub.join('Gone', first);
    const client = await hub.connect(login);
    const invitation = await hub.invite(client);
    const guest = await hub.connect(invitation);
    expect(await open()).toEqual({
      invitations: [
        { login: invitation.user, by: 'Gone', madeAt: expect.any(String), until: expect.any(String) },
      ],
      leftLogins: [],
    });
    await remove(login.number);
    for (const ended of [client, guest])
      expect(await codeOf(ended.query('SELECT 1'))).not.toMatchObject({ rowCount: 1 });
    await answerOf(first, 'SELECT hub.drop_logins()');
    expect([await isThere(login), await isThere(invitation)]).toEqual([0, 0]);
    for (const gone of [login, invitation]) expect(await codeOf(hub.connect(gone))).toBe('28P01');
    expect(await open()).toEqual({ invitations: [], leftLogins: [] });
    await forgetRemovals();
  }, 60_000);

  test('no workstation stays by taking another number, holding locks, or changing its login', async () => {
    const login = await hub.join('Stays', first);
    const [numbers, locks] = [await hub.connect(login), await hub.connect(login)];
    await numbers.query('BEGIN; SELECT hub.begin_anew()');
    const kept = locks.query("BEGIN; SELECT hub.hello('', 0, 0, 0, 0)").catch(() => undefined);
    let isOver = false;
    const changes = (async () => {
      while (!isOver) {
        const client = await hub.connect(login).catch(() => null);
        if (client === null) break;
        await client
          .query("BEGIN; ALTER ROLE CURRENT_USER PASSWORD 'mine'; SELECT pg_sleep(1)")
          .catch(() => undefined);
      }
    })();
    await pause(500);
    // It holds the turn, so no step of an administrator gets a position in the meantime.
    await numbers.query('COMMIT');
    await remove(login.number);
    isOver = true;
    await Promise.all([kept, changes]);
    await answerOf(first, 'SELECT hub.drop_logins()');
    expect(await isThere(login)).toBe(0);
    expect(
      await answerOf(
        root,
        'SELECT count(*)::int FROM hub.workstation WHERE login = $1 AND ended_at IS NULL',
        [login.user],
      ),
    ).toBe(0);
    await forgetRemovals();
  }, 60_000);

  test('objects that it owns here are dropped; if it owns something elsewhere its login is locked, and listed', async () => {
    const [here, elsewhere] = [await hub.join('Here', first), await hub.join('Elsewhere', first)];
    for (const [login, database] of [
      [here, 'ill'],
      [elsewhere, 'postgres'],
    ] as const) {
      const client = await hub.connect(login, database);
      await client.query(
        "SELECT lo_from_bytea(0, 'x'); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
      );
      await remove(login.number);
      await forgetRemovals();
    }
    await answerOf(first, 'SELECT hub.drop_logins()');
    expect(await open()).toEqual({ invitations: [], leftLogins: [elsewhere.user] });
    expect(await isThere(here)).toBe(0);
    expect(await codeOf(hub.connect(elsewhere, 'postgres'))).toBe('28P01');
    expect(
      await answerOf(
        root,
        'SELECT rolcanlogin OR rolpassword IS NOT NULL FROM pg_authid WHERE rolname = $1',
        [elsewhere.user],
      ),
    ).toBe(false);
  }, 60_000);

  test('a removal needs a recent step of an administrator about that workstation, taken at the requesting one', async () => {
    const login = await hub.join('Other', first);
    const client = await hub.connect(login);
    const removes = (by: pg.Client, step: string | null): Promise<unknown> =>
      codeOf(answerOf(by, 'SELECT hub.remove_workstation($1, $2)', [login.number, step]));
    const takes = (asked: number): Promise<string> =>
      pushStep(first, hub.first.number, { kind: 'remove-workstation', asked: { number: asked } });
    /** A step that was taken but is made unsuitable by changing one column of its line. */
    const other = async (column: string, value: string | number): Promise<string> => {
      const step = await takes(login.number);
      await root.query(`UPDATE hub.op SET ${column} = $1 WHERE op_id = $2`, [value, step]);
      return step;
    };
    expect(await removes(first, null)).toBe('HB005');
    expect(await removes(first, 'none')).toBe('HB005');
    expect(await removes(first, await other('kind', 'add-note'))).toBe('HB005');
    expect(await removes(first, await other('outcome', 'refused'))).toBe('HB005');
    expect(await removes(first, await takes(hub.first.number))).toBe('HB005');
    await root.query(
      "INSERT INTO hub_rows.operator (id, name, active) VALUES (2, 'Clerk', 1), (3, 'Gone', 0)",
    );
    await root.query(`INSERT INTO hub_rows.operator_role (id, operator_id, role, library_id)
      SELECT 1000, 2, 'circulation-desk-operator', min(id) FROM hub_rows.library UNION ALL
      SELECT 1001, 3, 'fulfillment-services-operator', min(id) FROM hub_rows.library`);
    for (const operator of [2, 3])
      expect(await removes(first, await other('operator_id', operator))).toBe('HB005');
    const step = await takes(login.number);
    // The step of another workstation.
    expect(
      await codeOf(answerOf(client, 'SELECT hub.remove_workstation($1, $2)', [hub.first.number, step])),
    ).toBe('HB005');
    await root.query("UPDATE hub.op SET hub_at = hub_at - interval '61 minutes'");
    expect(await removes(first, step)).toBe('HB005');
    expect(await removes(first, await takes(login.number))).toBe('');
    await forgetRemovals();
  }, 60_000);

  test('at most half of the workstations can be removed in a day, and never the last one', async () => {
    const all: PlainLogin[] = [];
    for (const name of ['Two', 'Three', 'Four']) all.push(await hub.join(name, first));
    const [two, three, four] = all as [PlainLogin, PlainLogin, PlainLogin];
    await remove(two.number);
    await remove(three.number);
    expect(await codeOf(remove(four.number))).toBe('HB013');
    await forgetRemovals();
    await remove(four.number);
    expect(await codeOf(answerOf(first, 'SELECT hub.remove_workstation($1)', [hub.first.number]))).toBe(
      'HB013',
    );
    expect(await answerOf(first, "SELECT hub.push(0, '[]')")).toEqual([]);
    await forgetRemovals();
  }, 60_000);

  test('a workstation can leave without an administrator, and the next check drops its login', async () => {
    const login = await hub.join('Leaves', first);
    const client = await hub.connect(login);
    await answerOf(client, 'SELECT hub.remove_workstation($1)', [login.number]);
    expect(await codeOf(answerOf(client, "SELECT hub.push(0, '[]')"))).toBe('HB001');
    await answerOf(first, 'SELECT hub.drop_logins()');
    expect(await isThere(login)).toBe(0);
  });

  test('invitations are limited in number and time, and can be withdrawn', async () => {
    const written: PlainLogin[] = [];
    // More than twenty only as long as there are connections to spare.
    let answer: unknown = '';
    while (answer !== 'HB012' && written.length < 100) {
      answer = await codeOf(hub.invite(first));
      if (typeof answer === 'object') written.push(answer as PlainLogin);
    }
    expect(answer).toBe('HB012');
    expect(written.length).toBeGreaterThanOrEqual(20);
    expect(written.length).toBeLessThan(30);
    const [withdrawn, over] = written as [PlainLogin, PlainLogin];
    const guest = await hub.connect(withdrawn);
    await answerOf(first, 'SELECT hub.withdraw_invitation($1)', [withdrawn.user]);
    expect(await codeOf(guest.query('SELECT 1'))).not.toMatchObject({ rowCount: 1 });
    expect(await codeOf(hub.connect(withdrawn))).toBe('28P01');
    await hub.invite(first);
    // A workstation is not an invitation.
    await answerOf(first, 'SELECT hub.withdraw_invitation($1)', [hub.first.user]);
    await root.query("UPDATE hub.invitation SET until = now() - interval '1 minute' WHERE login = $1", [
      over.user,
    ]);
    const late = await hub.connect(over);
    expect(await codeOf(answerOf(late, "SELECT hub.enroll('Late', repeat('x', 32))"))).toBe('28000');
    await hub.invite(first);
    expect(await isThere(over)).toBe(0);
    for (const asked of ["repeat('x', 32), 721", "repeat('x', 32), 0", "'x', 24", "repeat('x', 32), NULL"])
      expect(await codeOf(answerOf(first, `SELECT hub.invite(${asked})`)), asked).toBe('HB006');
    await root.query('DELETE FROM hub.invitation');
  }, 60_000);

  test('a life of the hub is begun only by an administrator, if the hub lacks something, and seldom', async () => {
    const begin = async (operator: number | null, place = 50): Promise<unknown> => {
      const said = (await answerOf(first, "SELECT hub.hello('', 0, $1, 0, 0)", [place])) as { epoch: string };
      return codeOf(
        answerOf(
          first,
          "SELECT hub.begin_life($1, $1 || '/lost' || random(), 2147483647, 0, 'lost', $2, 'step')",
          [said.epoch, operator],
        ),
      );
    };
    expect(
      await codeOf(
        answerOf(first, "SELECT hub.begin_life((SELECT hub.hello('', 0, 50, 0, 0)->>'epoch'), '', 5)"),
      ),
    ).toBe('HB005');
    for (const operator of [null, 2, 99]) expect(await begin(operator)).toBe('HB005');
    // The same life, no own step that is missing here, and the correct step at the position it claims.
    const at = (await answerOf(first, "SELECT hub.hello('', 0, 1, 0, 0)")) as { epoch: string; at: string };
    const lacking = (own: number, step: string): Promise<unknown> =>
      codeOf(answerOf(first, "SELECT hub.begin_life($1, $1, 5, $2, $3, 1, 'step')", [at.epoch, own, step]));
    expect(await lacking(0, at.at)).toBe('HB011');
    expect(
      await codeOf(
        answerOf(first, "SELECT hub.begin_life($1, 'of another hub', 5, 0, '', 1, 'step')", [at.epoch]),
      ),
    ).toBe('HB011');
    const before = (await answerOf(root, 'SELECT last_value::int FROM hub.workstation_number_seq')) as number;
    for (let n = 0; n < 10; n += 1) expect(await begin(1)).toMatch(/\//u);
    expect(await begin(1)).toBe('HB014');
    expect(await answerOf(root, 'SELECT last_value::int FROM hub.workstation_number_seq')).toBe(
      before + 20_000,
    );
  });

  test('new numbers are limited per day', async () => {
    await root.query('DELETE FROM hub.day_count');
    for (let n = 0; n < 50; n += 1) await answerOf(first, 'SELECT hub.begin_anew()');
    expect(await codeOf(answerOf(first, 'SELECT hub.begin_anew()'))).toBe('HB014');
  });
});
