import { take } from '../../../../electron/main/desk/steps/take.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HubLink } from '../../../../electron/main/sync/link/hub-link.ts';
import { countPending } from '../../../../electron/main/desk/store/pending-steps.queries.ts';
import { hubFacts } from '../../../../renderer/src/shell/hub/hub-states.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { HubState } from '../../../../shared/ipc/hub-views.ts';
import { newOpId } from '../../../support/desk.ts';
import { openFirstLibrary, type FirstLibrary } from '../../../support/hub/first-library.ts';
import { loginOf, passwordOfDesks, type TestHub } from '../../../support/hub/hub-server.ts';
import { checkAtEnd } from '../../../support/hub/check-all.ts';
import { linkOf } from '../../../support/hub/link-of.ts';
import { startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { hubOnServer, knownHub } from '../../../support/hub/server-hub.ts';
import { connectSyncing, openSyncDesk, type SyncDesk } from '../../../support/hub/sync-desk.ts';
import { waitFor } from '../../../support/waiting.ts';
import { onSmallDisk } from '../../db/small-disk.ts';

// Failures of a hub on a real server: the workstation continues to work, describes the problem in a sentence, and shares its steps once it
// is fixed.

let server: Postgres;
let hub: TestHub;
let library: FirstLibrary;
let files: string[];
beforeAll(async () => {
  server = await startPostgres({ tls: true, settings: 'fsync = off\n' });
  hub = hubOnServer(server);
}, 60_000);
afterAll(() => hub.close());

let desk: SyncDesk;
let link: HubLink;
let offMs: number;
const openDesk = (login: number): SyncDesk =>
  openSyncDesk(connectSyncing(files[login - 1] ?? '', login), {
    login,
    query: hub.queryAs(login),
    clock: () => new Date(Date.now() + offMs),
    newOpId,
  });
const openLink = (): HubLink =>
  linkOf(desk.context.db, knownHub(server, 1), desk.context.now, {
    changed: () => desk.context.session.refresh(),
    fault: (words) => desk.faults.push(words),
  });
beforeEach(async () => {
  library = await openFirstLibrary(hub);
  files = [];
  for (const login of [1, 2]) {
    const raw = library.deskFile(login);
    files.push(raw.name);
    raw.close();
  }
  offMs = 0;
  desk = openDesk(1);
  link = openLink();
  await isShown('in-step');
}, 60_000);
afterEach(async () => {
  if (desk.raw.open) {
    await link.stop();
    desk.close();
  }
  library.close();
});

const isShown = (state: HubState): Promise<true> =>
  waitFor(`the state ${state}`, () => link.state() === state || undefined, 60_000);
/** Takes a step at this workstation, which succeeds immediately whatever the hub does. */
const work = (text = 'Look at the spine'): void => {
  const note = { opId: newOpId(), requestId: 1 as RequestId, text, active: true };
  expect(take(desk.context, 'add-note', note)).toMatchObject({ ok: true });
  link.wake();
};
const asked = async (statements: string): Promise<void> => {
  const client = await server.connect();
  await client.query(statements);
  await client.end();
};
const endConnections = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${loginOf(1)}'`;
const waits = (): number => countPending(desk.context.db);
/** Shares again, as a user may request, and compares all workstations. */
const expectNothingLost = async (): Promise<void> => {
  link.workAlone(false);
  link.wake();
  await waitFor('all is shared', () => (link.state() === 'in-step' && waits() === 0) || undefined, 60_000);
  await link.stop();
  desk.close();
  const desks = [openDesk(1), openDesk(2)];
  for (let round = 0; round < 2; round += 1) for (const one of desks) await one.sync();
  const seen = { taken: new Map(), refusals: new Map(), letters: [] };
  const { findings } = await checkAtEnd({ hub, library, desks, seen, mayLackSteps: false });
  const notes = desks.map(({ raw }) => raw.prepare('SELECT count(*) FROM request_note').pluck().get());
  for (const one of desks) one.close();
  expect(findings, findings.join('\n')).toEqual([]);
  expect(notes[0]).toBe(notes[1]);
  expect(notes[0]).toBeGreaterThan(0);
};

test('a password that is no longer accepted', async () => {
  await asked(`ALTER ROLE ${loginOf(1)} PASSWORD 'another'; ${endConnections}`);
  work();
  await isShown('refused');
  expect(waits()).toBe(1);
  expect(hubFacts[link.state()].what).toMatch(/^The hub does not accept this workstation\. Ask/u);
  await asked(`ALTER ROLE ${loginOf(1)} PASSWORD '${passwordOfDesks}'`);
  await expectNothingLost();
});

test('a connection that breaks while pulled steps are being written', async () => {
  await link.stop();
  const sockets: Socket[] = [];
  const opened = (told: unknown): void => void sockets.push((told as { readonly socket: Socket }).socket);
  subscribe('net.client.socket', opened);
  link = openLink();
  await isShown('in-step');
  unsubscribe('net.client.socket', opened);
  desk.raw.function('break_connection', () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    return 1;
  });
  desk.raw.exec(
    'CREATE TEMP TRIGGER breaks AFTER INSERT ON main.request_note BEGIN SELECT break_connection(); END',
  );
  const other = openDesk(2);
  const note = (text: string): void => {
    const asked = { opId: newOpId(), requestId: 1 as RequestId, text, active: true };
    expect(take(other.context, 'add-note', asked)).toMatchObject({ ok: true });
  };
  // More than is written in one slice.
  for (let at = 0; at < 40; at += 1) note(`Note ${at}`);
  await other.sync();
  await waitFor('the connection broke', () => sockets.length === 0 || undefined);
  note('After that');
  await other.sync();
  other.close();
  const notes = desk.raw.prepare('SELECT count(*) FROM request_note').pluck();
  // Sooner than its own regular check.
  await waitFor('it hears of others again', () => notes.get() === 41 || undefined, 15_000);
  await expectNothingLost();
});

