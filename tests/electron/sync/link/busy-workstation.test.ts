import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { countPending } from '../../../../electron/main/desk/store/pending-steps.queries.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { stopWorkstations, type Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// A workstation on which steps follow each other faster than the hub takes them, as after an outage of a partner, or during an import.

let server: Postgres;
let first: TestDesk;
let requests: readonly [RequestId, RequestId];
let one: Workstation;
let two: Workstation;
let isBusy = true;
let working: Promise<void>;

const record = (at: Workstation, requestId: RequestId, text: string): unknown =>
  valueOf(take(at.context, 'add-note', { opId: newOpId(), requestId, text, active: false }));

const write = (at: Workstation, requestId: RequestId, text: string): void => {
  record(at, requestId, text);
  at.hub.link()?.wake();
};

const keepBusy = async (): Promise<void> => {
  for (; isBusy; await pause(2))
    while (countPending(one.context.db) < 60) write(one, requests[0], 'Look here');
};

beforeAll(async () => {
  server = await startPostgres({ tls: true });
  first = openTestDesk();
  requests = [
    addRequest(first, { externalId: 'R-1', status: 'REQUEST_SENT' }),
    addRequest(first, { externalId: 'R-2', status: 'REQUEST_SENT' }),
  ];
  [one, two] = await twoWorkstations(server, first);
  working = keepBusy();
}, 60_000);
afterAll(async () => {
  isBusy = false;
  await working;
  await stopWorkstations();
  first.close();
  await server.stop();
});

test('what was recorded is confirmed, so that a letter can be sent, although more steps follow', async () => {
  const confirmed = one.hub.link()?.confirmed();
  const sinceStart = pause(15_000, 'still waiting');
  expect(await Promise.race([confirmed, sinceStart])).toBe(true);
});

test('the steps of other workstations arrive meanwhile', async () => {
  write(two, requests[1], 'From the other desk');
  const here = await waitFor(
    'it is here',
    () =>
      one.raw.prepare('SELECT body FROM request_note WHERE request_id = ?').pluck().get(requests[1]) as
        | string
        | undefined,
    15_000,
  );
  expect(here).toBe('From the other desk');
});

test('the workstation keeps sending letters while it shares many steps', async () => {
  isBusy = false;
  await working;
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
  for (let n = 0; n < 600; n += 1) record(one, requests[0], 'Look here');
  await becomesDue(130);
  const stillPending = countPending(one.context.db);
  vi.restoreAllMocks();
  await administrator.end();
  expect(stillPending).toBeGreaterThan(0);
});
