import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Call } from '../../../electron/main/ipc/dispatch.ts';
import { dispatch } from '../../../electron/main/ipc/dispatch.ts';
import type { Handlers } from '../../../electron/main/ipc/handlers.ts';
import { openLog, type Log } from '../../../electron/main/log/log.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { channels } from '../../../shared/ipc/channels.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const quiet = (): void => undefined;
const log: Log = { info: quiet, warn: quiet, error: quiet };

/** A log in a file, and its text. */
const openRealLog = (): Log & { readonly text: () => string } => {
  const folder = temporaryFolder();
  const real = openLog({ folder, now: () => new Date('2026-11-25T09:30:00Z') });
  return { ...real, text: () => readFileSync(join(folder, 'borrow-desk.log'), 'utf8') };
};

const handlers = (some: Partial<Handlers<Channel>>): Handlers<Channel> => some as Handlers<Channel>;
const call = (more: Partial<Call>): Call => ({
  channel: 'receiving.open',
  input: { code: 'A1' },
  trusted: true,
  checkOutput: true,
  asker: () => 1,
  assertStorage: () => undefined,
  isStored: () => false,
  onDamage: () => undefined,
  ...more,
});

test('every channel has its shapes, and every shape a channel', () => {
  expect(Object.keys(contract).sort()).toEqual([...channels].sort());
});

test.each([
  ['a foreign page', call({ trusted: false }), 'foreign-sender'],
  ['an unknown channel', call({ channel: 'receiving.destroy' }), 'unknown-channel'],
  ['a channel of the prototype', call({ channel: '__proto__' }), 'unknown-channel'],
  ['a channel that is no text', call({ channel: { toString: () => 'receiving.open' } }), 'unknown-channel'],
  ['a payload that lacks something', call({ input: {} }), 'bad-payload'],
  ['a payload with something more', call({ input: { code: 'A1', path: '/etc' } }), 'bad-payload'],
  ['a code that is too long', call({ input: { code: 'x'.repeat(5000) } }), 'code-too-long'],
  ['no payload', call({ input: undefined }), 'bad-payload'],
  [
    'a payload that cannot even be compared',
    call({ input: { code: { length: { toString: 1, valueOf: 1 } } } }),
    'bad-payload',
  ],
])('%s is refused before any handler runs', async (_, wrong, code) => {
  let ran = false;
  const answer = await dispatch(
    handlers({
      'receiving.open': () => {
        ran = true;
        throw new Error('ran');
      },
    }),
    wrong,
    log,
  );
  expect(answer).toMatchObject({ ok: false, error: { code } });
  expect(ran).toBe(false);
});

test('a call that waited for the database is not done under the name of an operator who signed in since', async () => {
  let who = 1;
  let tries = 0;
  const answer = await dispatch(
    handlers({
      'receiving.open': () => {
        tries += 1;
        who = 2;
        throw Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' });
      },
    }),
    call({ asker: () => who }),
    log,
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'signed-out' } });
  expect(tries).toBe(1);
});

test('a text that is too long is refused with its length and the limit, not as a program error', async () => {
  const ask = async (channel: Channel, input: unknown): Promise<string> => {
    const answer = await dispatch(handlers({}), call({ channel, input }), log);
    return answer.ok ? '' : answer.error.message;
  };
  expect(await ask('receiving.open', { code: 'x'.repeat(5000) })).toBe(
    'This is too long for a code: it has 5,000 characters, and the limit is 4,096. Two scans may have run together: scan again.',
  );
  const opId = '0193a5c0-0000-7000-8000-000000000001';
  const note = { opId, requestId: 1, text: 'x'.repeat(10_001), active: true };
  expect(await ask('steps.take', { kind: 'add-note', input: note })).toBe(
    'This text is too long: it has 10,001 characters, and the limit is 10,000. Nothing was changed. Shorten it, then try again.',
  );
  expect(await ask('steps.take', { kind: 'add-note', input: { ...note, text: 5 } })).toContain(
    'Something went wrong inside the program. Nothing was changed',
  );
});

