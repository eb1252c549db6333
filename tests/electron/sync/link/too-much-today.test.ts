import { expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import type { Workstation } from '../../../support/hub/workstation.ts';
import { faults } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

const { server, first } = await realServer();

const note = (one: Workstation): void =>
  void valueOf(lifeTries(one)['add-note']?.(1 as RequestId, newOpId(), 1) as never);
const notes = ({ raw }: Workstation): unknown =>
  raw.prepare('SELECT count(*) FROM request_note').pluck().get();

test('a workstation that shared too much today says so, pulls the steps of others, and shares its pending steps the next day', async () => {
  addRequest(first, { externalId: 'R-1' });
  const [one, two] = await twoWorkstations(server, first);
  const root = await server.connect();
  await root.query(`INSERT INTO hub.day_count (login, what, day, n)
    SELECT login, 'bytes', (now() AT TIME ZONE 'UTC')::date, 1073741824 FROM hub.workstation WHERE name = 'Desk one'
    ON CONFLICT (login, what) DO UPDATE SET n = EXCLUDED.n`);
  note(one);
  one.hub.link()?.wake();
  await waitFor('it says so', () => one.status().state === 'too-much-today' || undefined);
  // The second one joined today by an invitation of the first, so they share one daily limit.
  note(two);
  two.hub.link()?.wake();
  await waitFor('it says so too', () => two.status().state === 'too-much-today' || undefined);
  await root.query("UPDATE hub.workstation SET joined_at = joined_at - interval '2 days'");
  valueOf(await two.hub.share({}));
  await two.inStep();
  valueOf(await one.hub.share({}));
  await waitFor('what the other did is here', () => notes(one) === 2 || undefined);
  await waitFor('and it waits still', () => one.status().state === 'too-much-today' || undefined);
  expect(one.status().waiting).toBe(1);
  await root.query('UPDATE hub.day_count SET day = day - 1');
  valueOf(await one.hub.share({}));
  await one.inStep();
  await two.inStep();
  expect([notes(one), notes(two)]).toEqual([2, 2]);
  await root.end();
  expect(faults.every((fault) => fault.includes('too much in a day'))).toBe(true);
}, 120_000);
