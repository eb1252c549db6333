import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../../electron/main/db/open.ts';
import { queueWritesForHub } from '../../../../electron/main/desk/steps/frame/queue-for-hub.ts';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { beginSharing } from '../../../../electron/main/desk/store/hub.queries.ts';
import { connectionFile } from '../../../../electron/main/sync/link/connection-file.ts';
import type { HubService } from '../../../../electron/main/sync/link/hub.service.ts';
import type { OperatorId, RequestId } from '../../../../shared/domain/ids.ts';
import type { HubStatus } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { testHub } from '../../../support/hub/without-hub.ts';
import { waitFor } from '../../../support/waiting.ts';

// A workstation whose hub is permanently gone, or no longer lets it in, must be able to leave it.

let desk: TestDesk;
let hub: HubService;
let requestId: RequestId;
const fileOf = (): ReturnType<typeof connectionFile> =>
  connectionFile(dirname(desk.file), {
    available: () => false,
    seal: (secret) => secret,
    unseal: (sealed) => sealed,
  });
const done = (result: Result<HubStatus>): HubStatus => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const status = async (): Promise<HubStatus> => done(await hub.status({}));
const addNote = (text: string): void => {
  const note = take(desk.context, 'add-note', { opId: newOpId(), requestId, text, active: true });
  expect(note.ok).toBe(true);
};
/** Gives this workstation a hub that does not respond: nothing listens on port 1 of this computer. */
const knowAHub = (alone: boolean): void =>
  fileOf().write({
    host: '127.0.0.1',
    port: 1,
    database: 'ill',
    fingerprint: '',
    authority: '',
    user: 'borrow_desk_2',
    password: 'x',
    name: 'Desk 2',
    alone,
    making: false,
  });

beforeEach(() => {
  desk = openTestDesk();
  requestId = addRequest(desk, { externalId: 'A-1' });
  inTransaction(desk.context.db, (db) => beginSharing(db, { epoch: 'first', workstation: 2, cursor: 0 }));
  queueWritesForHub(desk.context.db, desk.context.timeZone);
});
afterEach(async () => {
  await hub.stop();
  desk.close();
});

test('a hub that cannot be reached can be left with pending steps, and the requests stay', async () => {
  knowAHub(false);
  hub = testHub(desk);
  addNote('Here alone.');
  await waitFor('The failed attempt', async () => (await status()).state === 'offline' || undefined, 10_000);
  const { since, waiting } = await status();
  expect(waiting).toBe(1);
  // A user who shares now does not wait for the next attempt, and the time of working alone does not restart.
  desk.setNow('2026-11-25T11:00:00Z');
  expect(done(await hub.share({}))).toMatchObject({ state: 'offline', since });

  expect(done(await hub.remove({ opId: newOpId(), number: null }))).toMatchObject({
    state: 'alone',
    waiting: 0,
  });
  expect(existsSync(join(dirname(desk.file), 'hub.json'))).toBe(false);
  expect(desk.raw.prepare('SELECT count(*) FROM request_note').pluck().get()).toBe(1);
});

test('a workstation that is paused on purpose must share first', async () => {
  knowAHub(true);
  hub = testHub(desk);
  addNote('Not shared yet.');
  const refused = await hub.remove({ opId: newOpId(), number: null });
  expect(refused.ok ? '' : refused.error.message).toContain('not shared yet');
  expect((await status()).state).toBe('paused');
});

test('a workstation whose password is unknown can leave as well', async () => {
  hub = testHub(desk);
  expect((await status()).state).toBe('refused');
  expect(done(await hub.remove({ opId: newOpId(), number: null })).state).toBe('alone');
});

test('only an administrator can make it work alone or leave', async () => {
  hub = testHub(desk);
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Clerk');
                 INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'circulation-desk-operator', 1)`);
  desk.context.session.refresh();
  expect(desk.context.session.chooseOperator(2 as OperatorId).ok).toBe(true);
  const leave = await hub.remove({ opId: newOpId(), number: null });
  const alone = await hub.workAlone({ alone: true });
  for (const refused of [leave, alone]) expect(refused.ok ? '' : refused.error.code).toBe('role-missing');
});