test('a handler that throws becomes a failure with its kind, and its message is not logged', async () => {
  const real = openRealLog();
  const full = Object.assign(new Error('Reader, A. P1000001'), { code: 'SQLITE_FULL', name: 'SqliteError' });
  const throwing = (error: Error) =>
    handlers({
      'receiving.open': () => {
        throw error;
      },
    });
  expect(await dispatch(throwing(full), call({}), real)).toMatchObject({
    ok: false,
    error: { code: 'disk-full' },
  });
  expect(await dispatch(throwing(new Error('Reader, A.')), call({}), real)).toMatchObject({
    ok: false,
    error: { code: 'unexpected', retryable: true },
  });
  const text = real.text();
  expect(text).toContain('call.failed channel=receiving.open SqliteError SQLITE_FULL');
  expect(text).toContain('call.failed channel=receiving.open Error\n');
  expect(text).not.toMatch(/Reader|P1000001/);
});

test('the log has the kind of step of a call, and the invalid field', async () => {
  const real = openRealLog();
  const broken = handlers({
    'steps.take': () => {
      throw new Error('Reader, A.');
    },
  });
  const opId = '0193a5c0-0000-7000-8000-000000000001';
  const ask = (kind: unknown, text: unknown) => {
    const input = { kind, input: { opId, requestId: 1, text, active: true } };
    return dispatch(broken, call({ channel: 'steps.take', input }), real);
  };
  await ask('add-note', 'Look here');
  await ask('add-note', 5);
  await ask('xiomara', 'Look here');
  const lines = real.text();
  expect(lines).toContain('error call.failed channel=steps.take kind=add-note Error\n');
  expect(lines).toContain('call.refused why=bad-payload channel=steps.take kind=add-note field=text\n');
  expect(lines).toContain('call.refused why=bad-payload channel=steps.take field=kind\n');
});

test('damage found in a call is reported, other errors are not', async () => {
  let told = 0;
  const failing = (code: string) =>
    dispatch(
      handlers({
        'receiving.open': () => {
          throw Object.assign(new Error('failed'), { code, name: 'SqliteError' });
        },
      }),
      call({ onDamage: () => void (told += 1) }),
      log,
    );
  await failing('SQLITE_FULL');
  expect(told).toBe(0);
  expect(await failing('SQLITE_CORRUPT')).toMatchObject({ ok: false, error: { code: 'database-damaged' } });
  expect(told).toBe(1);
});

test('an answer that does not match the contract is a fault in tests and in development', async () => {
  const wrong = handlers({ 'today.cards': () => ok([{ id: 'nonsense' }] as never) });
  const cards = call({ channel: 'today.cards', input: {} });
  expect(await dispatch(wrong, cards, log)).toMatchObject({ ok: false, error: { code: 'unexpected' } });
  expect(await dispatch(wrong, { ...cards, checkOutput: false }, log)).toMatchObject({ ok: true });
});

test('a step with the answer of another kind of step is a fault too', async () => {
  const opId = '2f6f1f5e-6a0e-4a55-8a3f-0d2f7c1b9a10';
  const finished = {
    opId,
    requestId: 1,
    externalId: 'R-1',
    title: 'A book',
    headline: 'Received: 1 volume',
    told: [],
  };
  const answers = handlers({ 'steps.take': () => ok(finished as never) });
  const taking = (kind: string, input: object): Call =>
    call({ channel: 'steps.take', input: { kind, input: { opId, requestId: 1, ...input } } });
  expect(
    await dispatch(answers, taking('finish-receiving', { notifyPatron: false, rest: null }), log),
  ).toMatchObject({ ok: true });
  expect(await dispatch(answers, taking('dismiss-note', { noteId: 1 }), log)).toMatchObject({
    ok: false,
    error: { code: 'unexpected' },
  });
});
