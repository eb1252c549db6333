import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bringLibrary,
  endOfSharing,
  makeOfLibrary,
} from '../../../../electron/main/connections/hub/begin-sharing.ts';
import { connectionFile } from '../../../../electron/main/connections/hub/connection-file.ts';
import { openHubLink } from '../../../../electron/main/connections/hub/hub-link.ts';
import { hubService, type HubService } from '../../../../electron/main/connections/hub/hub.service.ts';
import { fetchCertificate } from '../../../../electron/main/connections/hub/server-certificate.ts';
import { migrations } from '../../../../electron/main/db/migrations/index.ts';
import { asDeskDatabase, connect } from '../../../../electron/main/db/open.ts';
import { openSession } from '../../../../electron/main/desk/directory/session/session.service.ts';
import { hubTasksService } from '../../../../electron/main/desk/hub/tasks.service.ts';
import { queueForHub } from '../../../../electron/main/desk/kernel/queue-for-hub.ts';
import { readHubState } from '../../../../electron/main/desk/store/hub.queries.ts';
import type { HubStatus } from '../../../../shared/ipc/hub-views.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { hubSql } from '../../../support/hub/hub-server.ts';
import { password, startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { connectMigrated } from '../../../support/template-database.ts';
import { waitFor } from '../../../support/waiting.ts';

let server: Postgres;
let first: TestDesk;
beforeAll(async () => {
  server = await startPostgres({ tls: true });
  first = openTestDesk();
}, 60_000);
afterAll(async () => {
  for (const one of opened) await one.stop();
  first.close();
  await server.stop();
});

const opened: Workstation[] = [];
const noSecrets = { available: () => false, seal: (text: string) => text, unseal: (text: string) => text };

type Workstation = TestDesk & {
  readonly hub: HubService;
  readonly status: () => HubStatus;
  readonly inStep: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The joining file that it wrote last. */
  readonly written: () => string;
};

/** A workstation as the program puts it together, on a database file. */
const openWorkstation = (file: string, joiningFile: () => string | null = () => null): Workstation => {
  const raw = existsSync(file) ? connect(file) : connectMigrated(file);
  const db = asDeskDatabase(raw);
  const session = openSession(db);
  const now = (): Date => new Date();
  const timeZone = (): string => 'Europe/London';
  const context = { db, session, now, timeZone };
  if (readHubState(db) !== null) queueForHub(db, timeZone);
  let written = '';
  const dataDir = dirname(file);
  const hub = hubService({
    context,
    db,
    file: connectionFile(dataDir, noSecrets),
    tasks: hubTasksService(context),
    fetchCertificate,
    openLink: (known) =>
      openHubLink({
        db,
        hub: known,
        program: '1.0',
        schemaVersion: migrations.at(-1)?.version ?? 0,
        now,
        changed: () => session.refresh(),
        moved: () => undefined,
        hasMail: () => true,
        fault: (words) => faults.push(words),
        log: (_event, error) => faults.push(String(error)),
      }),
    make: makeOfLibrary({ db, databaseFile: file, makes: () => hubSql, timeZone }),
    bring: bringLibrary({
      file: `${file}.incoming`,
      drop: () => rmSync(`${file}.incoming`, { force: true }),
      decide: () => renameSync(`${file}.incoming`, `${file}.next`),
    }),
    endSharing: () => endOfSharing(db),
    saveJoining: (_name, text) => {
      written = text;
      return Promise.resolve('join.json');
    },
    chooseJoining: () => Promise.resolve(joiningFile()),
    startAgain: () => undefined,
    moved: () => undefined,
  });
  const status = (): HubStatus => valueOf(hub.status({}) as never);
  const workstation: Workstation = {
    context,
    raw,
    file,
    setNow: () => undefined,
    close: () => raw.close(),
    hub,
    status,
    inStep: async () => {
      hub.link()?.wake();
      await waitFor(
        'the workstation is in step',
        () => (status().state === 'in-step' && status().waiting === 0) || undefined,
      );
    },
    written: () => written,
    stop: async () => {
      await hub.stop();
      if (raw.open) raw.close();
    },
  };
  opened.push(workstation);
  return workstation;
};
const faults: string[] = [];

test('a library makes its hub, another workstation joins, and what the one does the other sees', async () => {
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
    error: { code: 'hub-failed', message: 'The server does not accept this name and password.' },
  });
  expect(one.status().state).toBe('alone');
  valueOf(await one.hub.make({ ...account, name: 'Desk one' }));
  await one.inStep();

  valueOf(await one.hub.invite({ hours: 24 }));
  const two = openWorkstation(join(folder, 'two', 'borrow-desk.sqlite'), () => one.written());
  const joining = valueOf(await two.hub.chooseJoining({}));
  expect(joining).toMatchObject({ fingerprint, ownRequests: 0 });
  valueOf(await two.hub.join({ token: joining?.token ?? '', name: 'Desk two' }));
  await two.stop();
  expect(existsSync(`${two.file}.next`)).toBe(true);
  for (const ending of ['', '-wal', '-shm']) rmSync(two.file + ending, { force: true });
  renameSync(`${two.file}.next`, two.file);
  const joined = openWorkstation(two.file);
  await joined.inStep();
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

  const number = workstations.find(({ name }) => name === 'Desk two')?.number ?? 0;
  valueOf(await one.hub.remove({ number }));
  await waitFor(
    'the workstation that was removed knows it',
    () => joined.status().state === 'refused' || undefined,
  );
  expect(faults).toEqual([]);
}, 120_000);
