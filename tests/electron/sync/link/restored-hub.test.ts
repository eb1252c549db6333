import { expect, test } from 'vitest';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { type Workstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';

const { server, first } = await realServer();

const statusesAt = ({ raw }: Workstation): unknown =>
  raw.prepare('SELECT external_id, status FROM request ORDER BY id').raw().all();

const statesAt = async (one: Workstation, state: string): Promise<void> => {
  valueOf(await one.hub.share({}));
  await waitFor(`a workstation is ${state}`, () => one.status().state === state || undefined);
};

test('a hub restored from a backup gets what it lacks from one workstation, and the other continues automatically', async () => {
  const [a, b] = ['R-1', 'R-2'].map((externalId) => addRequest(first, { externalId }) as RequestId);
  const [one, two] = await twoWorkstations(server, first);
  expect(lifeTries(one)['receive']?.(a as RequestId, newOpId(), 1).ok).toBe(true);
  await one.inStep();
  await server.backUp();
  await one.inStep();
  await two.inStep();
  expect(lifeTries(two)['lend']?.(a as RequestId, newOpId(), 0).ok).toBe(true);
  await two.inStep();
  expect(lifeTries(one)['receive']?.(b as RequestId, newOpId(), 2).ok).toBe(true);
  await one.inStep();
  await two.inStep();
  const before = statusesAt(one);
  expect(statusesAt(two)).toEqual(before);

  await server.restore();
  await statesAt(one, 'hub-restored');
  await statesAt(two, 'hub-restored');
  // It works alone in the meantime.
  expect(lifeTries(one)['lend']?.(b as RequestId, newOpId(), 0).ok).toBe(true);
  valueOf(await one.hub.bringUp({ opId: newOpId() }));
  await waitFor(
    'the first is in step',
    () => (one.status().state === 'in-step' && one.status().waiting === 0) || undefined,
  );
  // The other one continues without an administrator.
  await statesAt(two, 'in-step');
  await two.inStep();
  expect(statusesAt(two)).toEqual([
    ['R-1', 'LOANED'],
    ['R-2', 'LOANED'],
  ]);
  expect(statusesAt(one)).toEqual(statusesAt(two));
  const client = await server.connect();
  const { rows } = await client.query('SELECT external_id, status FROM hub_rows.request ORDER BY id');
  const steps = await client.query(
    "SELECT kind, count(*)::int AS count FROM hub.op WHERE kind IN ('receive', 'lend') AND outcome = 'accepted' GROUP BY kind ORDER BY kind",
  );
  await client.end();
  expect(rows).toEqual([
    { external_id: 'R-1', status: 'LOANED' },
    { external_id: 'R-2', status: 'LOANED' },
  ]);
  expect(steps.rows).toEqual([
    { kind: 'lend', count: 2 },
    { kind: 'receive', count: 2 },
  ]);
  expect(one.raw.prepare('SELECT count(*) FROM task').pluck().get()).toBe(0);
}, 120_000);