test('pausing sharing while it connects leaves no connection behind', async () => {
  link.workAlone(true);
  link.workAlone(false);
  link.workAlone(true);
  const count = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = '${loginOf(1)}'`;
  const client = await server.connect();
  // Longer than it takes to connect.
  await pause(1_500);
  const { rows } = await client.query(count);
  await client.end();
  expect(rows).toEqual([{ count: 0 }]);
  expect(link.state()).toBe('paused');
  work();
  await expectNothingLost();
});

test('a changed certificate', async () => {
  const rolledBack = await server.changeCertificate();
  await asked(endConnections);
  work();
  await isShown('other-certificate');
  expect(waits()).toBe(1);
  expect(hubFacts[link.state()].what).toMatch(/^The server’s identity has changed/u);
  await rolledBack();
  await expectNothingLost();
});

test('a server that is killed and restarted', async () => {
  await server.killAndStart();
  work();
  await waitFor(
    'it is shared again',
    () => (waits() === 0 && link.state() === 'in-step') || undefined,
    60_000,
  );
  await server.stopForNow();
  await isShown('offline');
  work();
  expect(waits()).toBe(1);
  expect(hubFacts[link.state()].what).toMatch(/^The hub cannot be reached\. Keep working/u);
  await server.startAgain();
  await expectNothingLost();
});

test('a clock that is wrong by days', async () => {
  expect(link.status().clocks).toBeNull();
  await link.stop();
  offMs = -3 * 86_400_000;
  link = openLink();
  await isShown('in-step');
  const { here, hub: there } = link.status().clocks ?? { here: '', hub: '' };
  expect((Date.parse(there) - Date.parse(here)) / 86_400_000).toBeCloseTo(3, 1);
  work();
  await expectNothingLost();
});

test.runIf(onSmallDisk.isPossible)('a full disk of the hub', async () => {
  const disk = onSmallDisk.mount(4);
  server.giveFolder(disk);
  await asked(`CREATE TABLESPACE small LOCATION '${disk}'`);
  await asked('ALTER TABLE hub.op SET TABLESPACE small; ALTER INDEX hub.op_op_id_key SET TABLESPACE small');
  try {
    const filler = join(disk, 'filler');
    // Fills all the space that is left.
    expect(() => writeFileSync(filler, Buffer.alloc(8_000_000))).toThrow('ENOSPC');
    for (let more = 0; link.state() !== 'hub-full' && more < 40; more += 1) {
      work(`A note that takes room: ${randomBytes(400).toString('hex')}`);
      await waitFor('an answer', () => waits() === 0 || link.state() === 'hub-full' || undefined);
    }
    await isShown('hub-full');
    expect(waits()).toBeGreaterThan(0);
    expect(hubFacts[link.state()].what).toMatch(/^The hub’s disk is full\. Steps wait here/u);
    rmSync(filler);
    await expectNothingLost();
  } finally {
    await asked('DROP SCHEMA hub, hub_rows CASCADE');
    await asked('DROP TABLESPACE small');
  }
});
