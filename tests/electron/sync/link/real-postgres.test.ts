import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { password } from '../../../support/hub/postgres.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { restarted } from '../../../support/hub/two-workstations.ts';
import { faults, openWorkstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

const { server, first } = await realServer();

test('a library creates its hub, another workstation joins, and each sees the steps of the other', async () => {
  const requestId = addRequest(first, { externalId: 'R-1' });
  const folder = dirname(first.file);
  first.raw.pragma('wal_checkpoint(TRUNCATE)');
  mkdirSync(join(folder, 'one'));
  mkdirSync(join(folder, 'two'));
  const file = join(folder, 'one', 'borrow-desk.sqlite');
  copyFileSync(first.file, file);
  const one = openWorkstation(file);
  const where = { host: '127.0.0.1', port: server.port };
  const { fingerprint } = valueOf(await one.hub.look(where));
  const account = { ...where, database: 'postgres', user: 'postgres', password, fingerprint };
  expect(await one.hub.make({ ...account, password: 'wrong', name: 'Desk one' })).toMatchObject({
    ok: false,
    error: {
      code: 'hub-failed',
      message: expect.stringMatching(/^The hub’s server does not accept this login/u) as string,
    },
  });
  expect(one.status().state).toBe('alone');
  valueOf(await one.hub.make({ ...account, name: 'Desk one' }));
  await one.inStep();

  valueOf(await one.hub.invite({ hours: 24 }));
  const two = openWorkstation(join(folder, 'two', 'borrow-desk.sqlite'), () => one.written());
  const joining = valueOf(await two.hub.chooseJoining({}));
  expect(joining).toMatchObject({ fingerprint, ownRequests: 0 });
  valueOf(await two.hub.join({ token: joining?.token ?? '', name: 'Desk two' }));
  const joined = await restarted(two);
  expect(joined.raw.prepare('SELECT external_id FROM request').pluck().all()).toEqual(['R-1']);

  expect(lifeTries(one)['receive']?.(requestId as RequestId, newOpId(), 1).ok).toBe(true);
  await one.inStep();
  await waitFor(
    'what the first received is seen at the second',
    () =>
      joined.raw.prepare('SELECT status FROM request').pluck().get() === 'RECEIVED_PHYSICALLY' || undefined,
  );
  expect(lifeTries(joined)['lend']?.(requestId as RequestId, newOpId(), 0).ok).toBe(true);
  await joined.inStep();
  await waitFor(
    'what the second lent is seen at the first',
    () => one.raw.prepare('SELECT count(*) FROM loan').pluck().get() === 1 || undefined,
  );
  const workstations = valueOf(await one.hub.workstations({}));
  expect(workstations.map(({ name, sendsLetters }) => [name, sendsLetters])).toEqual([
    ['Desk one', true],
    ['Desk two', false],
  ]);

  expect(faults).toEqual([]);
  const number = workstations.find(({ name }) => name === 'Desk two')?.number ?? 0;
  valueOf(await one.hub.remove({ opId: newOpId(), number }));
  await waitFor(
    'the workstation that was removed knows it',
    () => joined.status().state === 'refused' || undefined,
  );
  // The server's message is on the page and in the log: the cause may be something other than a removal.
  const said = /password authentication failed|not a workstation of this hub|not permitted to log in/u;
  expect(joined.status().words).toMatch(said);
  expect(faults.at(-1)).toMatch(said);
}, 120_000);
