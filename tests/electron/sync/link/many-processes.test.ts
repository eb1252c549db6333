import { afterAll, beforeAll, expect, test } from 'vitest';
import { howMany } from '../../../support/how-many.ts';
import { layCable, type DarkWay } from '../../../support/hub/cable.ts';
import { commitNumber } from '../../../support/hub/commit-number.ts';
import { openFirstLibrary, type FirstLibrary } from '../../../support/hub/first-library.ts';
import type { TestHub } from '../../../support/hub/hub-server.ts';
import { killServerAtCommits } from '../../../support/hub/killed-server.ts';
import { checkAtEnd, type WhatWasSeen } from '../../../support/hub/check-all.ts';
import { startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { hubOnServer, knownHub } from '../../../support/hub/server-hub.ts';
import { runSyncChild, type SyncEnd, type SyncOrders } from '../../../support/hub/sync-child.ts';
import { connectSyncing, openSyncDesk } from '../../../support/hub/sync-desk.ts';
import { newOpId } from '../../../support/desk.ts';

// Workstations in separate processes on a real server: disconnected at each await of sharing and killed at some, a server that is killed at
// commits, and a network that drops packets in one direction. In the end all must have the same rows, and nothing may have vanished.

const count = howMany('SHARING_PROCESSES', 5, 50);
/** How many of the processes are killed, each at another await; varies with each commit. */
const kills = howMany('SHARING_KILLS', 5, 400);
const stepsEach = 4;

let server: Postgres;
let hub: TestHub;
let library: FirstLibrary;
const files: string[] = [];
const seen: WhatWasSeen = { taken: new Map(), letters: [] };
beforeAll(async () => {
  // This tests what survives a killed server, not what survives a power cut.
  server = await startPostgres({ tls: true, settings: 'fsync = off\nmax_connections = 120\n' });
  hub = hubOnServer(server);
  library = await openFirstLibrary(hub, Math.max(count, 12));
  for (let login = 1; login <= count; login += 1) {
    const raw = library.deskFile(login);
    files.push(raw.name);
    raw.close();
  }
}, 120_000);
afterAll(async () => {
  library.close();
  await hub.close();
});

let seed = commitNumber() * 10_000;
const everyLogin = Array.from({ length: count }, (_, at) => at + 1);
const run = async (
  login: number,
  orders: Partial<SyncOrders> = {},
  heard?: (state: string, words: string) => void,
): Promise<SyncEnd> => {
  const file = files[login - 1] ?? '';
  const usual = {
    file,
    login,
    hub: knownHub(server, login),
    steps: stepsEach,
    cutAt: [],
    dieAt: 0,
    clockOffMs: 0,
    waitsInStep: false,
  };
  const ended = await runSyncChild({ ...usual, seed: (seed += 1), ...orders }, seen, heard);
  expect(ended.faults, `workstation ${login}`).toEqual([]);
  return ended;
};

/** Lets every workstation share until nothing is pending, and compares all. */
const lookAtQuiet = async (): Promise<void> => {
  const desks = everyLogin.map((login) =>
    openSyncDesk(connectSyncing(files[login - 1] ?? '', login), {
      login,
      query: hub.queryAs(login),
      clock: () => new Date(),
      newOpId,
    }),
  );
  for (let round = 0; round < 3; round += 1) for (const desk of desks) await desk.sync();
  const { findings } = await checkAtEnd({ hub, library, desks, seen, mayLackSteps: false });
  for (const desk of desks) desk.close();
  expect(findings, findings.join('\n')).toEqual([]);
  expect(seen.taken.size).toBeGreaterThan(count);
};

test(`${count} workstations are disconnected at every await of sharing, and ${kills} processes are killed at some`, async () => {
  const walk = { steps: 2 };
  const awaits = (await run(1, walk)).awaits ?? 0;
  expect(awaits).toBeGreaterThan(10);
  const every = Array.from({ length: awaits }, (_, at) => at + 1);
  let cuts = 0;
  let killed = 0;
  const from = commitNumber() * kills;
  // Each takes the next unused await.
  const nextKill = (): number => ((killed += 1) <= kills ? 1 + ((from + killed) % awaits) : 0);
  await Promise.all(
    everyLogin.map(async (login) => {
      let cutAt = every.filter((at) => at % count === login % count);
      for (let isKilled = true; isKilled; cutAt = []) {
        const dieAt = nextKill();
        const ended = await run(login, { ...walk, cutAt, dieAt });
        cuts += ended.cuts;
        isKilled = dieAt > 0;
      }
    }),
  );
  console.log(`${awaits} awaits in a walk, cut off at ${cuts}, ${kills} with a kill`);
  // Some runs end before their await.
  expect(cuts).toBeGreaterThan(awaits / 2);
  await lookAtQuiet();
}, 86_400_000);

test('the server is killed before, at and after commits, while a network drops packets in one direction and clocks are wrong by days', async () => {
  const killing = killServerAtCommits(server, howMany('SERVER_KILLS', 3, 40));
  const dark = async (login: number, way: DarkWay): Promise<void> => {
    const cable = await layCable(server.port);
    let isDark = false;
    let isHealed = false;
    const orders = { hub: knownHub(server, login, cable.port), waitsInStep: true };
    await run(login, orders, (state) => {
      // From before it pushes its steps, until it gives up.
      isDark ||= state === 'waits';
      isHealed ||= isDark && state === 'offline';
      if (isHealed) cable.darken(null);
      else if (isDark) cable.darken(way);
    });
    // It was dark long enough to be noticed.
    expect(isHealed).toBe(true);
    await cable.stop();
  };
  await Promise.all(
    everyLogin.map(async (login) => {
      if (login === 1) await dark(login, 'from-hub');
      else if (login === 2) await dark(login, 'to-hub');
      else
        for (let walk = 0; walk < 3; walk += 1)
          await run(login, { clockOffMs: (login - 3) * (walk - 1) * 86_400_000 });
    }),
  );
  await killing.end();
  expect(killing.died()).toBeGreaterThan(0);
  await lookAtQuiet();
}, 86_400_000);
