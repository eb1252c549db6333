import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { renameSync } from 'node:fs';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { asDeskDatabase, deskBusyTimeoutMs, inTransaction } from '../../../electron/main/db/open.ts';
import { assertSameFile } from '../../../electron/main/db/opened-file.ts';
import { busyLimitMs } from '../../../electron/main/db/retry-on-busy.ts';
import type { OpenedDesk } from '../../../electron/main/db/start.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { dispatch, type Call } from '../../../electron/main/ipc/dispatch.ts';
import type { Handlers } from '../../../electron/main/ipc/handlers.ts';
import type { Log } from '../../../electron/main/log/log.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { openGood, ownFolder, patronCount } from '../db/support.ts';

// Calls of the page while another process locks the database.

const silent = (): void => undefined;
const log: Log = { info: silent, warn: silent, error: silent };

let desk: OpenedDesk;
let db: ReadableDB;
let longestMs: number;
let watch: NodeJS.Timeout;

beforeEach(async () => {
  desk = await openGood({ dataDir: join(ownFolder(), 'data') });
  db = asDeskDatabase(desk.db);
  longestMs = 0;
  let last = performance.now();
  watch = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }, 1);
});
afterEach(() => clearInterval(watch));

const hold = async (): Promise<() => void> => {
  const holder = spawn(process.execPath, [
    join(import.meta.dirname, '../db/hold-lock.mjs'),
    desk.file,
    'writes',
  ]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  return () => void holder.kill('SIGKILL');
};

const call: Call = {
  channel: 'today.cards',
  input: {},
  trusted: true,
  checkOutput: false,
  asker: () => 1,
  assertStorage: () => assertSameFile(db),
  isStored: () => false,
  onDamage: silent,
};
const handlers = (answer: () => void): Handlers<Channel> =>
  ({
    'today.cards': () => {
      answer();
      return ok([]);
    },
  }) as unknown as Handlers<Channel>;

const store = (): void =>
  inTransaction(db, (writable) => {
    writable.prepare("INSERT INTO patron (barcode, name) VALUES ('1', 'once')").run();
  });

test('a step waits for another program’s lock without blocking the window, and is done once', async () => {
  const release = await hold();
  longestMs = 0;
  const answering = dispatch(handlers(store), call, log);
  await pause(1_000);
  expect(patronCount(desk)).toBe(0);
  release();
  expect(await answering).toMatchObject({ ok: true });
  expect(patronCount(desk)).toBe(1);
  expect(longestMs).toBeLessThan(deskBusyTimeoutMs * 10);
});

test('reading does not wait while another program writes, and a lock that stays is reported after some seconds', async () => {
  await hold();
  const beganAt = performance.now();
  expect(
    await dispatch(
      handlers(() => void patronCount(desk)),
      call,
      log,
    ),
  ).toMatchObject({ ok: true });
  expect(performance.now() - beganAt).toBeLessThan(busyLimitMs / 2);
  const answer = await dispatch(handlers(store), call, log);
  expect(answer).toMatchObject({ ok: false, error: { code: 'database-busy', retryable: true } });
  expect(performance.now() - beganAt).toBeGreaterThan(busyLimitMs);
  expect(patronCount(desk)).toBe(0);
});

test('data read from a database that was moved away is not returned', async () => {
  renameSync(join(desk.file, '..'), join(desk.file, '../../elsewhere'));
  let asked = false;
  const answer = await dispatch(
    handlers(() => void (asked = true)),
    call,
    log,
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'database-gone' } });
  expect(asked).toBe(false);
});
