import { expect, test, vi } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { countPending } from '../../../../electron/main/desk/store/pending-steps.queries.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import type { Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// A workstation on which steps follow each other faster than the hub takes them, as after an outage of a partner, or during an import.

const { server, first } = await realServer();
const requestId = addRequest(first, { externalId: 'R-1', status: 'REQUEST_SENT' });
const [one] = await twoWorkstations(server, first);

const record = (at: Workstation, text: string): unknown =>
  valueOf(take(at.context, 'add-note', { opId: newOpId(), requestId, text, active: false }));

test('the workstation keeps sending letters while it shares many steps', async () => {
  await one.inStep();
  const administrator = await server.connect();
  const leaseUntil = async (): Promise<string | undefined> => {
    const query = "SELECT until::text FROM hub.lease WHERE name = 'letters'";
    const { rows } = await administrator.query<{ readonly until: string }>(query);
    return rows[0]?.until;
  };
  const realNow = performance.now.bind(performance);
  /** Late enough for the lease to be due. */
  const becomesDue = async (secondsAhead: number): Promise<void> => {
    const before = await leaseUntil();
    vi.spyOn(performance, 'now').mockImplementation(() => realNow() + secondsAhead * 1_000);
    one.hub.link()?.wake();
    await waitFor('the lease is renewed', async () => (await leaseUntil()) !== before || undefined);
  };
  await becomesDue(75);
  for (let n = 0; n < 600; n += 1) record(one, 'Look here');
  await becomesDue(130);
  const stillPending = countPending(one.context.db);
  vi.restoreAllMocks();
  await administrator.end();
  expect(stillPending).toBeGreaterThan(0);
});
