import { expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, openWorkstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { waitFor } from '../../../support/waiting.ts';

const { server, first } = await realServer();

test('the hub also learns what a workstation has pulled after its greeting', async () => {
  const requestId = addRequest(first, { externalId: 'R-1' }) as RequestId;
  const [one, two] = await twoWorkstations(server, first);
  await two.stop();
  expect(lifeTries(one)['receive']?.(requestId, newOpId(), 1).ok).toBe(true);
  await one.inStep();
  const again = openWorkstation(two.file);
  await again.inStep();
  const client = await server.connect();
  await waitFor('the hub knows how far it is', async () => {
    const { rows } = await client.query(
      "SELECT 1 FROM hub.workstation, hub.head WHERE name = 'Desk two' AND cursor = seq AND seq > 0",
    );
    return rows.length === 1 || undefined;
  });
  await client.end();
  expect(faults).toEqual([]);
}, 60_000);
