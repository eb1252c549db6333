import { expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { layCable } from '../../../support/hub/cable.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

const { server, first } = await realServer();

test('a hub whose certificate was renewed, or that was moved, is used again once a person has compared it', async () => {
  const id = addRequest(first, { externalId: 'R-1' }) as RequestId;
  const [one, two] = await twoWorkstations(server, first);
  await server.changeCertificate();
  await server.stopForNow();
  expect(lifeTries(one)['receive']?.(id, newOpId(), 1).ok).toBe(true);
  await server.startAgain();
  valueOf(await one.hub.share({}));
  await waitFor(
    'the other certificate is noticed',
    () => one.status().state === 'other-certificate' || undefined,
  );
  expect(one.status().waiting).toBe(1);

  // The server is at another port as well.
  const cable = await layCable(server.port);
  const where = { host: '127.0.0.1', port: cable.port };
  const { fingerprint } = valueOf(await one.hub.look(where));
  const asked = { ...where, database: 'postgres' };
  expect(await one.hub.changeServer({ ...asked, fingerprint: 'AA:BB' })).toMatchObject({ ok: false });
  expect(one.status().state).toBe('other-certificate');
  valueOf(await one.hub.changeServer({ ...asked, fingerprint }));
  await one.inStep();
  expect(one.status().address).toBe(`127.0.0.1:${cable.port}/postgres`);

  // Who comes from there later has the same address and certificate in the joining file; the other one is told by itself.
  valueOf(await one.hub.invite({ hours: 24 }));
  expect(JSON.parse(one.written())).toMatchObject({ port: cable.port, fingerprint });
  valueOf(await two.hub.changeServer({ ...asked, port: server.port, fingerprint }));
  await two.inStep();
  expect(two.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(id)).toBe(
    'RECEIVED_PHYSICALLY',
  );
  await one.stop();
  await cable.stop();
}, 120_000);
