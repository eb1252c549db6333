import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { postgresVersions, startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { restarted } from '../../../support/hub/two-workstations.ts';
import { openWorkstation, stopWorkstations } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

const account = { user: 'librarian', password: 'long enough for this' };

describe.each(postgresVersions())('PostgreSQL $version', ({ folder: programs }) => {
  let server: Postgres;
  let first: TestDesk;
  let folder: string;
  beforeAll(async () => {
    server = await startPostgres({ tls: true, programs });
    first = openTestDesk();
    folder = mkdtempSync(join(tmpdir(), 'borrow-desk-plain-'));
    const client = await server.connect();
    await client.query(`CREATE ROLE librarian LOGIN CREATEROLE PASSWORD '${account.password}'`);
    await client.query('CREATE DATABASE ill OWNER librarian; ');
    await client.query('CREATE DATABASE other');
    await client.end();
  }, 60_000);
  afterAll(async () => {
    await stopWorkstations();
    first.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an account that owns the database and may create roles, but is no superuser, can create, join and update a hub and remove a workstation', async () => {
    const file = join(folder, 'borrow-desk.sqlite');
    copyFileSync(first.file, file);
    const one = openWorkstation(file);
    const where = { host: '127.0.0.1', port: server.port };
    const { fingerprint } = valueOf(await one.hub.look(where));
    const asked = { ...where, ...account, fingerprint, name: 'Desk one' };
    // This account cannot revoke access to a database that it does not own.
    expect(await one.hub.make({ ...asked, database: 'other' })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^This account does not own the database/u) as string },
    });
    valueOf(await one.hub.make({ ...asked, database: 'ill' }));
    await one.inStep();

    valueOf(await one.hub.invite({ hours: 24 }));
    expect(valueOf(await one.hub.invitations({})).invitations).toMatchObject([{ by: 'Desk one' }]);
    mkdirSync(join(folder, 'two'));
    const two = openWorkstation(join(folder, 'two', 'borrow-desk.sqlite'), () => one.written());
    const { token } = valueOf(await two.hub.chooseJoining({})) ?? { token: '' };
    expect(valueOf(await two.hub.join({ token, name: 'Desk two' }))).toMatchObject({ number: 2 });
    const joined = await restarted(two);
    valueOf(await joined.hub.invite({ hours: 24 }));
    const [invitation] = valueOf(await one.hub.invitations({})).invitations;
    expect(invitation).toMatchObject({ by: 'Desk two' });
    valueOf(await one.hub.remove({ opId: newOpId(), number: 2 }));
    await waitFor('who was removed knows it', () => joined.status().state === 'refused' || undefined);
    expect(valueOf(await one.hub.invitations({}))).toEqual({ invitations: [], leftLogins: [] });
    await joined.stop();

    const admin = await server.connect('ill');
    await admin.query('UPDATE hub.head SET version = 0');
    await admin.end();
    await one.stop();
    const again = openWorkstation(file);
    await again.inStep();
    expect(again.status().isOlder).toBe(true);
    valueOf(await again.hub.update(account));
    expect(again.status()).toMatchObject({ isOlder: false });
  }, 60_000);
});
