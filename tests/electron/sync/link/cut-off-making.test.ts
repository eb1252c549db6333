import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newOpId } from '../../../support/desk.ts';
import { password } from '../../../support/hub/postgres.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

const { server, first } = await realServer();

const make = async (one: Workstation): Promise<unknown> => {
  const where = { host: '127.0.0.1', port: server.port };
  const { fingerprint } = valueOf(await one.hub.look(where));
  const account = { ...where, database: 'postgres', user: 'postgres', password, fingerprint };
  return await one.hub.make({ ...account, name: 'Desk one' });
};

/** A workstation whose program exits when it is about to store such a connection. */
const endsAt = (name: string, making: boolean): Workstation =>
  openWorkstation(join(first.file, '..', name), undefined, (known) => {
    if (known.making === making) throw new Error('The program has ended.');
  });

test('a program that exits between creating the hub and recording it finishes at its next start', async () => {
  const one = endsAt('one.sqlite', false);
  expect(await make(one)).toMatchObject({ ok: false });
  await one.stop();
  const again = openWorkstation(one.file);
  await again.inStep();
  expect(valueOf(await again.hub.workstations({})).map(({ name }) => name)).toEqual(['Desk one']);
  // By now the hub is recorded as complete.
  await again.stop();
  const later = openWorkstation(one.file);
  await later.inStep();
  valueOf(await later.hub.remove({ opId: newOpId(), number: null }));
}, 60_000);

test('a hub that was not yet created when the program exited is forgotten at its next start', async () => {
  const client = await server.connect();
  await client.query('DROP SCHEMA hub CASCADE; DROP SCHEMA hub_rows CASCADE; DROP SCHEMA reports CASCADE');
  const one = endsAt('one.sqlite', false);
  expect(await make(one)).toMatchObject({ ok: false });
  await one.stop();
  const { rows } = await client.query<{ login: string }>('SELECT login FROM hub.workstation');
  await client.query('DROP SCHEMA hub CASCADE; DROP SCHEMA hub_rows CASCADE; DROP SCHEMA reports CASCADE');
  await client.query(`DROP ROLE ${rows[0]?.login ?? ''}`);
  await client.end();
  const again = openWorkstation(one.file);
  await waitFor('it works alone', () => again.status().state === 'alone' || undefined);
  expect(existsSync(join(again.file, '..', 'hub.json'))).toBe(false);
}, 60_000);
